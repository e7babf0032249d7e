"""The entries of feeds: which are new, which were edited, and those that wait to be read.

What a feed says is written down first and read then, so that a page that does not answer is tried again
and a feed that says much does not hold up the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, bindparam, func, select

from bot.held_feed import HeldFeed
from bot.schema import feed, feed_entry
from bot.stamp import stamp
from bot.upsert import insert
from briefs.store.bulk import write_all
from briefs.store.engine import reading, writing

if TYPE_CHECKING:
    from briefs.sources.feed import Entry, Said

NOTED = "feed", "key", "digest", "due_at", "said", "tries"
Row = tuple[int, str, str, str | None, str, int]

AT_FIRST, RECENT = 20, timedelta(days=7)
"""Read of a feed that was just added; the rest of what it held then is history."""
MOST = 200
"""Read of a feed at a time, the newest."""
APART, AHEAD = timedelta(seconds=1), timedelta(minutes=5)
"""Entries of a feed are due one after the other, so that feeds take turns; nobody waits for that: what is
due in the next minutes is read now."""
LEASE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry to be read; `article` is the id it was read under before it was edited."""

    feed: int
    key: str
    entry: "Entry"
    said: str
    article: str
    tries: int
    url: str
    publisher: str
    lease: str


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one: the article's id, or why there is none; `again`: when it is tried next."""

    of: Waiting
    article: str = ""
    reason: str = ""
    again: timedelta | None = None


class FeedEntries:
    """All methods block for a moment on the database: call them off the event loop."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def claim(self, limit: int) -> list[Waiting]:
        """Those that are due, for this process alone until they are settled or the lease is over."""
        soon, lease = stamp(self._now() + AHEAD), stamp(self._now() + LEASE)
        due = select(feed_entry).where(feed_entry.c.due_at <= soon).order_by(feed_entry.c.due_at).limit(limit)
        with reading(self._engine) as connection:
            if connection.execute(due.limit(1)).first() is None:
                return []
        with writing(self._engine) as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).all()
            of = select(feed.c.id, feed.c.url, feed.c.title).where(feed.c.id.in_({row.feed for row in rows}))
            feeds = {row.id: row for row in connection.execute(of)}
            if rows:
                leased = [{"b_feed": row.feed, "b_key": row.key, "due_at": lease} for row in rows]
                connection.execute(_one().values(due_at=bindparam("due_at")), leased)
        return [_waiting(row, feeds[row.feed], lease, self._now()) for row in rows if row.feed in feeds]

    def settle(self, read: Sequence[Read]) -> None:
        """Those whose lease was lost, or that were edited meanwhile, stay as they are."""
        now = self._now()
        rows = [
            {
                "b_feed": one.of.feed,
                "b_key": one.of.key,
                "b_lease": one.of.lease,
                "article": one.article or one.of.article,
                "reason": one.reason,
                "tries": one.of.tries + 1,
                "due_at": stamp(now + one.again) if one.again else None,
                "said": one.of.said if one.again else "",
            }
            for one in read
        ]
        held = _one().where(feed_entry.c.due_at == bindparam("b_lease"))
        if rows:
            with writing(self._engine) as connection:
                names = ("article", "reason", "tries", "due_at", "said")
                connection.execute(held.values({name: bindparam(name) for name in names}), rows)

    def waiting(self, feeds: Sequence[int]) -> int:
        """How many entries of these feeds are still to be read."""
        of = select(func.count()).where(feed_entry.c.due_at.is_not(None), feed_entry.c.feed.in_(feeds))
        with reading(self._engine) as connection:
            return connection.execute(of).scalar_one()

    def not_read(self, feeds: Sequence[int]) -> dict[int, list[str]]:
        """By feed, why entries were not read, or not whole."""
        told: dict[int, list[str]] = {}
        of = select(feed_entry.c.feed, feed_entry.c.reason).where(
            feed_entry.c.feed.in_(feeds), feed_entry.c.reason != ""
        )
        with reading(self._engine) as connection:
            for row in connection.execute(of):
                told.setdefault(row.feed, []).append(row.reason)
        return told


def seen(
    connection: Connection, of: HeldFeed, entries: Sequence["Said"], now: datetime
) -> tuple[int, list[Row]]:
    """What a feed says now: how many entries are new, edits not counted, and the rows to `note`.

    An edit of what was read is to be read again; one of what is history is not.
    """
    known = _known(connection, of, entries)
    new = [entry for entry in entries if entry.key not in known]
    edited = [e for e in entries if e.key in known and known[e.key].digest != e.digest]
    due = _first(new, now) if of.read_at is None else new[:MOST]
    was = {e.key for e in edited if known[e.key].article or known[e.key].reason or known[e.key].due_at}
    again = [entry for entry in edited if entry.key in was]
    when = {e.key: _due_at(now, place) for place, e in enumerate([*reversed(due), *reversed(again)])}
    return len(new), [_row(of, entry, when.get(entry.key)) for entry in (*new, *edited)]


def note(connection: Connection, rows: Sequence[Row]) -> None:
    noted = insert(connection, feed_entry)
    changed = {name: noted.excluded[name] for name in NOTED[2:]}
    changing = noted.on_conflict_do_update(index_elements=["feed", "key"], set_=changed)
    write_all(connection, changing, NOTED, rows)


def _known(connection: Connection, of: HeldFeed, entries: Sequence["Said"]) -> dict[str, Any]:
    if of.read_at is None or not entries:
        return {}
    columns = feed_entry.c.key, feed_entry.c.digest, feed_entry.c.article, feed_entry.c.reason
    held = select(*columns, feed_entry.c.due_at).where(
        feed_entry.c.feed == of.id, feed_entry.c.key.in_([entry.key for entry in entries])
    )
    return {row.key: row for row in connection.execute(held)}


@lru_cache(maxsize=1000)
def _due_at(now: datetime, place: int) -> str:
    """The same for each feed of a batch."""
    return stamp(now + APART * place)


def _first(entries: Sequence["Said"], now: datetime) -> list["Said"]:
    since = stamp(now - RECENT)
    return [e for e in entries if e.published >= since or not e.published][:AT_FIRST]


def _row(of: HeldFeed, entry: "Said", due_at: str | None) -> Row:
    return of.id, entry.key, entry.digest, due_at, entry.words if due_at else "", 0


def _one() -> Any:
    return feed_entry.update().where(
        feed_entry.c.feed == bindparam("b_feed"), feed_entry.c.key == bindparam("b_key")
    )


def _waiting(row: Any, of: Any, lease: str, now: datetime) -> Waiting:
    from briefs.sources.feed import waiting

    entry = waiting(row.key, row.digest, row.said, now)
    return Waiting(row.feed, row.key, entry, row.said, row.article, row.tries, of.url, of.title, lease)
