"""The connection to Discord, and what comes in over it."""

import asyncio
import hashlib
import json
from time import monotonic
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.dispatcher import Dispatcher
from bot.errors import UserError
from bot.platforms.discord.commands import Sender, groups, sender
from bot.platforms.discord.controls import KEPT, Control
from bot.platforms.discord.language import Language
from bot.platforms.discord.reply import Reply
from bot.request import Request
from bot.state import State

log = structlog.get_logger()

LONGEST_WAIT = 60.0
"""Seconds of a rate limit that are waited out inside a request; a longer one is the ledger's."""


class Client(discord.AutoShardedClient):
    """One login: commands registered when they changed, buttons and commands answered.

    A client that was closed cannot be opened again, so each login is a new one.
    """

    identify_gap = 5.0
    """Seconds Discord wants between two identifications of one bot."""

    def __init__(self, dispatcher: Dispatcher, state: State, reply: Reply, **options: Any) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=0.2,  # a channel that is not known yet is asked for
            **options,
        )
        self._dispatcher = dispatcher
        self._state = state
        self._reply = reply
        self._identified = -self.identify_gap
        self.was_ready = False
        self.tree = app_commands.CommandTree(self)
        for group in groups(dispatcher, reply):
            self.tree.add_command(group)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Control)
        language = Language()
        await self.tree.set_translator(language)
        try:
            await self._sync(language)
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == 429:
                raise
            log.error("discord refuses the commands", reason=str(error))

    async def _sync(self, language: Language) -> None:
        """Registering is limited to 200 a day, so only what changed is sent."""
        payload = [await c.get_translated_payload(self.tree, language) for c in self.tree.get_commands()]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        key = f"discord commands of {self.application_id}"
        if await asyncio.to_thread(self._state.get, key) == digest:
            return
        await self.tree.sync()
        await asyncio.to_thread(self._state.put, key, digest)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits only for what is left of the gap, where discord.py always waits it all."""
        left = self._identified + self.identify_gap - monotonic()
        await asyncio.sleep(max(0.0, left))
        self._identified = monotonic()

    async def on_ready(self) -> None:
        self.was_ready = True

    def connected(self) -> bool:
        """Once `on_ready` has run: the library calls itself ready a moment before."""
        shards = self.shards.values()
        ready = self.was_ready and self.is_ready() and bool(shards)
        return ready and not any(shard.is_closed() for shard in shards)

    async def press(self, interaction: discord.Interaction[Any], line: str) -> None:
        """What a button does: the command line it holds, or the one its token was kept for."""
        await self._reply.to(interaction, lambda: self._request(line, sender(interaction)))

    def _request(self, line: str, sent: Sender) -> Request:
        kept = self._state.line(line.removeprefix(KEPT)) if line.startswith(KEPT) else line
        if kept is None:
            raise UserError("This button is too old. Please ask again.")
        return self._dispatcher.request(kept, "brief", **sent)
