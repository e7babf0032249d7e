"""Watches: what is found is posted once, by the ledger, where it was asked for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.audit import Author
from bot.card import Card
from bot.claim import Claim
from bot.commands import declared
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher
from bot.watches import MOST, REST, Watches
from briefs.store import Query
from tests.bot.newsroom import HARBOUR, SCHOOL, Newsroom
from tests.bot.taker import Taker
from tests.bot.test_commands import told

LATER = """\
Union asks for berths

Union leader Tomas Ekeberg asked the council on Friday for 30 berths. “We will not leave the quay,” Ekeberg said.
“Nobody asked the people who go to sea,” he added.

The harbour wall will cost 12% more, the council said.
"""


class Desk(Taker):
    """A manager of a Discord server, asking in its channel 11 unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.room = Newsroom(folder)
        self.watches = Watches(self.room.engine, self.room.store, self.room.clock)
        self.dispatcher = Dispatcher(declared(), replace(self.room.context, watching=self.watches))

    async def ask(self, line: str, **sender: Any) -> Card:
        who = {"platform": "discord", "place": "server 1", "channel": "11", "user": "U1", "manager": True}
        return (await self.dispatcher.answer(self.dispatcher.request(line, **(who | sender)))).card

    def read(self, name: str, text: str) -> None:
        self.room.clock.forward(minutes=1)
        self.room.read(name, text)

    async def tick(self) -> None:
        await self.watches.tick()
        delivery = Delivery(self.room.ledger, {"discord": self}, no_brief)
        await delivery.tick()
        await delivery.finish(5)


def no_brief(claim: Claim) -> Card | None:
    raise AssertionError("a watch's card is made when it is found")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_an_actor_is_told_of_when_quoted_or_named_with_a_figure(desk: Desk) -> None:
    desk.read("harbour", HARBOUR)
    card = await desk.ask("watch actor:Ekeberg")
    assert card.title == "Watched: Ekeberg"
    await desk.tick()
    assert desk.posts == []
    desk.read("berths", LATER)
    desk.read("school", SCHOOL)
    await desk.tick()
    [post] = desk.posts
    assert (post.channel, post.place, post.card.title) == ("11", "server 1", "Ekeberg")
    [section] = post.card.sections
    assert section.heading == "Union asks for berths"
    assert [line.lead or line.text for line in section.lines] == [
        "“We will not leave the quay,”",
        "“Nobody asked the people who go to sea,”",
        "30",
    ]
    source = section.lines[0].action
    assert source
    assert "We will not leave the quay" in told(await desk.ask(source.command))


async def test_a_phrase_is_told_of_in_quotes_and_in_sentences_with_figures(desk: Desk) -> None:
    await desk.ask("watch phrase:Harbour  Wall")
    desk.read("berths", LATER)
    await desk.tick()
    [post] = desk.posts
    assert post.card.title == "“Harbour Wall”"
    assert [line.lead for section in post.card.sections for line in section.lines] == ["12%"]


async def test_words_without_a_name_are_somebody_who_was_read_of_or_else_a_phrase(desk: Desk) -> None:
    desk.read("harbour", HARBOUR)
    assert "so it is a phrase" not in told(await desk.ask("watch Ekeberg"))
    card = await desk.ask("watch flood barrier")
    assert card.title == "Watched: “flood barrier”"
    assert "Nobody called so has been read of yet, so it is a phrase." in told(card)
    assert [w.rule for w in desk.watches.all()] == ["actor:Ekeberg", "flood barrier"]
    for words in ("ekeberg", "Flood  barrier"):
        assert (await desk.ask(f"unwatch {words}")).title.casefold().startswith("unwatched:")
    assert desk.watches.all() == []


@pytest.mark.parametrize("typed", ["flood*", "phrase:flood*", 'phrase:"Flood*"', "“flood*”"])
async def test_a_watch_ends_by_the_words_that_are_listed_though_they_are_no_rule_now(
    desk: Desk, typed: str
) -> None:
    desk.watches.add("flood*", "discord", "11", Author("U1", "discord", "server 1"))
    await desk.ask("watch phrase:flood")
    missed = await desk.ask("unwatch ebb*")
    assert "That is not watched for here. Which one?" in told(missed)
    assert (await desk.ask(f"unwatch {typed}")).title == "Unwatched: “flood*”"
    assert [w.rule for w in desk.watches.all()] == ["flood"]


async def test_nothing_is_posted_twice_by_a_watch(desk: Desk) -> None:
    await desk.ask("watch actor:Tomas Ekeberg")
    desk.read("berths", LATER)
    for _ in range(3):
        await desk.tick()
        desk.room.clock.forward(hours=1)
    desk.read("berths", LATER + "\nThe council meets again.\n")
    desk.read("elsewhere", LATER)
    await desk.tick()
    assert len(desk.posts) == 1
    desk.read("elsewhere", LATER.replace("We will not", "Nor will we"))
    await desk.tick()
    assert ["Nor will we" in told(post.card) for post in desk.posts] == [False, True]
    assert "sea" not in told(desk.posts[1].card)


async def test_an_edit_tells_what_it_adds_and_not_what_was_read_before_the_watch(desk: Desk) -> None:
    desk.read("berths", LATER)
    await desk.ask("watch actor:Ekeberg")
    desk.read("berths", f"{LATER}\n“We want 45 berths by June,” Ekeberg said on Sunday.\n")
    await desk.tick()
    [post] = desk.posts
    text = told(post.card)
    assert "45" in text
    assert "We will not leave the quay" not in text
    assert "30" not in text


async def test_a_figure_is_new_once_however_many_outlets_of_the_story_give_it(desk: Desk) -> None:
    await desk.ask("watch actor:Ekeberg")
    desk.read("berths", LATER)
    await desk.tick()
    desk.room.clock.forward(seconds=REST.total_seconds())
    asked = "Union leader Tomas Ekeberg asked the council on Friday for 30 berths."
    also = LATER.replace(
        asked, "On Friday the council heard Tomas Ekeberg of the union ask for 30 berths and 9 cranes."
    )
    desk.read("also", also)
    await desk.tick()
    assert [
        line.lead for post in desk.posts[1:] for section in post.card.sections for line in section.lines
    ] == ["9"]


async def test_what_comes_soon_after_a_post_comes_together(desk: Desk) -> None:
    await desk.ask("watch actor:Ekeberg")
    desk.read("berths", LATER)
    await desk.tick()
    for n in range(3):
        desk.read(f"more {n}", LATER.replace("We will", f"The {n} boats will"))
        await desk.tick()
    assert len(desk.posts) == 1
    desk.room.clock.forward(seconds=REST.total_seconds())
    await desk.tick()
    assert len(desk.posts) == 2
    assert all(f"The {n} boats" in told(desk.posts[1].card) for n in range(3))


async def test_two_processes_that_find_the_same_owe_it_once(desk: Desk) -> None:
    await desk.ask("watch actor:Ekeberg")
    desk.read("berths", LATER)
    other = Watches(desk.room.engine, desk.room.store, desk.room.clock)
    [held] = desk.watches.all()
    facts = desk.room.store.find(Query(kinds=("quote",)))
    for one in (desk.watches, other):
        one._owe(held, facts, desk.room.clock())
    await desk.tick()
    assert len(desk.posts) == 1


async def test_a_channel_is_watched_for_by_managers_and_a_direct_message_by_anybody(desk: Desk) -> None:
    refused = told(await desk.ask("watch actor:Ekeberg", manager=False))
    assert "Those who manage the briefings here may set watches" in refused
    for platform, place, channel in (("discord", "", "77"), ("slack", "T1", "D77")):
        sender = {"platform": platform, "place": place, "channel": channel, "manager": False}
        assert (await desk.ask("watch phrase:berths", **sender)).title == "Watched: “berths”"
        assert [line.lead for line in (await desk.ask("watches", **sender)).sections[0].lines] == ["“berths”"]
        assert (await desk.ask("unwatch", **sender)).title == "Unwatched: “berths”"


async def test_watches_are_listed_and_end_where_they_are(desk: Desk) -> None:
    await desk.ask("watch actor:Ekeberg")
    await desk.ask("watch phrase:harbour wall", channel="12")
    card = await desk.ask("watches")
    assert [line.lead for line in card.sections[0].lines] == ["Ekeberg", "“harbour wall”"]
    assert len((await desk.ask("watches", manager=False)).sections[0].lines) == 1
    assert (await desk.ask("watches", place="server 2")).kind == "error"
    assert "manage the briefings" in told(await desk.ask("unwatch", manager=False, user="U2"))
    which = await desk.ask("unwatch", channel="13")
    assert [a.label for a in which.actions] == ["Ekeberg", "“harbour wall”"]
    assert (await desk.ask(which.actions[1].command)).title == "Unwatched: “harbour wall”"
    assert [w.rule for w in desk.watches.all()] == ["actor:Ekeberg"]


async def test_a_watch_is_no_schedule(desk: Desk) -> None:
    await desk.ask("watch actor:Ekeberg")
    assert desk.room.subscriptions.all() == []
    assert desk.room.subscriptions.upcoming() == []
    assert desk.room.subscriptions.channels("discord") == []
    assert "No brief is scheduled here yet" in told(await desk.ask("briefing schedule list"))
    desk.room.clock.forward(days=8)
    await desk.tick()
    assert desk.posts == []


async def test_the_same_watch_stands_once_and_there_are_not_too_many(desk: Desk) -> None:
    for _ in range(2):
        await desk.ask("watch actor:Ekeberg")
    for n in range(MOST):
        card = await desk.ask(f"watch phrase:boat {n}")
    assert f"There are {MOST} watches here already" in told(card)
    assert len(desk.watches.all()) == MOST


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("watch", "Say what to watch for"),
        ("watch actor:…", "has no word to look for"),
        ("watch actor:Ekeberg phrase:boats", "One at a time"),
        ("watch actor:Nobody Known", "Nobody called so has been read of yet"),
        ("unwatch actor:Ekeberg", "Nothing is watched for here"),
    ],
)
async def test_what_cannot_be_watched_for_is_said_in_one_sentence(desk: Desk, line: str, said: str) -> None:
    assert said in told(await desk.ask(line))
