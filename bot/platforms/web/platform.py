"""The page as a platform: it serves, and it posts."""

import asyncio
import errno
from collections.abc import Callable, Sequence
from datetime import datetime

from aiohttp import web
from sqlalchemy import Engine

from bot.dispatcher import Dispatcher
from bot.errors import StartError
from bot.platforms.platform import Post, RejectedError, RetryError
from bot.platforms.web.access import Access, add_headers, check_host
from bot.platforms.web.bell import Bell
from bot.platforms.web.login import Login, tell_store_errors
from bot.platforms.web.page import Page
from bot.platforms.web.post_store import PostStore
from bot.platforms.web.view import View
from bot.platforms.web.watch import Watch
from briefs.errors import StoreError

LARGEST_BODY = 16 * 1024


class WebPlatform:
    name = "web"

    def __init__(
        self,
        dispatcher: Dispatcher,
        engine: Engine,
        *,
        host: str,
        port: int,
        channels: Sequence[str],
        now: Callable[[], datetime],
        token: str = "",
        watch: Watch | None = None,
    ) -> None:
        """`now` answers with a time that knows its zone; `channels` may change meanwhile."""
        self.host = host
        self.port = port
        """Where it is served; with port 0 the one that was found, once it is ready."""
        self._channels = channels
        self._token = token
        self._bell = Bell()
        view = View(channels, dispatcher.commands)
        self._page = Page(dispatcher, PostStore(engine), self._bell, view, channels, now)
        self._watch = watch or Watch()
        self._login = Login(Access(token), view)
        self._ready = False

    @property
    def ready(self) -> bool:
        return self._ready

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    async def run(self) -> None:
        check_host(self.host, self._token)
        # No access log: `?token=` would be written into it.
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await self._listen(runner)
            self._bell.open()
            self._ready = True
            await asyncio.Event().wait()
        finally:
            self._ready = False
            self._bell.close()
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(
            middlewares=[self._login.guard, tell_store_errors], client_max_size=LARGEST_BODY
        )
        app.on_response_prepare.append(add_headers)
        app.add_routes([*self._page.routes(), *self._login.routes(), *self._watch.routes()])
        return app

    async def _listen(self, runner: web.AppRunner) -> None:
        site = web.TCPSite(runner, self.host, self.port)
        try:
            await site.start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = f"port {self.port} is in use on {self.host}: set PORT= or web.port"
                raise StartError(reason) from error
            reason = error.strerror or str(error)
            raise StartError(f"the page cannot be served on {self.host}:{self.port}: {reason}") from error
        self.port = site.port

    async def send(self, post: Post) -> str:
        if post.channel not in self._channels:
            raise RejectedError(f"the page has no channel “{post.channel}”")
        try:
            return str(await self._page.post(post.channel, post.card, post.key))
        except StoreError as error:
            raise RetryError("the store did not take the post") from error
