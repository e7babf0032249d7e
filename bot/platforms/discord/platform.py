"""Discord, as the rest of the bot knows it: it runs, and it sends."""

import asyncio
from collections.abc import Iterator
from typing import Any

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.dispatcher import Dispatcher
from bot.errors import StartError
from bot.platforms.discord.client import Client
from bot.platforms.discord.pace import Pace
from bot.platforms.discord.post import Outbox
from bot.platforms.discord.render import messages
from bot.platforms.platform import Post, RejectedError, RetryError
from bot.state import State

log = structlog.get_logger()

BAD_TOKEN = 4004
FINAL_CLOSES = {
    4010: "the shard number is wrong",
    4011: "this bot is in too many servers for one shard",
    4012: "this version of Discord's gateway is gone",
    4013: "the intents are not valid",
    4014: "the intents are not allowed",
}
"""Closing codes of the gateway after which trying again is useless."""


class DiscordPlatform:
    """`api` and `gateway` are addresses of a compatible server, in place of Discord's own."""

    name = "discord"
    check_every = 5.0
    patience = 60.0
    """Seconds a lost connection may take to come back by itself, before it is made anew."""

    def __init__(
        self,
        token: str,
        dispatcher: Dispatcher,
        state: State,
        *,
        api: str | None = None,
        gateway: str | None = None,
    ) -> None:
        self._token = token
        self._dispatcher = dispatcher
        self._state = state
        self._outbox = Outbox(Pace())
        self._client: Client | None = None
        if api:
            Route.BASE = api.rstrip("/")
        if gateway:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)

    @property
    def ready(self) -> bool:
        return self._client is not None and self._client.connected()

    def client(self, **options: Any) -> Client:
        """A client for the next login; posts go over it from now on."""
        self._client = Client(self._dispatcher, self._state, **options)
        return self._client

    async def run(self) -> None:
        """Log in again, after growing waits, whenever a login ends; state and posts outlive it."""
        waits = growing()
        while True:
            client = self.client()
            try:
                await self._serve(client)
            except StartError:
                raise
            except Exception as error:  # the library ends in many ways, AttributeError among them
                log.warning("discord is not reachable", reason=str(error) or type(error).__name__)
            finally:
                await client.close()
            if client.was_ready:
                waits = growing()
            await asyncio.sleep(next(waits))

    async def _serve(self, client: Client) -> None:
        """Until the connection ends by itself, or is down for longer than `patience`."""
        start = asyncio.ensure_future(_start(client, self._token))
        watch = asyncio.ensure_future(self._watch(client))
        try:
            await asyncio.wait({start, watch}, return_when=asyncio.FIRST_COMPLETED)
            if start.done():
                start.result()
        finally:
            for task in (start, watch):
                task.cancel()
            await asyncio.gather(start, watch, return_exceptions=True)

    async def _watch(self, client: Client) -> None:
        down = 0.0
        while down < self.patience or not client.was_ready:
            await asyncio.sleep(self.check_every)
            down = 0.0 if client.connected() else down + self.check_every
        log.warning("discord stays away; connecting anew", seconds=down)

    async def send(self, post: Post) -> str:
        client = self._client
        if client is None or not client.was_ready:
            raise RetryError("Discord is not connected yet.", after=5.0)
        if post.mention and not post.mention.isdecimal():
            raise RejectedError(f"“{post.mention}” is not the id of a Discord role.")
        views = await asyncio.to_thread(messages, post.card, self._state.keep_line, post.mention, post.key)
        return await self._outbox.send(client, post, views)


def growing(longest: float = 60.0) -> Iterator[float]:
    wait = 1.0
    while True:
        yield wait
        wait = min(wait * 2, longest)


async def _start(client: Client, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise StartError("Discord does not accept the bot's token (DISCORD_TOKEN); copy it anew.") from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(f"Discord refuses the connection: {FINAL_CLOSES[4014]}.") from None
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise StartError(
                "Discord does not accept the bot's token (DISCORD_TOKEN); copy it anew."
            ) from None
        if error.code in FINAL_CLOSES:
            raise StartError(f"Discord refuses the connection: {FINAL_CLOSES[error.code]}.") from None
        raise
