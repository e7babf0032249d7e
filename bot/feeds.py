"""The feeds: whose they are, when each is due, and which of its entries were read.

config.yaml owns those it names, the chat the rest. A feed that gives news is asked more often, one that
does not less; one that fails waits longer each time, and is paused with the reason in the end.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, or_, select, true

from bot.audit import Author, record
from bot.schema import feed, feed_entry
from bot.stamp import moment, stamp
from bot.upsert import insert
from briefs.store.engine import reading, writing

if TYPE_CHECKING:
    from briefs.sources.feed import Entry, Feed

FIRST, LEAST, MOST = timedelta(minutes=30), timedelta(minutes=10), timedelta(hours=6)
LONGEST_WAIT = timedelta(days=1)
MOST_FAILURES = 10
"""With the waits between them some three days."""
LEASE = timedelta(minutes=10)
JITTER = 0.2
FILE = Author("config.yaml", "", "")


@dataclass(frozen=True, slots=True)
class HeldFeed:
    id: int
    owner: str
    platform: str
    place: str
    url: str
    title: str
    etag: str
    last_modified: str
    interval: timedelta
    next_at: datetime | None
    """None: paused, for the reason."""
    failures: int
    reason: str
    read_at: datetime | None

    @property
    def standing(self) -> Literal["answering", "failing", "paused"]:
        if self.next_at is None:
            return "paused"
        return "failing" if self.failures else "answering"


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
        now = self._now()
        due = select(feed).where(feed.c.next_at <= stamp(now)).order_by(feed.c.next_at).limit(limit)
        with reading(self._engine) as connection:
            if connection.execute(due.limit(1)).first() is None:
                return []
        with writing(self._engine) as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).all()
            ids = [row.id for row in rows]
            leased = feed.update().where(feed.c.id.in_(ids))
            connection.execute(leased.values(next_at=stamp(now + LEASE)))
        return [_held(row) for row in rows]

    def answered(self, of: HeldFeed, got: "Feed", *, news: bool) -> None:
        interval = next_interval(of.interval, news=news)
        self._set(
            of,
            url=self._address(of, got.fetched.moved_to),
            etag=got.fetched.etag,
            last_modified=got.fetched.last_modified,
            title=got.title or of.title,
            interval=int(interval.total_seconds()),
            next_at=stamp(self._now() + interval * self._jitter()),
            failures=0,
            reason="",
            read_at=stamp(self._now()),
        )

    def failed(self, of: HeldFeed, reason: str, *, after: float = 0.0, for_good: bool = False) -> None:
        failures = of.failures + 1
        wait = wait_after(failures, after) * self._jitter()
        paused = for_good or failures >= MOST_FAILURES
        self._set(of, failures=failures, reason=reason, next_at=None if paused else stamp(self._now() + wait))

    # ---- what of them was read

    def unread(self, of: HeldFeed, entries: Sequence["Entry"]) -> "list[Entry]":
        """Those that are new or say something else than when they were read."""
        query = select(feed_entry.c.key, feed_entry.c.digest).where(feed_entry.c.feed == of.id)
        with reading(self._engine) as connection:
            known = {row.key: row.digest for row in connection.execute(query)}
        return [entry for entry in entries if known.get(_key(entry)) != entry.digest]

    def keep(self, of: HeldFeed, entries: Collection["Entry"]) -> None:
        rows = [{"feed": of.id, "key": _key(entry), "digest": entry.digest} for entry in entries]
        with writing(self._engine) as connection:
            if not rows or connection.scalar(select(feed.c.id).where(feed.c.id == of.id)) is None:
                return  # removed meanwhile
            new = insert(connection, feed_entry)
            changed = new.on_conflict_do_update(
                index_elements=["feed", "key"], set_={"digest": new.excluded.digest}
            )
            connection.execute(changed, rows)

    # ----

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
            query = select(feed).where(condition).order_by(feed.c.owner, feed.c.title, feed.c.id)
            return [_held(row) for row in connection.execute(query)]

    def _address(self, of: HeldFeed, moved_to: str) -> str:
        """Where it has moved for good, unless the file says its address or the place reads that one too."""
        if not moved_to or of.owner == "file":
            return of.url
        same = feed.c.platform == of.platform, feed.c.place == of.place, feed.c.owner == of.owner
        with reading(self._engine) as connection:
            taken = connection.scalar(select(feed.c.id).where(*same, feed.c.url == moved_to))
        return of.url if taken else moved_to

    def _set(self, of: HeldFeed, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(feed.update().where(feed.c.id == of.id).values(**values))

    def _jitter(self) -> float:
        return 1 + JITTER * (self._chance() - 0.5)


def _key(entry: "Entry") -> str:
    return hashlib.sha256(entry.key.encode("utf-8", "replace")).hexdigest()


def _held(row: Row[Any]) -> HeldFeed:
    return HeldFeed(
        id=row.id,
        owner=row.owner,
        platform=row.platform,
        place=row.place,
        url=row.url,
        title=row.title,
        etag=row.etag,
        last_modified=row.last_modified,
        interval=timedelta(seconds=row.interval),
        next_at=moment(row.next_at) if row.next_at else None,
        failures=row.failures,
        reason=row.reason,
        read_at=moment(row.read_at) if row.read_at else None,
    )
