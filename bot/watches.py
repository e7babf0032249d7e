"""Watches: what is posted as soon as it is read, because somebody asked to be told of it.

A watch posts by the ledger, as a brief does. So it has a row in `subscription`, which no clock runs: it is
paused for ever, and what it found is owed to it.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, select, true

from bot.audit import Author, record
from bot.card import to_json
from bot.cards.watch import found_card
from bot.filter import named
from bot.schema import delivery, subscription, watch, watch_fact
from bot.stamp import micros, moment, stamp
from bot.subscription import FOREVER, WELL
from bot.upsert import insert
from bot.watched import facts_about, new_about, words_of
from briefs.store import Fact, HeldArticle, Store
from briefs.store.engine import reading, writing

REST = timedelta(minutes=15)
"""Between two posts of a watch at least; what is found meanwhile comes together."""
OVERLAP = timedelta(minutes=5)
"""Another process may still be writing what it read a moment ago."""
REMEMBERED = timedelta(days=180)
AT_ONCE = 50
MOST = 20
"""Of one channel."""


@dataclass(frozen=True, slots=True)
class Watch:
    """`rule` is "actor:Ada Byron" or a phrase; `stopped` says why it posts no more, "" while it does."""

    id: int
    platform: str
    place: str
    channel: str
    rule: str
    made_by: str
    made_at: datetime
    looked_at: datetime
    rests_until: datetime
    stopped: str

    @property
    def since(self) -> datetime:
        return self.looked_at - OVERLAP

    def is_about(self, held: HeldArticle) -> bool:
        return held.read_at > self.made_at and held.read_at >= self.since


class Watches:
    """All methods but `tick` block for a moment on the database: call them off the event loop."""

    def __init__(self, engine: Engine, store: Store, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._now = now

    # ---- what is watched for

    def all(self) -> list[Watch]:
        return self._where(true())

    def of_place(self, platform: str, place: str) -> list[Watch]:
        return self._where(and_(subscription.c.platform == platform, subscription.c.place == place))

    def of_channel(self, platform: str, place: str, channel: str) -> list[Watch]:
        return [w for w in self.of_place(platform, place) if w.channel == channel]

    def add(self, rule: str, platform: str, channel: str, author: Author) -> None:
        """One that was stopped begins again. What an article told before is not new when it is edited."""
        now = self._now()
        words = named(rule, "actor") or rule
        held = self._store.articles(text=words, limit=AT_ONCE)
        known = {words_of(fact, one.number) for one in held for fact in facts_about(rule, one)}
        with writing(self._engine) as connection:
            row = insert(connection, subscription).values(**_row(rule, platform, channel, author))
            same = ["owner", "platform", "place", "name"]
            kept = row.on_conflict_do_update(index_elements=same, set_=WELL)
            number = connection.execute(kept.returning(subscription.c.id)).scalar_one()
            at = {"made_at": stamp(now), "looked_at": stamp(now), "rests_until": stamp(now)}
            new = insert(connection, watch).values(subscription=number, rule=rule, **at)
            if connection.execute(new.on_conflict_do_nothing()).rowcount:
                _remember(connection, number, known, now)
                record(connection, author, f"watched {rule} in {channel}", now)

    def remove(self, of: Watch, author: Author) -> None:
        with writing(self._engine) as connection:
            if connection.execute(subscription.delete().where(subscription.c.id == of.id)).rowcount:
                record(connection, author, f"unwatched {of.rule} in {of.channel}", self._now())

    # ---- what is found

    async def tick(self) -> None:
        """Owe a post to each watch that something new is found for."""
        await asyncio.to_thread(self._look)

    def _look(self) -> None:
        newest = self._store.latest()
        now = self._now()
        waiting = [
            w
            for w in self._where(watch.c.rests_until <= stamp(now))
            if newest and w.looked_at < newest.read_at and not w.stopped
        ]
        if not newest or not waiting:
            return
        found: dict[int, list[Fact]] = {w.id: [] for w in waiting}
        for held in self._read_since(min(w.since for w in waiting)):
            for w in waiting:
                if w.is_about(held) and facts_about(w.rule, held):
                    found[w.id] += new_about(w.rule, held, self._store.story(held.number))
        for w in waiting:
            self._owe(w, found[w.id], newest.read_at)

    def _read_since(self, since: datetime) -> Iterator[HeldArticle]:
        """The newest first."""
        offset = 0
        while some := self._store.articles(since=since, limit=AT_ONCE, offset=offset):
            yield from some
            offset += len(some)

    def _owe(self, of: Watch, facts: Sequence[Fact], until: datetime) -> None:
        """What it has not posted before. Of several processes that found it one does this."""
        now = self._now()
        mine = (watch.c.subscription == of.id, watch.c.looked_at == stamp(of.looked_at))
        with writing(self._engine) as connection:
            looked = watch.update().where(*mine).values(looked_at=stamp(until))
            if connection.execute(looked).rowcount != 1:
                return
            new = _not_posted(connection, of, facts, now)
            if new:
                connection.execute(insert(connection, delivery).values(_delivery(of, new, now)))
                rest = watch.update().where(watch.c.subscription == of.id)
                connection.execute(rest.values(rests_until=stamp(now + REST)))

    def _where(self, condition: ColumnElement[bool]) -> list[Watch]:
        query = select(subscription, watch).join_from(watch, subscription).where(condition)
        with reading(self._engine) as connection:
            return [_watch(row) for row in connection.execute(query.order_by(watch.c.subscription))]


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        id=row.subscription,
        platform=row.platform,
        place=row.place,
        channel=row.channel,
        rule=row.rule,
        made_by=row.made_by,
        made_at=moment(row.made_at),
        looked_at=moment(row.looked_at),
        rests_until=moment(row.rests_until),
        stopped=(row.trouble or "") if row.stopped else "",
    )


def _row(rule: str, platform: str, channel: str, author: Author) -> dict[str, Any]:
    """Its row in `subscription`."""
    return {
        "owner": "chat",
        "platform": platform,
        "place": author.place,
        "name": f"watch {rule} in {channel}",
        "channel": channel,
        "time": "00:00",
        "days": "mon",
        "timezone": "UTC",
        "when_empty": "silent",
        "mention": "",
        "silent": 0,
        "paused_until": stamp(FOREVER),
        "made_by": author.user,
    }


def _delivery(of: Watch, facts: Sequence[Fact], now: datetime) -> dict[str, Any]:
    """What is owed: the card is made at once, for it is of these facts."""
    return {
        "subscription": of.id,
        "platform": of.platform,
        "slot": f"watch {stamp(now)}",
        "due_at": stamp(now),
        "state": "pending",
        "turn": micros(now),
        "card": to_json(found_card(of.rule, facts)),
        "made_at": stamp(now),
    }


def _not_posted(connection: Connection, of: Watch, facts: Iterable[Fact], now: datetime) -> list[Fact]:
    """Those it has not posted; from now on it has."""
    mine = watch_fact.c.watch == of.id
    connection.execute(watch_fact.delete().where(mine, watch_fact.c.at < stamp(now - REMEMBERED)))
    posted = set(connection.scalars(select(watch_fact.c.fact).where(mine)))
    told = [(words_of(fact), fact) for fact in reversed(list(facts))]
    new = {
        words: fact for words, fact in told if posted.isdisjoint({words, words_of(fact, fact.held.number)})
    }
    _remember(connection, of.id, new, now)
    return list(new.values())[::-1]


def _remember(connection: Connection, of: int, facts: Iterable[str], now: datetime) -> None:
    rows = [{"watch": of, "fact": words, "at": stamp(now)} for words in sorted(facts)]
    if rows:
        connection.execute(insert(connection, watch_fact), rows)
