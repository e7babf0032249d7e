"""Answers to commands and buttons, within the three seconds Discord waits for a first word."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import structlog
from discord import ui

from bot.card import Card
from bot.commands.command import Request
from bot.dispatcher import Dispatcher, error_card
from bot.errors import UserError
from bot.platforms.discord.controls import Keep
from bot.platforms.discord.render import messages
from bot.platforms.seen import Seen

log = structlog.get_logger()

PATIENCE = 1.5
"""Seconds an answer may take before Discord is told that it is coming."""

ALREADY_ANSWERED = 40060
NOBODY = discord.AllowedMentions.none()
OUR_FAULT = error_card("That did not work on our side. Nothing is lost: please try again in a moment.")
NOT_ALLOWED = error_card("Only people who may manage this server can change its briefings.")

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
        asked = asyncio.ensure_future(self._answer(interaction, read))
        try:
            done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
            if not done:
                await _once(
                    lambda: interaction.response.defer(ephemeral=_private(interaction), thinking=True)
                )
            await self._show(interaction, *await asked, announced=not done)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("discord did not take an answer", reason=str(error) or type(error).__name__)

    async def _answer(
        self, interaction: Interaction, read: Callable[[], Request]
    ) -> tuple[list[ui.LayoutView], bool, bool]:
        """The messages, whether they are private, and whether they take the place of the page asked from."""
        try:
            request = await asyncio.to_thread(read)
            if request.root == "briefing" and not interaction.permissions.manage_guild:
                return self._views(NOT_ALLOWED), True, False
            answer = await self._dispatcher.answer(request)
            views = await asyncio.to_thread(self._views, answer.card)
        except UserError as error:
            return self._views(error_card(str(error))), True, False
        except Exception:
            log.exception("answer failed", platform="discord")
            return messages(OUR_FAULT, str), True, False
        return views, answer.private, _turns_page(interaction, request) and len(views) == 1

    def _views(self, card: Card) -> list[ui.LayoutView]:
        return messages(card, self._keep)

    async def _show(
        self,
        interaction: Interaction,
        views: list[ui.LayoutView],
        private: bool,
        in_place: bool,
        announced: bool,
    ) -> None:
        if in_place and not announced:
            await _once(lambda: interaction.response.edit_message(view=views[0], allowed_mentions=NOBODY))
            return
        for n, view in enumerate(views):
            if n == 0 and not announced:
                await _once(lambda: _send(interaction, views[0], private))
            else:
                await interaction.followup.send(view=view, ephemeral=private, allowed_mentions=NOBODY)


def _private(interaction: Interaction) -> bool:
    """Whether the answer to come is for one reader only, which must be said before it is known."""
    return not getattr(interaction.namespace, "share", False)


def _turns_page(interaction: Interaction, request: Request) -> bool:
    """A page is turned in its own message where only the one who turns it sees it."""
    message = interaction.message
    return message is not None and message.flags.ephemeral and bool(request.get("page"))


async def _send(interaction: Interaction, view: ui.LayoutView, private: bool) -> None:
    await interaction.response.send_message(view=view, ephemeral=private, allowed_mentions=NOBODY)


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
