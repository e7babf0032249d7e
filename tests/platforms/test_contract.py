"""One contract for every platform: each command, each failure, as a person meets it there (contract.py)."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args

import pytest

from bot.command import Command
from bot.commands import declared
from bot.line import Completes
from tests.platforms.bureau import Bureau, open_bureau
from tests.platforms.contract import (
    COMMANDS,
    COMPLETIONS,
    NEAREST,
    NETWORK,
    NOTHING,
    SET,
    SLOW,
    UNKNOWN,
    WITHOUT_STORE,
    Row,
)
from tests.platforms.people import Heard, Person, person_on

PLATFORMS = ("web", "discord", "slack")
CHATS = ("discord", "slack")


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with open_bureau(tmp_path) as bureau:
        yield bureau


@asynccontextmanager
async def person_at(platform: str, bureau: Bureau) -> AsyncIterator[Person]:
    async with person_on(platform, bureau.desk.engine, bureau.dispatcher) as person:
        yield person


@pytest.fixture(params=PLATFORMS)
async def person(request: pytest.FixtureRequest, bureau: Bureau) -> AsyncIterator[Person]:
    async with person_at(request.param, bureau) as person:
        yield person


def folded(text: str) -> str:
    """Without the platform's marks of style, which are not what is tested here."""
    return re.sub(r"\s+", " ", re.sub(r"[*_\\`>#-]", "", text))


def named(row: Row, bureau: Bureau) -> str:
    return bureau.dispatcher.request(row.line).name


def called(command: Command) -> str:
    return command.name if command.root == "brief" else f"{command.root} {command.name}"


async def test_every_declared_command_has_its_row(bureau: Bureau) -> None:
    assert {named(row, bureau) for row in COMMANDS} == {called(command) for command in declared()}
    assert set(COMPLETIONS) == set(get_args(Completes))
    assert {c.completes for command in declared() for c in command.arguments if c.completes} <= set(
        COMPLETIONS
    )


CHANGES = ["watched", "unwatched", "set", "ran", "paused", "resumed", "removed", "added", "removed"]
"""What the commands change, each on record once."""


async def test_every_command_is_answered_privately_and_done_once(person: Person, bureau: Bureau) -> None:
    """Where the platform may deliver twice, it does."""
    for row in COMMANDS:
        heard = await person.says(bureau.line(row.line), manager=row.manager, copies=2)
        assert row.told in folded(heard.text), row.line
        assert list(heard.files) == ([row.file] if row.file else []), row.line
        assert all(heard.files.values()), row.line
        assert heard.private, row.line
    assert bureau.asked == [named(row, bureau) for row in COMMANDS]
    changes = bureau.audited()
    assert [what.partition(" ")[0] for _, what in changes] == CHANGES
    assert len({user for user, _ in changes}) == 1


async def test_the_digest_leads_to_its_facts_and_they_to_their_sentence(person: Person) -> None:
    digest = await person.says("now")
    statistics = await person.presses(digest, beginning(digest, "Statistics"))
    assert "€42 million" in statistics.text
    assert sum(label.startswith("Source") for label in statistics.labels) == 4
    source = await person.presses(statistics, beginning(statistics, "Source"))
    assert "will spend €42 million on a new harbour wall" in folded(source.text)
    assert source.private


def beginning(heard: Heard, word: str) -> str:
    return next(label for label in heard.labels if label.startswith(word))


async def test_pages_turn_both_ways(person: Person, bureau: Bureau) -> None:
    stalls = "\n".join(f"The {c} stall sold {ord(c)} tickets." for c in "abcdefghijklmnopqrst")
    bureau.read("tickets", f"Tickets sold\n\n{stalls}\n")
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
    typed = await person.says("stats share:yes unit:percent")
    assert not typed.private
    source = await person.presses(heard, beginning(heard, "Source"))
    assert not (await person.presses(source, "Post to channel")).private


async def test_a_list_is_taken_as_a_file(person: Person) -> None:
    heard = await person.says("stats unit:percent")
    exported = await person.presses(heard, "Export CSV")
    assert exported.files["statistics.csv"].splitlines()[1].split(",")[1:3] == ["statistic", "18%"]


@pytest.mark.parametrize("kind", COMPLETIONS)
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_values_of_the_store_come_up_as_one_types(platform: str, kind: str, bureau: Bureau) -> None:
    command, argument, typed, expected = COMPLETIONS[kind]
    if platform == "slack" and kind != "actor":
        return  # Slack completes in windows alone, and asks there for names
    async with person_at(platform, bureau) as person:
        for line in (SET, "briefing feed add {web}/feed"):
            await person.says(bureau.line(line), manager=True)
        assert expected in await person.completes(command, argument, typed)


async def test_an_unknown_actor_is_told_the_nearest_and_one_press_asks_again(
    person: Person, bureau: Bureau
) -> None:
    bureau.read(
        "wall", "Two meet\n\nNils Brandvol said it is old. Ines Brandvoll said it took three years.\n"
    )
    for row in UNKNOWN:
        heard = await person.says(row.line)
        assert row.told in folded(heard.text)
        assert "Did you mean" in heard.text
        assert tuple(label for label in heard.labels if label in NEAREST) == NEAREST
        assert heard.private
        await person.presses(heard, "Ilse Brandvold")
    assert "three years" in (await person.presses(await person.says(UNKNOWN[0].line), "Ilse Brandvold")).text


async def test_nothing_found_says_what_would(person: Person, bureau: Bureau) -> None:
    for line, told, button in NOTHING:
        heard = await person.says(bureau.line(line), manager=line.startswith("briefing"))
        assert told in folded(heard.text), line
        assert heard.private, line
        if button:
            found = await person.presses(heard, button, manager=True)
            assert "is held" not in found.text.replace("is held yet", ""), line


async def test_a_slow_answer_is_announced_and_comes(person: Person, bureau: Bureau) -> None:
    with bureau.holding("/wall", "/feed", "/list"):
        rows = [person.says(bureau.line(row.line), manager=True) for row in SLOW]
        asked = [asyncio.ensure_future(row) for row in rows]
        await person.told_to_wait(len(asked))
        assert not any(task.done() for task in asked)
    for row, heard in zip(SLOW, await asyncio.gather(*asked), strict=True):
        assert row.told in folded(heard.text), row.line
        assert heard.private, row.line


async def test_a_network_that_is_down_is_one_sentence_and_one_press_tries_again(
    person: Person, bureau: Bureau
) -> None:
    for row in NETWORK:
        heard = await person.says(bureau.line(row.line), manager=True)
        assert row.told in folded(heard.text), row.line
        assert "Nothing is lost: please try again in a moment." in heard.text, row.line
        assert row.told in folded((await person.presses(heard, "Try again", manager=True)).text), row.line
    assert bureau.audited() == []


async def test_a_database_that_is_down_is_one_sentence_and_loses_nothing(
    person: Person, bureau: Bureau
) -> None:
    for row in COMMANDS:
        await person.says(bureau.line(row.line), manager=row.manager)
    held = Path(str(bureau.desk.engine.url.database))
    bureau.desk.store.close()
    kept = held.read_bytes()  # noqa: ASYNC240
    held.write_bytes(b"not a database at all" * 100)  # noqa: ASYNC240
    for row in COMMANDS:
        heard = await person.says(bureau.line(row.line), manager=row.manager)
        told = (
            row.told if named(row, bureau) in WITHOUT_STORE else "The store does not answer. Nothing is lost"
        )
        assert told in folded(heard.text), row.line
        assert "database at all" not in heard.text
    heard = await person.says("stats unit:percent")
    bureau.desk.store.close()
    held.write_bytes(kept)  # noqa: ASYNC240
    assert "18%" in (await person.presses(heard, "Try again", manager=True)).text


@pytest.mark.parametrize("platform", CHATS)
async def test_who_manages_nothing_is_told_who_may(platform: str, bureau: Bureau) -> None:
    async with person_at(platform, bureau) as person:
        for row in COMMANDS:
            if row.manager:
                heard = await person.says(bureau.line(row.line))
                assert re.search(r"Briefings are managed by|Those who manage the briefings", heard.text), (
                    row.line
                )
                assert heard.private
    assert bureau.audited() == []


@pytest.mark.parametrize("platform", CHATS)
async def test_a_press_that_is_delivered_twice_is_done_once(platform: str, bureau: Bureau) -> None:
    async with person_at(platform, bureau) as person:
        heard = await person.says("stats unit:percent", copies=2)
        await person.presses(heard, "Source", copies=2)
        await person.says("help")
    assert bureau.asked == ["stats", "source", "help"]


async def test_help_tells_managers_their_commands_too(person: Person) -> None:
    for command in declared():
        assert called(command) in folded((await person.says("help", manager=True)).text)
