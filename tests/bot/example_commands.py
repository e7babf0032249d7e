"""A handful of commands over the example cards, for the tests of a platform alone."""

from typing import Any, cast

from bot.card import Card
from bot.command import Command
from bot.context import Context
from bot.dispatcher import Dispatcher
from bot.errors import UserError
from bot.line import Argument
from bot.request import Request
from tests.bot.example_cards import CARDS

ACTORS = ("Ilse Varga", "Teo Brandl", "Coastal Freight Board")
EXPORT = Argument("export", "all of it as a file", choices=("csv", "json"))
SHARE = Argument("share", "show it to everybody here", flag=True)


class ExampleContext:
    """What the example commands use of a Context."""

    def complete(self, completes: str, typed: str, request: Request) -> list[str]:
        return [name for name in ACTORS if typed.casefold() in name.casefold()]


def _stats(context: Context, request: Request) -> Card:
    return CARDS["export"] if request.get("export") else CARDS["listing"]


def _positions(context: Context, request: Request) -> Card:
    if request.get("actor") not in ACTORS:
        nearest = tuple((name, f'positions actor:"{name}"') for name in ACTORS[:2])
        raise UserError(f"Nobody called “{request.get('actor')}” is in the briefs.", nearest)
    return CARDS["listing"]


def _search(context: Context, request: Request) -> Card:
    if request.get("query") == "break":
        raise RuntimeError("the store is on fire")
    return CARDS["hostile"]


COMMANDS = (
    Command("now", "The morning brief", lambda context, request: CARDS["digest"], (SHARE,)),
    Command(
        "stats",
        "Figures, each with its sentence",
        _stats,
        (
            Argument("query", "words in the figure's sentence"),
            Argument("page", "which page", hidden=True),
            EXPORT,
            SHARE,
        ),
    ),
    Command(
        "positions",
        "Who says what",
        _positions,
        (SHARE, Argument("actor", "a person or body", completes="actor", required=True)),
    ),
    Command(
        "search",
        "Facts of any kind",
        _search,
        (
            Argument("query", "words"),
            Argument("kind", "which facts", choices=("figure", "quote", "position")),
        ),
    ),
    Command(
        "source",
        "A fact in its paragraph",
        lambda context, request: CARDS["source"],
        (Argument("fact", "it"), Argument("article", "all of it")),
    ),
    Command("help", "What you may use", lambda context, request: CARDS["help"]),
    Command("run", "Post it now", lambda context, request: CARDS["help"], root="briefing"),
    Command("schedule list", "When it is posted", lambda context, request: CARDS["help"], root="briefing"),
    Command("schedule pause", "Post it no more", lambda context, request: CARDS["help"], root="briefing"),
)


def example_dispatcher(*more: Command) -> Dispatcher:
    return Dispatcher((*COMMANDS, *more), cast("Any", ExampleContext()))
