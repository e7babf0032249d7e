"""What a command is: declared once, served on every platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.card import Card

if TYPE_CHECKING:
    from bot.commands.context import Context

Completes = Literal["actor", "unit", "article", "schedule", "timezone", "feed"]
Root = Literal["brief", "briefing"]

PAGE_SIZE = 8
"""Entries of a list that are shown at once."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A typed argument. `completes` names the values of the store that are offered as one types;
    `choices` are the only values allowed; a `flag` is given or not, and takes no value; a `hidden`
    one is what buttons send, and is not offered to people; a `file` is one that people hand over, where
    a platform can (Discord): its value is the address that the platform keeps it at."""

    name: str
    description: str
    completes: Completes | None = None
    choices: tuple[str, ...] = ()
    flag: bool = False
    required: bool = False
    hidden: bool = False
    file: bool = False


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


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is one word, or two for a group's ("schedule set"). `answer` runs off the event loop, may
    read the store, and raises bot.errors.UserError for what the reader should be told. Words without
    a name go to the first argument. Of a reader's command `manager_matters` says that its answer depends
    on whether who asks is a manager; of a managers' one it always does."""

    name: str
    description: str
    answer: Callable[["Context", Request], Card]
    arguments: tuple[Argument, ...] = ()
    root: Root = "brief"
    manager_matters: bool = False

    def argument(self, name: str) -> Argument | None:
        return next((a for a in self.arguments if a.name == name), None)
