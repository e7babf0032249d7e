"""Discord, as the rest of the bot knows it: it runs, and it sends."""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.breaker import Breaker
from bot.dispatcher import Dispatcher
from bot.errors import StartError
from bot.platforms.discord.client import Client
from bot.platforms.discord.library_log import quieten
from bot.platforms.discord.pace import DiscordPace
from bot.platforms.discord.post import post_to, told
from bot.platforms.discord.render import messages
from bot.platforms.discord.reply import Reply
from bot.platforms.discord.wire import MOST, WITHIN, watching
from bot.platforms.platform import Post, RejectedError, RetryError
from bot.state import State

log = structlog.get_logger()

LOGIN_REFUSED = "Discord does not accept the bot's token (DISCORD_TOKEN); copy it anew."
FINAL_CLOSES = {
    4004: LOGIN_REFUSED,
    4010: "Discord refuses the connection: the shard number is wrong.",
    4011: "Discord refuses the connection: this bot is in too many servers for one shard.",
    4012: "Discord refuses the connection: this version of Discord's gateway is gone.",
    4013: "Discord refuses the connection: the intents are not valid.",
    4014: "Discord refuses the connection: the intents are not allowed.",
}
"""Closing codes of the gateway after which trying again is useless."""

STEADY = 600.0
"""Seconds a login must have lasted for the next one to be tried soon."""

LONGEST_WAIT = 300.0
"""Seconds between two logins at most; a thousand of them in a day would cost us the token."""


class DiscordPlatform:
    """`api` and `gateway` are addresses of a compatible server, in place of Discord's own; `count` is
    called for each request that it refuses."""

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
        count: Callable[[], None] = lambda: None,
    ) -> None:
        self._token = token
        self._dispatcher = dispatcher
        self._state = state
        self._reply = Reply(dispatcher, state.keep_line)
        self._pace = DiscordPace()
        self._client: Client | None = None
        self._breaker = Breaker(self.name, MOST, WITHIN)
        self._count = count
        if api:
            Route.BASE = api.rstrip("/")
        if gateway:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)

    @property
    def ready(self) -> bool:
        return self._client is not None and self._client.connected() and not self._breaker.wait()

    @property
    def standing(self) -> str:
        return self._breaker.standing

    def client(self, **options: Any) -> Client:
        """A client for the next login; posts go over it from now on."""
        trace = watching(self._pace, self._refused)
        self._client = Client(self._dispatcher, self._state, self._reply, http_trace=trace, **options)
        return self._client

    def _refused(self) -> None:
        self._breaker.refused()
        self._count()

    async def run(self) -> None:
        """Log in again, after growing waits, whenever a login ends; state and posts outlive it."""
        quieten()
        waits = growing()
        while True:
            client, begun = self.client(), monotonic()
            try:
                await self._serve(client)
            except StartError:
                raise
            except Exception as error:  # the library ends in many ways, AttributeError among them
                log.warning("discord is not reachable", reason=str(error) or type(error).__name__)
            finally:
                await client.close()
            if monotonic() - begun > STEADY:
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
        while down < self.patience:
            await asyncio.sleep(self.check_every)
            lost = client.was_ready and not client.connected()
            down = down + self.check_every if lost else 0.0
        log.warning("discord stays away; connecting anew", seconds=down)

    async def send(self, post: Post) -> str:
        client = self._connected()
        if post.mention and not post.mention.isdecimal():
            raise RejectedError(f"“{post.mention}” is not the id of a Discord role.")
        views = await asyncio.to_thread(messages, post.card, self._state.keep_line, post.mention, post.key)
        return await post_to(client, post, views)

    async def direct(self, user: str, place: str) -> str:
        if not user.isdecimal():
            return ""
        client = self._connected()
        return str((await told(lambda: client.create_dm(discord.Object(int(user))))).id)

    def _connected(self) -> Client:
        client = self._client
        if client is None or not client.was_ready or client.is_closed():
            raise RetryError("Discord is not connected yet.", after=5.0)
        if wait := self._breaker.wait():
            raise RetryError("Discord has refused too many of our requests.", after=wait)
        return client


def growing() -> Iterator[float]:
    wait = 1.0
    while True:
        yield wait
        wait = min(wait * 2, LONGEST_WAIT)


async def _start(client: Client, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise StartError(LOGIN_REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(FINAL_CLOSES[4014]) from None
    except discord.ConnectionClosed as error:
        if error.code in FINAL_CLOSES:
            raise StartError(FINAL_CLOSES[error.code]) from None
        raise
