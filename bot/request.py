"""A request: what somebody asks, wherever they ask it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Root = Literal["brief", "briefing"]

PAGE_SIZE = 8
"""Entries of a list that are shown at once."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command line as somebody sent it, on any platform."""

    command: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    root: Root = "brief"
    platform: str = ""
    channel: str = ""
    user: str = ""
    manager: bool = False
    """Whether the platform lets who asks manage the place it was asked in."""
    place: str = ""
    """Where it was asked: the id of a Discord server or Slack workspace, "web"; "" in private."""
    channels: tuple[str, ...] | None = None
    """The channels that who asks is in, as the platform says, where only these count."""
    unknown: str = ""
    """What was typed as the name of an argument, and is of none ("rule:")."""

    @property
    def page(self) -> int:
        """Which page of a list is asked for, from 1."""
        page = self.get("page")
        return max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1

    @property
    def name(self) -> str:
        """The command as a line names it: "stats", "briefing schedule list"."""
        return self.command if self.root == "brief" else f"{self.root} {self.command}"

    def get(self, name: str) -> str:
        return self.arguments.get(name, "").strip()
