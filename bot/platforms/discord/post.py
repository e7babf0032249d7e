"""A card's messages to a channel, and what Discord's refusals mean to whoever owns the channel."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord
from discord import ui

from bot.platforms.discord.controls import short
from bot.platforms.discord.render import NAME, attachments
from bot.platforms.discord.text import one_line
from bot.platforms.discord.trace import opened, posted
from bot.platforms.platform import (
    GoneError,
    Post,
    RejectedError,
    RetryError,
    SendError,
    UnknownError,
)

TRIES = 3
PAUSE = 0.5
"""Seconds before a post whose answer was lost is sent again; it carries the same nonce, so it is one post."""

ANSWER_WITHIN = 30.0
"""Seconds a post may take, its turn and the library's own waits included. With its pauses three of them end
well before the lease of a delivery does; aiohttp alone would wait for five minutes, longer than Discord knows
a nonce."""

TROUBLE = 30.0
"""Seconds after which to try again when Discord is out of order and does not say how long."""

THREAD_NAME = 100

T = TypeVar("T")

Channel = discord.abc.Messageable
Target = Channel | discord.ForumChannel
Lost = (aiohttp.ClientError, OSError, asyncio.TimeoutError, RuntimeError)
"""A broken line; the RuntimeError is aiohttp's, of a session that was closed meanwhile."""


def nonce(key: str, part: int) -> str:
    """Discord posts one message for one nonce of at most 25 characters."""
    return key if part == 0 else hashlib.sha256(f"{key} {part}".encode()).hexdigest()[:25]


async def post_to(client: discord.Client, post: Post, views: list[ui.LayoutView]) -> str:
    """A card's messages, each once, however often the same post is tried.

    The id of the first message, which in a forum is the thread's too.
    """
    where = await _target(client, post)
    _check_server(where, post.place)
    numbers: list[str] = []
    if isinstance(where, discord.ForumChannel):
        where = await _thread(where, post, views[0], last=len(views) == 1)
        numbers.append(str(where.id))
    there = await _posted(where, post, len(views)) if post.again else {}
    for part, view in list(enumerate(views))[len(numbers) :]:
        last = part == len(views) - 1
        numbers.append(there.get(part) or await _message(where, post, part, view, last))
    return numbers[0]


async def _target(client: discord.Client, post: Post) -> Target:
    try:
        return await target(client, post.channel)
    except RejectedError as error:
        if post.place.isdecimal() and client.get_guild(int(post.place)) is None:
            raise GoneError("On Record is not in this server any more; invite it again.") from error
        raise


async def _message(where: Channel, post: Post, part: int, view: ui.LayoutView, last: bool) -> str:
    """Sent again with the same nonce where the answer was lost, which makes it one message."""

    async def send() -> discord.Message:
        async with asyncio.timeout(ANSWER_WITHIN):
            return await where.send(
                view=view,
                files=attachments(post.card) if last else [],
                nonce=nonce(post.key, part),
                silent=post.silent,
                allowed_mentions=_mentions(post.mention if part == 0 else ""),
            )

    return str((await told(send, TRIES)).id)


async def _posted(where: Channel, post: Post, parts: int) -> dict[int, str]:
    """Without leave to read the channel there is the nonce alone."""
    try:
        return await told(lambda: posted(where, post.key, parts), TRIES)
    except RejectedError:
        return {}


async def _thread(forum: discord.ForumChannel, post: Post, view: ui.LayoutView, last: bool) -> discord.Thread:
    """A forum takes a named post. It knows no nonce, so it is sent once only."""
    name = short(one_line(post.card.title), THREAD_NAME) or NAME

    async def create() -> discord.Thread:
        created = await forum.create_thread(
            name=name,
            view=view,
            files=attachments(post.card) if last else [],
            silent=post.silent,
            allowed_mentions=_mentions(post.mention),
        )
        return created.thread

    if post.again and (there := await told(lambda: opened(forum, name, post.key))):
        return there
    return await told(create)


async def target(client: discord.Client, channel: str) -> Target:
    if not channel.isdecimal():
        raise RejectedError(
            f"“{channel}” is not the id of a Discord channel; copy it from the channel's menu."
        )
    found = client.get_channel(int(channel)) or await told(lambda: client.fetch_channel(int(channel)))
    if isinstance(found, discord.abc.Messageable | discord.ForumChannel):
        return found
    raise RejectedError(f"Nothing can be posted in {found}; choose a text channel, a thread or a forum.")


def _check_server(where: Target, place: str) -> None:
    """The managers of a server choose among its own channels."""
    server = getattr(where, "guild", None)
    if place and (server is None or str(server.id) != place):
        raise RejectedError("This channel belongs to another server; choose one of this server's.")


def _mentions(role: str) -> discord.AllowedMentions:
    roles = [discord.Object(int(role))] if role else False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


async def told(ask: Callable[[], Awaitable[T]], tries: int = 1) -> T:
    """What `ask` brings; what goes wrong is said as a SendError."""
    for left in reversed(range(tries)):
        try:
            return await ask()
        except discord.RateLimited as error:
            raise RetryError("Discord asks us to wait.", error.retry_after) from error
        except discord.HTTPException as error:
            raise refusal(error) from error
        except Lost as error:
            if not left:
                raise UnknownError("The connection to Discord broke; it may have been posted.") from error
            await asyncio.sleep(PAUSE)
    raise AssertionError("unreachable")


def refusal(error: discord.HTTPException) -> SendError:
    if isinstance(error, discord.NotFound):
        return GoneError("Discord does not know this channel any more; choose another one for this briefing.")
    if isinstance(error, discord.Forbidden):
        return RejectedError(
            "On Record may not post in this channel; give it View Channel and Send Messages there."
        )
    if error.status == 401:
        return RejectedError("Discord does not accept the bot's token any more; set a new one.")
    if error.status == 429:
        return RetryError("Discord refuses our requests for now.", _retry_after(error))
    if error.status >= 500:
        return RetryError(f"Discord is out of order ({error.status}).", TROUBLE)
    return RejectedError(f"Discord does not take this message: {one_line(error.text) or error.status}.")


def _retry_after(error: discord.HTTPException) -> float:
    try:
        return float(error.response.headers.get("Retry-After", TROUBLE))
    except ValueError:
        return TROUBLE
