"""One contract for every platform: each command, each failure, as a person meets it there."""

import re
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.card import Card
from bot.command import Request
from bot.commands.context import Context
from bot.dispatcher import Dispatcher
from tests.bot.newsroom import HARBOUR, Newsroom
from tests.platforms.people import Person, person_on

PLATFORMS = ("web", "discord", "slack")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.read("harbour", HARBOUR, url="https://news.example/harbour")
    return room


@pytest.fixture(params=PLATFORMS)
async def person(request: pytest.FixtureRequest, room: Newsroom) -> AsyncIterator[Person]:
    async with person_on(request.param, room) as person:
        yield person


def folded(text: str) -> str:
    """Without the platform's marks of style, which are not what is tested here."""
    return re.sub(r"\s+", " ", re.sub(r"[*_\\`>#-]", "", text))


async def test_every_command_is_answered_privately(person: Person) -> None:
    for line, told in (
        ("now", "Port Ellery to rebuild its harbour"),
        ("stats unit:percent", "18%"),
        ("quotes speaker:Tomas Ekeberg", "Nobody asked the people who go to sea"),
        ("positions", "Who stands where"),
        ("positions actor:Ilse Brandvold", "three years"),
        ("actors", "Ellery Fishing Union"),
        ("points", "€42 million"),
        ("search berth", "140 boats"),
        ("source article:1", "Sources: Port Ellery"),
        ("articles", "Port Ellery to rebuild its harbour"),
        ("help", "Commands"),
    ):
        heard = await person.says(line)
        assert told in folded(heard.text), line
        assert heard.private, line


async def test_the_digest_leads_to_its_facts_and_they_to_their_sentence(person: Person) -> None:
    digest = await person.says("now")
    statistics = await person.presses(
        digest, next(label for label in digest.labels if label.startswith("Statistics"))
    )
    assert "€42 million" in statistics.text
    source = await person.presses(statistics, "Source")
    assert "will spend €42 million on a new harbour wall" in folded(source.text)
    assert source.private


async def test_pages_turn_both_ways(person: Person, room: Newsroom) -> None:
    stalls = "\n".join(f"The {c} stall sold {ord(c)} tickets." for c in "abcdefghijklmnopqrst")
    room.read("tickets", f"Tickets sold\n\n{stalls}\n")
    first = await person.says("stats tickets")
    assert "97 tickets" in first.text
    second = await person.presses(first, "Next")
    assert "105 tickets" in second.text
    assert "97 tickets" not in second.text.replace("197", "")
    assert "97 tickets" in (await person.presses(second, "Previous")).text


async def test_an_answer_is_posted_to_the_channel_when_that_is_asked(person: Person) -> None:
    heard = await person.says("stats unit:percent")
    shared = await person.presses(heard, "Post to channel")
    assert "18%" in shared.text
    assert not shared.private


async def test_an_unknown_actor_is_told_the_nearest_and_one_press_asks_again(person: Person) -> None:
    heard = await person.says("positions actor:Brandwold")
    assert "Did you mean" in heard.text
    assert "three years" in (await person.presses(heard, "Ilse Brandvold")).text


async def test_nothing_found_says_what_would(person: Person) -> None:
    heard = await person.says("stats zeppelin")
    assert "zeppelin" in heard.text
    assert "€42 million" in (await person.presses(heard, heard.labels[0])).text


async def test_a_broken_store_is_one_sentence_and_loses_nothing(person: Person, room: Newsroom) -> None:
    held = Path(str(room.engine.url.database))
    room.store.close()
    kept = held.read_bytes()  # noqa: ASYNC240
    held.write_bytes(b"not a database at all" * 100)  # noqa: ASYNC240
    heard = await person.says("stats")
    assert "try again" in heard.text
    assert "database at all" not in heard.text
    room.store.close()
    held.write_bytes(kept)  # noqa: ASYNC240
    assert "18%" in (await person.says("stats")).text


async def test_a_manager_sees_how_the_briefs_run(person: Person) -> None:
    assert "1 article held" in (await person.says("briefing status", manager=True)).text


@pytest.mark.parametrize("platform", ["discord", "slack"])
@pytest.mark.parametrize("line", ["briefing status", "briefing schedule list", "briefing run"])
async def test_who_manages_nothing_is_told_who_may(platform: str, line: str, room: Newsroom) -> None:
    async with person_on(platform, room) as person:
        heard = await person.says(line)
    assert "Briefings are managed by" in heard.text
    assert heard.private


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_what_is_delivered_twice_is_done_once(platform: str, room: Newsroom) -> None:
    asked: list[str] = []
    room.dispatcher = _counting(room.dispatcher, asked)
    async with person_on(platform, room) as person:
        heard = await person.says("stats unit:percent", copies=2)
        await person.presses(heard, "Source", copies=2)
        await person.says("help")
    assert asked == ["stats", "source", "help"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_slow_answer_comes(platform: str, room: Newsroom) -> None:
    room.dispatcher = _slow(room.dispatcher, 3.4)
    async with person_on(platform, room) as person:
        assert "18%" in (await person.says("stats unit:percent")).text


def _counting(dispatcher: Dispatcher, asked: list[str]) -> Dispatcher:
    def count(context: Context, request: Request) -> None:
        asked.append(request.command)

    return _before(dispatcher, count)


def _slow(dispatcher: Dispatcher, seconds: float) -> Dispatcher:
    return _before(dispatcher, lambda context, request: time.sleep(seconds))


def _before(dispatcher: Dispatcher, act: object) -> Dispatcher:
    """The same commands, with something done before each answer."""

    def changed(answer: object) -> object:
        def run(context: Context, request: Request) -> Card:
            act(context, request)  # type: ignore[operator]
            return answer(context, request)  # type: ignore[operator,no-any-return]

        return run

    commands = tuple(replace(c, answer=changed(c.answer)) for c in dispatcher.commands)
    return Dispatcher(commands, dispatcher._context)
