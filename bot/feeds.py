"""The feeds: whose they are, when each is due, and what came of asking it.

config.yaml owns those it names, the chat the rest. A feed that gives news is asked more often, one that
does not less; one that fails waits longer each time, and is paused with the reason in the end.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, func, or_, select, true

from bot.audit import Author, record
from bot.feed_entry import note, seen
from bot.held_feed import GONE, HeldFeed
from bot.schema import feed
from bot.stamp import moment, stamp
from briefs.errors import GoneError, OnRecordError, SourceError, UnreachableError
from briefs.store.bulk import read_all, update_by_row, write_all
from briefs.store.engine import reading, writing
from briefs.store.turn import take_turn

if TYPE_CHECKING:
    from briefs.sources.feed import Feed

FIRST, LEAST, MOST = timedelta(minutes=30), timedelta(minutes=10), timedelta(hours=6)
LONGEST_WAIT = timedelta(days=1)
MOST_FAILURES = 10
"""With the waits between them some three days."""
LEASE = timedelta(minutes=10)
JITTER = 0.2
FILE = Author("config.yaml", "", "")


class Settled(NamedTuple):
    """The row as it is from now on."""

    id: int
    title: str
    etag: str
    last_modified: str
    interval: int
    failures: int
    reason: str
    next_at: str | None
    read_at: str | None


class Asked(NamedTuple):
    """What came of asking a feed: what it said, or why it did not."""

    of: HeldFeed
    got: "Feed | None" = None
    failure: OnRecordError | None = None


def next_interval(interval: timedelta, *, news: bool) -> timedelta:
    return max(LEAST, interval / 2) if news else min(MOST, interval * 1.5)


def wait_after(failures: int, asked: float) -> timedelta:
    """How long to leave a feed that failed so often in a row; at least as long as its server asked."""
    doubled = LEAST * (1 << min(failures, 12))
    return min(LONGEST_WAIT, max(doubled, timedelta(seconds=min(asked, 1e6))))


class Feeds:
    """All methods block for a moment on the database: call them off the event loop. `chance` gives
    numbers from 0 to 1, so that feeds added together are not asked together for ever."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], chance: Callable[[], float]) -> None:
        self._engine = engine
        self._now = now
        self._chance = chance

    # ---- whose they are

    def all(self) -> list[HeldFeed]:
        return self._where(true())

    def seen_from(self, platform: str, place: str) -> list[HeldFeed]:
        """Those of a place; the host's terminal and page see the file's too, the terminal all."""
        if platform == "console":
            return self._where(true())
        of_place = and_(feed.c.platform == platform, feed.c.place == place, feed.c.owner == "chat")
        of_file = feed.c.owner == "file" if platform == "web" else ~true()
        return self._where(or_(of_place, of_file))

    def seed(self, urls: Iterable[str]) -> None:
        """Make the file's feeds those of the file, and leave those of the chat alone."""
        wanted = set(urls)
        with writing(self._engine) as connection:
            take_turn(connection, "manage")
            held = set(connection.scalars(select(feed.c.url).where(feed.c.owner == "file")))
            gone = and_(feed.c.owner == "file", feed.c.url.in_(held - wanted))
            connection.execute(feed.delete().where(gone))
            for url in sorted(wanted - held):
                self._add(connection, "file", url, "", FILE)
            for url in sorted(held ^ wanted):
                record(connection, FILE, f"{'added' if url in wanted else 'removed'} feed {url}", self._now())

    def add(self, feeds: Collection[tuple[str, str]], author: Author) -> int:
        """(address, title) each; how many are new. One that is paused is tried again."""
        with writing(self._engine) as connection:
            take_turn(connection, "manage")
            added = [url for url, title in feeds if self._add(connection, "chat", url, title, author)]
            if added:
                what = f"feed {added[0]}" if len(added) == 1 else f"{len(added)} feeds"
                record(connection, author, f"added {what}", self._now())
        return len(added)

    def remove(self, of: HeldFeed, author: Author) -> None:
        with writing(self._engine) as connection:
            connection.execute(feed.delete().where(feed.c.id == of.id))
            record(connection, author, f"removed feed {of.url}", self._now())

    # ---- when they are due

    def claim(self, limit: int) -> list[HeldFeed]:
        """Those that are due, for this process alone until they are settled or the lease is over."""
        now, lease = stamp(self._now()), stamp(self._now() + LEASE)
        with reading(self._engine) as connection:
            if connection.execute(DUE, {"now": now, "limit": 1}).first() is None:
                return []
        with writing(self._engine) as connection:
            rows = read_all(connection, FREE, {"now": now, "limit": limit})
            due = [_held(row, lease) for row in sorted(rows)]
            connection.execute(LEASED, {"ids": [of.id for of in due], "lease": lease})
        return due

    def settle(self, asked: Sequence[Asked]) -> dict[int, int]:
        """By feed, how many of its entries are new. What was removed or leased to another meanwhile is
        left alone."""
        now = self._now()
        new: dict[int, int] = {}
        rows, noted = [], []
        with writing(self._engine) as connection:
            held = self._still_leased(connection, asked)
            for one in asked:
                if one.of.id in held:
                    entries = one.got.said if one.got else ()
                    count, said = seen(connection, one.of, entries, now) if entries else (0, [])
                    new[one.of.id] = count
                    rows.append(self._settled(connection, one, count, now))
                    noted += said
            note(connection, noted)
            write_all(connection, SETTLED, Settled._fields, rows)
        return new

    # ----

    def _still_leased(self, connection: Connection, asked: Sequence[Asked]) -> set[int]:
        """Nearly always all, so they are counted first: each row that is fetched costs a turn at Python."""
        ids, leases = {one.of.id for one in asked}, {one.of.lease for one in asked}
        ours = {"ids": list(ids), "leases": list(leases)}
        if connection.scalar(HOW_MANY_LEASED, ours) == len(ids):
            return ids
        return set(connection.scalars(STILL_LEASED, ours))

    def _settled(self, connection: Connection, one: Asked, new: int, now: datetime) -> Settled:
        of, got = one.of, one.got
        if got is None:
            return self._after_failure(of, one.failure, now)
        interval = next_interval(of.interval, news=new > 0)
        reason, paused = self._moved(connection, of, got.fetched.moved_to)
        known = of if got.fetched.unchanged else got.fetched  # who says so need not say what it is known by
        return Settled(
            of.id,
            got.title or of.title,
            known.etag,
            known.last_modified,
            int(interval.total_seconds()),
            0,
            reason,
            None if paused else stamp(now + interval * self._jitter()),
            stamp(now),
        )

    def _after_failure(self, of: HeldFeed, failure: OnRecordError | None, now: datetime) -> Settled:
        failures = of.failures + 1
        after = failure.after if isinstance(failure, UnreachableError) else 0.0
        for_good = isinstance(failure, SourceError) and failure.permanent
        paused = for_good or failures >= MOST_FAILURES
        return Settled(
            of.id,
            of.title,
            of.etag,
            of.last_modified,
            int(of.interval.total_seconds()),
            failures,
            GONE if isinstance(failure, GoneError) else str(failure),
            None if paused else stamp(now + wait_after(failures, after) * self._jitter()),
            stamp(of.read_at) if of.read_at else None,
        )

    def _moved(self, connection: Connection, of: HeldFeed, to: str) -> tuple[str, bool]:
        """Its new address is kept; what is to be said of it, and whether it is asked no more."""
        if not to:
            return "", False
        if of.owner == "file":
            return f"it has moved for good to {to}: write that into config.yaml", False
        same = feed.c.platform == of.platform, feed.c.place == of.place, feed.c.owner == of.owner
        if connection.scalar(select(feed.c.id).where(*same, feed.c.url == to)) is not None:
            return f"it has moved to {to}, which is read already", True
        connection.execute(feed.update().where(feed.c.id == of.id).values(url=to))
        return "", False

    def _add(self, connection: Connection, owner: str, url: str, title: str, author: Author) -> bool:
        now = stamp(self._now())
        place = {"owner": owner, "platform": author.platform, "place": author.place, "url": url}
        row = connection.execute(select(feed).filter_by(**place)).first()
        if row is not None:
            again = feed.update().where(feed.c.id == row.id, feed.c.next_at.is_(None))
            connection.execute(again.values(next_at=now, failures=0))
            return False
        values = {"title": title, "made_by": author.user, "interval": int(FIRST.total_seconds())}
        connection.execute(feed.insert().values(**place, **values, next_at=now))
        return True

    def _where(self, condition: ColumnElement[bool]) -> list[HeldFeed]:
        with reading(self._engine) as connection:
            query = select(*HELD).where(condition).order_by(feed.c.owner, feed.c.title, feed.c.id)
            return [_held(row) for row in connection.execute(query)]

    def _jitter(self) -> float:
        return 1 + JITTER * (self._chance() - 0.5)


HELD = [feed.c[name] for name in HeldFeed._fields if name != "lease"]
DUE = (
    select(*HELD).where(feed.c.next_at <= bindparam("now")).order_by(feed.c.next_at).limit(bindparam("limit"))
)
FREE = DUE.with_for_update(skip_locked=True)
THESE = feed.c.id.in_(bindparam("ids", expanding=True))
LEASED = feed.update().where(THESE).values(next_at=bindparam("lease"))
STILL_LEASED = select(feed.c.id).where(THESE, feed.c.next_at.in_(bindparam("leases", expanding=True)))
HOW_MANY_LEASED = STILL_LEASED.with_only_columns(func.count())
SETTLED = update_by_row(feed, Settled._fields)


def _held(row: Sequence[Any], lease: str = "") -> HeldFeed:
    *of, interval, next_at, failures, reason, read_at = row
    when = timedelta(seconds=interval), moment(next_at) if next_at else None
    return HeldFeed._make((*of, *when, failures, reason, moment(read_at) if read_at else None, lease))
