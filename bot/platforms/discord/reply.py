"""Answers to commands and buttons, within the three seconds Discord waits for a first word."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import structlog
from discord import ui

from bot.commands.command import Request
from bot.dispatcher import Answer, Dispatcher, error_card
from bot.platforms.discord.controls import Keep
from bot.platforms.discord.render import messages
from bot.platforms.seen import Seen

log = structlog.get_logger()

PATIENCE = 1.5
"""Seconds an answer may take before Discord is told that it is coming."""

DEADLINE_MISSED, ALREADY_ANSWERED = 10062, 40060
NOBODY = discord.AllowedMentions.none()

Interaction = discord.Interaction[Any]


class Reply:
    """Answers a request once, however often Discord delivers it."""

    def __init__(self, dispatcher: Dispatcher, keep: Keep) -> None:
        self._dispatcher = dispatcher
        self._keep = keep
        self._seen = Seen()

    async def to(self, interaction: Interaction, request: Request) -> None:
        if self._seen.again(str(interaction.id)):
            return
        if request.root == "briefing" and not interaction.permissions.manage_guild:
            refusal = error_card("Only people who may manage this server can change its briefings.")
            await self.show(interaction, Answer(refusal))
            return
        asked = asyncio.ensure_future(self._dispatcher.answer(request))
        turns_page = _turns_page(interaction, request)
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
        if not done:
            await _once(lambda: _defer(interaction, request, turns_page))
        await self.show(interaction, await asked, turns_page)

    async def show(self, interaction: Interaction, answer: Answer, turns_page: bool = False) -> None:
        try:
            first, *rest = await asyncio.to_thread(messages, answer.card, self._keep)
            if turns_page and not rest:
                await _once(lambda: _edit(interaction, first))
                return
            if not interaction.response.is_done():
                await _once(lambda: _send(interaction, first, answer.private))
                views = rest
            else:
                views = [first, *rest]
            for view in views:
                await interaction.followup.send(view=view, ephemeral=answer.private, allowed_mentions=NOBODY)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("discord did not take an answer", reason=str(error) or type(error).__name__)


def _turns_page(interaction: Interaction, request: Request) -> bool:
    """A page is turned in its own message where only the one who turns it sees it."""
    message = interaction.message
    return message is not None and message.flags.ephemeral and bool(request.get("page"))


async def _send(interaction: Interaction, view: ui.LayoutView, private: bool) -> None:
    await interaction.response.send_message(view=view, ephemeral=private, allowed_mentions=NOBODY)


async def _edit(interaction: Interaction, view: ui.LayoutView) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
    else:
        await interaction.response.edit_message(view=view, allowed_mentions=NOBODY)


async def _defer(interaction: Interaction, request: Request, turns_page: bool) -> None:
    if turns_page:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=not request.get("share"), thinking=True)


async def _once(speak: Callable[[], Awaitable[None]]) -> None:
    """Say the first word; said again when the line broke, for Discord takes it only once."""
    for last in (False, False, True):
        try:
            return await speak()
        except discord.HTTPException as error:
            if error.code == ALREADY_ANSWERED:
                return
            raise
        except (aiohttp.ClientError, OSError):
            if last:
                raise
