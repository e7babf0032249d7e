"""A subscription whose runs fail: its owner is told once, and after three days it is stopped.

The trouble begins with the first run that failed and is over with the next that is sent. What will
not pass by itself (a permission lost, a channel archived) stops the subscription in the end, what cannot
(the channel is gone) at once; a platform that is out of order stops nothing.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, select

from bot.audit import Author, record
from bot.schema import delivery, subscription
from bot.stamp import moment, stamp
from bot.subscription import WELL, Subscription, next_run, subscription_of
from briefs.store.engine import reading, writing

PATIENCE = timedelta(days=3)
LOOKED_AT = 50
"""Subscriptions whose owners are told in one go."""


class Lasting(Enum):
    """How long a trouble may last: for now, until somebody mends it, for good."""

    FOR_NOW = auto()
    UNTIL_MENDED = auto()
    FOR_GOOD = auto()


def begin(connection: Connection, of: Subscription, reason: str, how: Lasting, now: datetime) -> None:
    """One more run failed. The first of a trouble is told, and so is the end of our patience."""
    held = connection.execute(select(subscription).where(subscription.c.id == of.id)).first()
    if held is None or held.stopped:
        return
    values: dict[str, object] = {"trouble": reason}
    if held.trouble is None:
        values["tell_at"] = stamp(now)
    if how is not Lasting.FOR_NOW:
        values["trouble_since"] = since = held.trouble_since or stamp(now)
        if how is Lasting.FOR_GOOD or now - moment(since) >= PATIENCE:
            values |= {"stopped": 1, "next_at": None, "slot": None, "tell_at": stamp(now)}
            _stop(connection, of, reason, now)
    connection.execute(subscription.update().where(subscription.c.id == of.id).values(**values))


def over(connection: Connection, of: Subscription, now: datetime) -> None:
    """A run was sent. One by hand is proof enough for a subscription that was stopped."""
    troubled = (subscription.c.id == of.id, subscription.c.trouble.is_not(None))
    held = connection.execute(select(subscription).where(*troubled)).first()
    if held is None:
        return
    values: dict[str, object] = {**WELL}
    if held.stopped:
        values |= next_run(held._asdict() | values, now)
        record(connection, _ourselves(of), f"resumed {of.name}", now)
    connection.execute(subscription.update().where(subscription.c.id == of.id).values(**values))


def _stop(connection: Connection, of: Subscription, reason: str, now: datetime) -> None:
    """What else is owed to it would fail as well."""
    waiting = (delivery.c.subscription == of.id, delivery.c.turn.is_not(None))
    told = f"stopped: {reason}"
    skipped = delivery.update().where(*waiting)
    connection.execute(skipped.values(state="skipped", reason=told, lease_until=None, turn=None))
    record(connection, _ourselves(of), f"stopped {of.name}: {reason}", now)


def _ourselves(of: Subscription) -> Author:
    return Author("On Record", of.platform, of.place)


@dataclass(frozen=True, slots=True)
class Notice:
    """What one owner is told: which of their subscriptions fail, all at once."""

    platform: str
    place: str
    owner: str
    troubled: tuple[Subscription, ...]
    since: str
    """The newest of what is told; what comes after it is told again."""

    @property
    def key(self) -> str:
        said = [(one.id, one.stopped, one.trouble) for one in self.troubled]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def to_tell(engine: Engine, platforms: Collection[str], now: datetime) -> list[Notice]:
    """What owners on these platforms are to be told by now, the longest waiting first."""
    owed = and_(subscription.c.tell_at <= stamp(now), subscription.c.platform.in_(platforms))
    query = select(subscription).where(owed).order_by(subscription.c.tell_at).limit(LOOKED_AT)
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    owners: dict[tuple[str, str, str], list[Row[Any]]] = {}
    for row in rows:
        owners.setdefault((row.platform, row.place, row.made_by), []).append(row)
    return [
        Notice(*owner, tuple(map(subscription_of, of)), since=max(row.tell_at for row in of))
        for owner, of in owners.items()
    ]


def told(engine: Engine, notice: Notice, again_at: datetime | None = None) -> None:
    """It is done, or to be tried again at that moment."""
    mine = subscription.c.id.in_([one.id for one in notice.troubled])
    next_try = stamp(again_at) if again_at else None
    with writing(engine) as connection:
        seen = and_(mine, subscription.c.tell_at <= notice.since)
        connection.execute(subscription.update().where(seen).values(tell_at=next_try))
