"""What `status` tells of feeds, platforms and the configuration: it ..."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.audit import Author
from bot.card import Card
from bot.cards.status import Standing, status_card
from bot.config import SubscriptionSettings
from bot.feeds import Feeds
from bot.ledger import Outcome
from bot.platforms.platform import Platform, Post
from bot.request import Request
from bot.running import Running
from bot.schema import feed
from briefs.store.engine import writing
from tests.bot.newsroom import Newsroom
from tests.bot.test_commands import told


class Screen:
    name = "discord"

    def __init__(self, standing: str = "", *, ready: bool = True) -> None:
        self.standing, self.ready = standing, ready

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        return post.key

    async def direct(self, user: str, place: str) -> str:
        return ""


class Room(Newsroom):
    def status(self, *, host: bool = True, feeds: bool = True, running: Running | None = None) -> str:
        held = Feeds(self.engine, self.clock, lambda: 0.5).all() if feeds else []
        standing = Standing([], 0, None, None, "UTC", held, running or Running(), host)
        return told(self.card(standing))

    def trouble(self, name: str, **how: object) -> None:
        with writing(self.engine) as connection:
            connection.execute(feed.update().where(feed.c.url.contains(name)).values(**how))

    def card(self, standing: Standing) -> Card:
        return status_card(standing, Request("status", {}, "briefing"), self.clock())


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_it_says_once_why_a_brief_was_stopped_and_its_days_in_a_word(room: Room) -> None:
    wanted = SubscriptionSettings(
        name="m", platform="discord", channel="11", time="08:00", timezone="UTC", days="weekdays"
    )  # type: ignore[arg-type]
    of = room.subscriptions.put(wanted, Author("mira", "discord", "server 1"))
    gone = replace(of, stopped=True, trouble="The channel is gone.", next_at=None)
    failed = Outcome(room.clock(), "failed", "The channel is gone.")
    change = room.subscriptions.last_change()
    said = told(room.card(Standing([(gone, [failed])], 0, None, change, "UTC")))
    assert said.count("The channel is gone.") == 1
    assert "failed · stopped: The channel is gone." in said
    assert "set m: 08:00 weekdays UTC in" in said


def test_it_counts_the_feeds_and_says_why_some_do_not_answer(room: Room) -> None:
    feeds = Feeds(room.engine, room.clock, lambda: 0.5)
    feeds.seed([f"http://{name}.example/feed" for name in ("fine", "slow", "lost")])
    room.trouble("slow", failures=1, reason="it did not answer within 15 s")
    room.trouble("lost", failures=1, reason="it is gone (410)", next_at=None)
    said = room.status()
    assert "3 feeds: 1 answering, 1 failing, 1 paused" in said
    assert "paused: it is gone (410)" in said
    assert "failed once: it did not answer within 15 s" in said
    assert said.index("lost.example") < said.index("slow.example")
    assert "fine.example" not in said


def test_it_says_nothing_of_feeds_where_there_are_none(room: Room) -> None:
    assert "feed" not in room.status(feeds=False).casefold()


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        (Screen(), "connected"),
        (Screen(ready=False), "connecting…"),
        (Screen("standing by", ready=False), "standing by"),
    ],
)
def test_it_says_how_a_platform_is(room: Room, platform: Platform, said: str) -> None:
    assert f"discord {said}" in room.status(running=Running(platforms={"discord": platform}))


def test_it_tells_the_mistakes_of_the_file_to_the_host_alone(room: Room) -> None:
    running = Running(mistakes=("config.yaml:3:5: “Berln” is no time zone",))
    assert "“Berln”" in room.status(running=running)
    other = room.status(running=running, host=False)
    assert "not taken over" in other
    assert "Berln" not in other


def test_it_says_that_the_store_takes_nothing_and_why_to_the_host_alone(room: Room) -> None:
    of = Standing([], 0, None, None, "UTC", unwritten="the store /srv/held.db cannot grow: the disk is full")
    assert "the disk is full." in told(room.card(replace(of, host=True)))
    other = told(room.card(of))
    assert "the store takes nothing" in other
    assert "/srv" not in other


def test_it_tells_what_waits_for_a_restart(room: Room) -> None:
    assert "waits for a restart: store, platforms" in room.status(
        running=Running(waiting=("store", "platforms"))
    )
