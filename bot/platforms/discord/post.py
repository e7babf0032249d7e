"""One message to one channel, and what Discord's refusals mean to whoever owns the channel."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
from discord import ui

from bot.platforms.discord.pace import Pace
from bot.platforms.discord.text import one_line
from bot.platforms.platform import RejectedError, RetryError, SendError, UnknownError

TRIES = 3
PAUSE = 0.5
"""Seconds before a post whose answer was lost is sent again; it carries the same nonce, so it is one post."""

TROUBLE = 30.0
"""Seconds after which to try again when Discord is out of order and does not say how long."""

T = TypeVar("T")

Target = discord.abc.Messageable | discord.ForumChannel
Lost = (aiohttp.ClientError, OSError, asyncio.TimeoutError)


def nonce(key: str, part: int) -> str:
    """Discord posts one message for one nonce of at most 25 characters."""
    return key if part == 0 else hashlib.sha256(f"{key} {part}".encode()).hexdigest()[:25]


async def target(client: discord.Client, channel: str) -> Target:
    if not channel.isdecimal():
        raise RejectedError(
            f"“{channel}” is not the id of a Discord channel; copy it from the channel's menu."
        )
    found = client.get_channel(int(channel)) or await told(lambda: client.fetch_channel(int(channel)))
    if isinstance(found, discord.abc.Messageable | discord.ForumChannel):
        return found
    raise RejectedError(f"Nothing can be posted in {found}; choose a text channel, a thread or a forum.")


async def send(where: Target, view: ui.LayoutView, key: str, silent: bool, mention: str, pace: Pace) -> str:
    """The message's id. Sent again with the same nonce where the answer was lost."""
    options: dict[str, Any] = {"view": view, "silent": silent, "allowed_mentions": _mentions(mention)}

    async def post() -> discord.Message:
        await pace.turn()
        return await where.send(nonce=key, **options)  # type: ignore[union-attr]

    return str((await told(post, tries=TRIES)).id)


async def open_thread(
    forum: discord.ForumChannel, title: str, view: ui.LayoutView, silent: bool, mention: str, pace: Pace
) -> discord.Thread:
    """A forum takes a named post. It knows no nonce, so it is sent once only."""
    name = one_line(title)[:100] or "On Record"

    async def create() -> discord.Thread:
        await pace.turn()
        created = await forum.create_thread(
            name=name, view=view, silent=silent, allowed_mentions=_mentions(mention)
        )
        return created.thread

    return await told(create)


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
        return RejectedError(
            "Discord does not know this channel any more; choose another one for this briefing."
        )
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
