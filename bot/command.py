"""What a command is: declared once, served on every platform."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.card import Card
from bot.context import Context
from bot.line import Argument
from bot.request import Request, Root


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is one word, or two for a group's ("schedule set"). `answer` runs off the event loop, may
    read the store, and raises bot.errors.UserError for what the reader should be told. Words without
    a name go to the first argument. Of a reader's command `manager_matters` says that its answer depends
    on whether who asks is a manager; of a managers' one it always does."""

    name: str
    description: str
    answer: Callable[[Context, Request], Card]
    arguments: tuple[Argument, ...] = ()
    root: Root = "brief"
    manager_matters: bool = False

    def argument(self, name: str) -> Argument | None:
        return next((a for a in self.arguments if a.name == name), None)
