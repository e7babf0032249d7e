"""The feeds and their entries as rows that are claimed, read once and settled: it ..."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.audit import Author
from bot.feed_entry import AT_FIRST, FeedEntries, Read, Waiting
from bot.feeds import Asked, Feeds
from bot.held_feed import HeldFeed
from bot.migrations import BOT
from briefs.errors import GoneError, SourceError, UnreachableError
from briefs.fetch import Fetched
from briefs.sources.feed import Feed, Said
from briefs.store import migrate, open_engine, open_store
from briefs.store.bulk import ROWS
from tests.bot.clock import Clock

DESK = Author("U1", "discord", "server 1")


def entry(key: str, words: str = "It is so.", published: datetime | None = None) -> Said:
    printed = published.isoformat() if published else ""
    said = json.dumps(["", f"Title {key}", words, "", printed, "en"])
    return Said(key, f"digest of {words}", printed, said)


def said(*entries: Said, moved_to: str = "", unchanged: bool = False) -> Feed:
    fetched = Fetched("http://x.example", b"", etag='"1"', moved_to=moved_to, unchanged=unchanged)
    return Feed(fetched, "Post", said=entries)


class Copy:
    """One running program on the database; `other` is a second one."""

    def __init__(self, place: str, clock: Clock) -> None:
        self.engine = open_engine(place)
        open_store(self.engine, clock)
        migrate(self.engine, BOT)
        self.feeds = Feeds(self.engine, clock, lambda: 0.5)
        self.entries = FeedEntries(self.engine, clock)

    def add(self, *urls: str) -> None:
        self.feeds.add([(url, "") for url in urls], DESK)

    def ask(self, *answers: Feed) -> dict[int, int]:
        """Every feed that is due says this, in order."""
        claimed = self.feeds.claim(10)
        return self.feeds.settle([Asked(of, got) for of, got in zip(claimed, answers, strict=True)])

    def read(self) -> Sequence[Waiting]:
        """Everything that waits becomes an article."""
        claimed = self.entries.claim(1000)
        self.entries.settle([Read(of, f"article {of.key}") for of in claimed])
        return claimed

    @property
    def held(self) -> list[HeldFeed]:
        return self.feeds.all()


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23T07:00:00+00:00")


@pytest.fixture
def copy(database: str, clock: Clock) -> Iterator[Copy]:
    """On either database."""
    running = Copy(database, clock)
    yield running
    running.engine.dispose()


@pytest.fixture
def one(tmp_path: Path, clock: Clock) -> Copy:
    return Copy(str(tmp_path / "held.db"), clock)


def test_it_gives_what_is_due_to_one_copy_alone_until_the_lease_is_over(
    copy: Copy, clock: Clock, database: str
) -> None:
    other = Copy(database, clock)
    copy.add(*(f"http://x.example/{n}" for n in range(5)))
    ours, theirs = copy.feeds.claim(3), other.feeds.claim(3)
    assert len(ours) == 3
    assert len(theirs) == 2
    assert {of.id for of in ours}.isdisjoint(of.id for of in theirs)
    assert copy.feeds.claim(3) == []
    clock.forward(minutes=11)
    again = other.feeds.claim(9)
    assert len(again) == 5
    assert copy.feeds.settle([Asked(of, said(entry("a"))) for of in ours]) == {}  # it came too late
    assert len(other.feeds.settle([Asked(of, said(entry("a"))) for of in again])) == 5
    waiting, more = copy.entries.claim(3), other.entries.claim(9)
    assert (len(waiting), len(more)) == (3, 2)
    clock.forward(minutes=16)
    assert len(other.entries.claim(9)) == 5
    copy.entries.settle([Read(of, "late") for of in waiting])
    assert copy.entries.waiting([of.id for of in copy.held]) == 5
    other.engine.dispose()


def test_it_reads_an_edit_under_the_same_name_and_does_not_call_it_news(copy: Copy, clock: Clock) -> None:
    copy.add("http://x.example/")
    assert copy.ask(said(entry("a"), entry("b"))) == {copy.held[0].id: 2}
    assert [of.key for of in copy.read()] == ["b", "a"]
    interval = copy.held[0].interval
    clock.forward(days=1)
    assert copy.ask(said(entry("a", "It is not so."), entry("b"))) == {copy.held[0].id: 0}
    [edited] = copy.read()
    assert (edited.key, edited.article, edited.entry.text) == ("a", "article a", "It is not so.")
    assert copy.held[0].interval > interval
    clock.forward(days=1)
    copy.ask(said(entry("a", "It is not so."), entry("b")))
    assert copy.read() == []


def test_it_reads_of_a_new_feed_what_is_recent_and_of_the_rest_no_edit(one: Copy, clock: Clock) -> None:
    old = [entry(f"old {n}", published=clock() - timedelta(days=30)) for n in range(5)]
    new = [entry(f"new {n}", published=clock() - timedelta(hours=n)) for n in range(30)]
    one.add("http://x.example/")
    one.ask(said(*new, *old))
    assert [of.key for of in one.read()] == [f"new {n}" for n in reversed(range(AT_FIRST))]
    clock.forward(days=1)
    one.ask(said(*new, *(e._replace(digest="another") for e in old)))
    assert one.read() == []
    clock.forward(days=1)
    one.ask(said(*(entry(f"more {n}") for n in range(40)), *new))
    assert len(one.read()) == 40  # after an outage all of it is news


def test_it_lets_feeds_take_turns(one: Copy) -> None:
    one.add("http://a.example/", "http://b.example/")
    one.ask(*[said(*(entry(f"{n}") for n in range(3)))] * 2)
    assert [of.feed for of in one.entries.claim(10)] == [1, 2] * 3


def test_it_tries_an_entry_again_later_and_keeps_what_it_said(one: Copy, clock: Clock) -> None:
    one.add("http://x.example/")
    one.ask(said(entry("a", published=clock())))
    [of] = one.entries.claim(10)
    one.entries.settle([Read(of, reason="it does not answer", again=timedelta(minutes=30))])
    assert one.entries.claim(10) == []
    assert one.entries.waiting([of.feed]) == 1
    assert one.entries.not_read([of.feed]) == {of.feed: ["it does not answer"]}
    clock.forward(minutes=30)
    [again] = one.entries.claim(10)
    assert (again.entry, again.tries) == (of.entry, 1)
    one.entries.settle([Read(again, "web:a")])
    assert one.entries.not_read([of.feed]) == {}


def test_it_keeps_what_a_feed_is_known_by_when_nothing_changed(one: Copy, clock: Clock) -> None:
    one.add("http://x.example/")
    one.ask(said())
    clock.forward(days=1)
    silent = replace(said(unchanged=True).fetched, etag="")
    one.ask(Feed(silent))
    assert (one.held[0].etag, one.held[0].read_at) == ('"1"', clock())


def test_it_stores_where_a_feed_has_moved_for_good(one: Copy, clock: Clock) -> None:
    one.add("http://x.example/old", "http://x.example/other")
    one.feeds.seed(["http://x.example/file"])
    new = "http://x.example/new"
    one.ask(said(moved_to=new), said(moved_to=new), said(moved_to=new))
    told = {of.url: of.reason for of in one.held}
    assert told == {
        new: "",
        "http://x.example/other": f"it has moved to {new}, which is read already",
        "http://x.example/file": f"it has moved for good to {new}: write that into config.yaml",
    }
    assert [of.standing for of in one.held if of.url == "http://x.example/other"] == ["paused"]


def test_it_takes_out_what_is_gone_and_waits_as_long_as_a_server_asks(one: Copy, clock: Clock) -> None:
    one.add("http://x.example/1", "http://x.example/2", "http://x.example/3")
    first, second, third = one.feeds.claim(10)
    failures = (GoneError("gone"), UnreachableError("busy", 7200.0), SourceError("no such page"))
    one.feeds.settle([Asked(of, failure=e) for of, e in zip((first, second, third), failures, strict=True)])
    gone, busy, missing = sorted(one.held, key=lambda of: of.url)
    assert gone.gone
    assert gone.next_at is None
    assert busy.next_at == clock() + timedelta(hours=2)
    assert missing.next_at == clock() + timedelta(minutes=20)
    assert busy.standing == missing.standing == "failing"


def test_it_asks_feeds_that_were_added_together_at_different_times(tmp_path: Path, clock: Clock) -> None:
    one = Copy(str(tmp_path / "held.db"), clock)
    numbers = iter([0.0, 1.0])
    one.feeds._chance = lambda: next(numbers)
    one.add("http://x.example/1", "http://x.example/2")
    one.ask(said(), said())
    early, late = sorted(of.next_at or datetime.now(UTC) for of in one.held)
    assert late - early == timedelta(minutes=45) * 0.2


def test_it_writes_more_entries_and_feeds_than_one_statement_takes(copy: Copy) -> None:
    urls = [f"http://{n}.example/" for n in range(ROWS + 1)]
    copy.add(*urls)
    claimed = copy.feeds.claim(len(urls))
    news = said(*(entry(f"{n} % of it", 'It is "so".') for n in range(2 * ROWS + 1)))
    new = copy.feeds.settle([Asked(claimed[0], news), *(Asked(of, said()) for of in claimed[1:])])
    assert list(new.values()) == [2 * ROWS + 1, *[0] * ROWS]
    assert all(of.etag == '"1"' and of.read_at for of in copy.held)
    assert copy.entries.claim(1)[0].entry.text == 'It is "so".'
