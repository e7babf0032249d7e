"""A subscription whose runs fail: its owner is told once, and after three days it is stopped.

The trouble begins with the first run that failed and is over with the next that is sent. What will
not pass by itself (a permission lost, a channel archived) stops the subscription in the end, what cannot
(the channel is gone) at once; a platform that is out of order stops nothing.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import Connection, select

from bot.audit import Author, record
from bot.schema import delivery, subscription
from bot.stamp import moment, stamp
from bot.subscription import WELL, Subscription, next_run

PATIENCE = timedelta(days=3)


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
