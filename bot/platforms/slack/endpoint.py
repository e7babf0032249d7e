"""Signed HTTP instead of Socket Mode: Slack delivers to /slack/events of an address of ours."""

import asyncio
from dataclasses import dataclass

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.errors import StartError
from bot.platforms.slack.install import Install, OAuth

log = structlog.get_logger()

PATH = "/slack/events"


@dataclass(frozen=True, slots=True)
class HttpMode:
    """Where to listen, and the secret that Slack signs with. A proxy before it does the TLS.

    With `oauth` every workspace may install the app; without it there is the one of the bot token.
    """

    host: str
    port: int
    secret: str
    oauth: OAuth | None = None


class Endpoint:
    """The app checks the signature, and that a delivery is not older than five minutes."""

    def __init__(self, app: AsyncApp, mode: HttpMode, install: Install | None) -> None:
        self._app = app
        self._mode = mode
        self._install = install
        self.up = False

    async def run(self) -> None:
        """Listen until cancelled; raises StartError when the port is taken."""
        server = web.Application()
        server.router.add_post(PATH, self._handle)
        server.router.add_routes(self._install.routes() if self._install else [])
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await self._listen(runner)
            self.up = True
            await asyncio.Event().wait()
        finally:
            self.up = False
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        host, port = self._mode.host, self._mode.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise StartError(f"slack: {host}:{port} cannot be listened on: {error.strerror}") from error
        log.info("listening", platform="slack", address=f"{host}:{port}{PATH}")

    async def _handle(self, request: web.Request) -> web.Response:
        delivered = await to_bolt_request(request)
        answer = await to_aiohttp_response(await self._app.async_dispatch(delivered))
        if 400 <= answer.status < 500:
            answer.headers["X-Slack-No-Retry"] = "1"  # it would be refused again
        return answer
