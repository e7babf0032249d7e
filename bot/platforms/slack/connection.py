"""The Socket Mode connection: tokens checked, then connected for as long as it runs.

The client of Slack's library comes back by itself after most losses, but it tries a used ticket for
ever. So it is watched, and replaced when it stays away.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StartError
from bot.platforms.slack.library_log import library_logger
from bot.platforms.slack.refusal import FAILURES, UNSURE, code, told, wait

log = structlog.get_logger()
T = TypeVar("T")

LONGEST_WAIT = 60.0
CONNECT_WITHIN = 10.0
CLOSE_WITHIN = 0.5
LOOK_EVERY = 0.5
PATIENCE = 3
"""Ping intervals that Slack's client has for coming back by itself."""


class Connection:
    """`client` holds the app token; `ping_interval` is in seconds."""

    def __init__(self, app: AsyncApp, client: AsyncWebClient, ping_interval: float) -> None:
        self._app = app
        self._client = client
        self._ping_interval = ping_interval
        self.up = False

    async def run(self, ticket: str) -> None:
        """Stay connected until cancelled, beginning with `ticket`."""
        pauses = waits()
        while True:
            if await self._serve(ticket):
                pauses = waits()
            log.warning("connection lost", platform="slack")
            await asyncio.sleep(next(pauses))
            ticket = await patiently(lambda: open_ticket(self._client), pauses)

    async def _serve(self, ticket: str) -> bool:
        """Whether the socket came up at all; returns when it is lost and its client stays away."""
        handler = AsyncSocketModeHandler(
            self._app,
            self._client.token,
            logger=library_logger(),
            web_client=self._client,
            ping_interval=self._ping_interval,
        )
        handler.client.wss_uri = ticket
        try:
            await asyncio.wait_for(handler.connect_async(), CONNECT_WITHIN)  # type: ignore[no-untyped-call]
            await self._watch(handler)
        except TimeoutError:
            return False
        finally:
            self.up = False
            await _close(handler)
        return True

    async def _watch(self, handler: AsyncSocketModeHandler) -> None:
        away = 0.0
        log.info("connected", platform="slack")
        while away < PATIENCE * self._ping_interval:
            self.up = await handler.client.is_connected()
            away = 0.0 if self.up else away + LOOK_EVERY
            await asyncio.sleep(LOOK_EVERY)


async def open_ticket(client: AsyncWebClient) -> str:
    """The address of a socket, good for one connection."""
    opened = await client.apps_connections_open(app_token=client.token or "")
    return str(opened["url"])


async def patiently(attempt: Callable[[], Awaitable[T]], pauses: Iterator[float], refused: str = "") -> T:
    """Try until it succeeds. With `refused`, what to say then, a refused token is a StartError."""
    while True:
        try:
            return await attempt()
        except FAILURES as error:
            if refused and isinstance(error, SlackApiError) and _final(error):
                raise StartError(refused.format(reason=code(error))) from error
            log.warning("not connected", platform="slack", reason=told(error))
        await asyncio.sleep(next(pauses))


def waits() -> Iterator[float]:
    """Seconds between two tries, growing."""
    pause = 1.0
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_WAIT)


def _final(error: SlackApiError) -> bool:
    return wait(error) is None and code(error) not in UNSURE | {""}


async def _close(handler: AsyncSocketModeHandler) -> None:
    """Its own close waits for the server's farewell, which a dead connection never sends."""
    client = handler.client
    with contextlib.suppress(Exception):
        await asyncio.wait_for(handler.close_async(), CLOSE_WITHIN)  # type: ignore[no-untyped-call]
    for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
        if task is not None:
            task.cancel()
    await client.aiohttp_client_session.close()
