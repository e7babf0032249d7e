"""Completion in the command box."""

from typing import Any, cast

import pytest

from bot.command import Command
from bot.dispatcher import Dispatcher
from bot.line import Argument
from bot.platforms.web.typed import options, split_root
from bot.request import Root
from tests.bot.example_cards import help_card
from tests.bot.example_commands import ExampleContext


def a_command(name: str, *arguments: Argument, root: Root = "brief") -> Command:
    return Command(name, "What it does", lambda context, request: help_card, arguments, root)


SHARE = Argument("share", "for everybody here", flag=True)
KIND = Argument("kind", "which facts", choices=("figure", "quote", "position"))
COMMANDS = (
    a_command("now", SHARE),
    a_command("stats", Argument("query", "words"), Argument("page", "which", hidden=True), SHARE),
    a_command("positions", SHARE, Argument("actor", "a person or body", completes="actor")),
    a_command("search", Argument("query", "words"), KIND),
    a_command("source", Argument("fact", "its number")),
    a_command("help"),
    a_command("run", root="briefing"),
    a_command("schedule set", Argument("time", "when"), root="briefing"),
    a_command("schedule list", root="briefing"),
)


async def lines(typed: str) -> list[str]:
    dispatcher = Dispatcher(COMMANDS, cast("Any", ExampleContext()))
    return [option.line for option in await options(dispatcher, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/brief stats unit:percent", ("brief", "stats unit:percent")),
        ("brief stats", ("brief", "stats")),
        ("/stats", ("brief", "stats")),
        ("stats", ("brief", "stats")),
        ("/briefing run", ("briefing", "run")),
        ("  /Briefing   run", ("briefing", "run")),
        ("/brief", ("brief", "")),
        ("briefly", ("brief", "briefly")),
        ("", ("brief", "")),
    ],
)
def test_it_parts_the_root_from_the_command(typed, expected):
    assert split_root(typed) == expected


@pytest.mark.parametrize("typed", ["/", "/br", "/brief", "/brief ", "brief"])
async def test_it_offers_every_command_of_readers_first(typed):
    assert (await lines(typed))[:2] == ["/brief now ", "/brief stats "]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/st", ["/brief stats "]),
        ("ST", ["/brief stats "]),
        ("/brief s", ["/brief stats ", "/brief search ", "/brief source "]),
        ("/briefing r", ["/briefing run "]),
        ("/briefing", ["/briefing run ", "/briefing schedule set ", "/briefing schedule list "]),
        ("/briefing schedule ", ["/briefing schedule set ", "/briefing schedule list "]),
        ("/briefing schedule s", ["/briefing schedule set "]),
        ("/briefing schedule set ", ["/briefing schedule set time:"]),
        ("/briefing schedule set ti", ["/briefing schedule set time:"]),
        ("/briefing schedule list ", []),
        ("/zebra", []),
        ("/brief stats ", ["/brief stats query:", "/brief stats share:yes "]),
        ("/brief stats sh", ["/brief stats share:yes "]),
        ("stats query:tide sh", ["/brief stats query:tide share:yes "]),
        ("/brief stats share:yes q", ["/brief stats share:yes query:"]),
        (
            "/brief positions actor:",
            [
                f"/brief positions actor:{v} "
                for v in ('"Ilse Varga"', '"Teo Brandl"', '"Coastal Freight Board"')
            ],
        ),
        ("/brief positions actor:Teo B", ['/brief positions actor:"Teo Brandl" ']),
        ('/brief positions actor:"Teo B', ['/brief positions actor:"Teo Brandl" ']),
        ("/brief positions share:yes actor:teo", ['/brief positions share:yes actor:"Teo Brandl" ']),
        ('/brief positions actor:"Teo Brandl" ', ['/brief positions actor:"Teo Brandl" share:yes ']),
        ("/brief search kind:q", ["/brief search kind:quote "]),
        (
            "/brief search tide kind:",
            [f"/brief search tide kind:{k} " for k in ("figure", "quote", "position")],
        ),
        ("/brief help anything", []),
        ("/briefing run ", []),
    ],
)
async def test_it_goes_on_where_one_types(typed, expected):
    assert await lines(typed) == expected
