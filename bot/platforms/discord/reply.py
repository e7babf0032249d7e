"""Answers to commands and buttons, within the three seconds Discord waits for a first word."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import discord
import structlog
from discord import ui

from bot.card import Card
from bot.dispatcher import OUR_FAULT, Dispatcher, error_card
from bot.errors import UserError
from bot.platforms.discord.controls import Keep
from bot.platforms.discord.render import attachments, messages
from bot.platforms.seen import Seen
from bot.request import Request

log = structlog.get_logger()

PATIENCE = 1.5
"""Seconds an answer may take before Discord is told that it is coming."""

ALREADY_ANSWERED = 40060
NOBODY = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


class Reply:
    """Answers a request once, however often Discord delivers it."""

    def __init__(self, dispatcher: Dispatcher, keep: Keep) -> None:
        self._dispatcher = dispatcher
        self._keep = keep
        self._seen = Seen()

    async def to(self, interaction: Interaction, read: Callable[[], Request]) -> None:
        """`read` brings the request; it may look things up, and runs off the event loop."""
        if self._seen.again(str(interaction.id)):
            return
        asked = asyncio.ensure_future(asyncio.to_thread(self._answer, interaction, read))
        try:
            done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
            if not done:
                await _once(
                    lambda: interaction.response.defer(ephemeral=_private(interaction), thinking=True)
                )
            await self._show(interaction, await asked, announced=not done)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("discord did not take an answer", reason=str(error) or type(error).__name__)

    def _answer(self, interaction: Interaction, read: Callable[[], Request]) -> "Shown":
        """From the question to what is shown in one thread: to change it costs as much as a query."""
        try:
            request = read()
            answer = self._dispatcher.answered(request)
            views = messages(answer.card, self._keep)
        except UserError as error:
            card = error_card(str(error))
            return Shown(card, messages(card, self._keep))
        except Exception:
            log.exception("answer failed", platform="discord")
            return Shown(OUR_FAULT, messages(OUR_FAULT, self._keep))
        in_place = _turns_page(interaction, request) and len(views) == 1
        return Shown(answer.card, views, answer.private, in_place)

    async def _show(self, interaction: Interaction, shown: "Shown", announced: bool) -> None:
        for n, view in enumerate(shown.views):
            files = partial(attachments, shown.card) if view is shown.views[-1] else list
            options: dict[str, Any] = {"view": view, "allowed_mentions": NOBODY}
            if n or announced:
                await interaction.followup.send(files=files(), ephemeral=shown.private, **options)
            elif shown.in_place:
                await _once(partial(interaction.response.edit_message, **options))
            else:
                await _once(partial(_send, interaction, files, ephemeral=shown.private, **options))


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it goes out; `in_place` it takes the place of the page it was asked from."""

    card: Card
    views: list[ui.LayoutView]
    private: bool = True
    in_place: bool = False


def _private(interaction: Interaction) -> bool:
    """Whether the answer to come is for one reader only, which must be said before it is known."""
    return not getattr(interaction.namespace, "share", False)


def _turns_page(interaction: Interaction, request: Request) -> bool:
    """A page is turned in its own message where only the one who turns it sees it."""
    message = interaction.message
    return message is not None and message.flags.ephemeral and bool(request.get("page"))


async def _send(interaction: Interaction, files: Callable[[], list[discord.File]], **options: Any) -> None:
    await interaction.response.send_message(files=files(), **options)


async def _once(speak: Callable[[], Awaitable[object]]) -> None:
    """Say the first word; said again when the line broke, for Discord takes it only once."""
    for last in (False, False, True):
        try:
            await speak()
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise
        except (aiohttp.ClientError, OSError):
            if last:
                raise
            continue
        return
