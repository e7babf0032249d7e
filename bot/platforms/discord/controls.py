"""Buttons. What one does is written in its id, so that it still works after a restart."""

import re
from collections.abc import Callable
from typing import Any, Protocol, cast

import discord
from discord import ui

from bot.card import Action
from bot.platforms.discord.text import is_address, one_line, quoted, size

ID_LIMIT, LABEL_LIMIT = 100, 80
KEPT = "="
"""Opens the token of a command line that was too long for an id; no command begins with it."""

Keep = Callable[[str], str]
"""A command line kept: the token that finds it again, "" when it could not be (State.keep_line)."""


class Presses(Protocol):
    """What a button needs of its client."""

    async def press(self, interaction: discord.Interaction[Any], line: str) -> None: ...


class Control(ui.DynamicItem[ui.Button[Any]], template=r"or:(?P<n>\d+):(?P<line>.+)"):
    """A pressed button that runs a command line: `or:3:stats page:2`; the number makes its id unique."""

    def __init__(self, button: ui.Button[Any], line: str) -> None:
        super().__init__(button)
        self.line = line

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> "Control":
        return cls(cast("ui.Button[Any]", item), match["line"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await cast("Presses", interaction.client).press(interaction, self.line)


def control(action: Action, number: int, keep: Keep) -> ui.Item[Any] | None:
    """None when its line is too long for an id and cannot be kept."""
    label = short(one_line(action.label)) or "…"
    line = one_line(action.command)
    if not line:
        return ui.Button(label=label, url=quoted(action.url))
    custom_id = f"or:{number}:{line}"
    if size(custom_id) > ID_LIMIT:
        token = keep(line)
        if not token:
            return None
        custom_id = f"or:{number}:{KEPT}{token}"
    style = discord.ButtonStyle.primary if action.primary else discord.ButtonStyle.secondary
    return ui.Button(label=label, custom_id=custom_id, style=style)


def works(action: Action) -> bool:
    """Whether Discord takes it: it runs something, or opens an address of the web it can hold."""
    return bool(one_line(action.command)) or is_address(action.url)


def short(name: str, limit: int = LABEL_LIMIT) -> str:
    """A label or name that fits; what stands behind it is whole."""
    if size(name) <= limit:
        return name
    return name.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
