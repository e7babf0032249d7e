"""A delivery that is ours to send for a while, and the statements that find and take what waits."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, exists, or_, select

from bot.schema import delivery, subscription
from bot.stamp import moment
from bot.subscription import Subscription, subscription_of


@dataclass(frozen=True)
class Claim:
    """A delivery that this process may send until its lease ends. `key` is the same at every try.

    What its row says is read when it is asked for: thousands may be claimed in a second.
    """

    _row: Row[Any]
    claimed_at: datetime

    @property
    def id(self) -> int:
        return int(self._row.delivery)

    @property
    def slot(self) -> str:
        return str(self._row.owed)

    @property
    def due_at(self) -> datetime:
        return moment(self._row.due_at)

    @property
    def tries(self) -> int:
        return int(self._row.tries)

    @property
    def card(self) -> str | None:
        """That of an earlier try."""
        card: str | None = self._row.card
        return card

    @property
    def begun_at(self) -> datetime:
        """When its card was made, for the first try; before that, when it was due."""
        return moment(self._row.made_at or self._row.due_at)

    @cached_property
    def to(self) -> Subscription:
        return subscription_of(self._row)

    @property
    def key(self) -> str:
        to = self.to
        whole = "\n".join((to.owner, to.place, to.name, to.platform, to.channel, self.slot))
        return hashlib.sha256(whole.encode()).hexdigest()[:24]


def free(now: ColumnElement[str]) -> ColumnElement[bool]:
    """In nobody's hands."""
    return or_(delivery.c.lease_until.is_(None), delivery.c.lease_until <= now)


def _some(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


def _claimed(waiting: Select[Any]) -> Select[Any]:
    """The first that wait, with whom they are for. PostgreSQL joins no others, for they are found before.

    Another process passes over what this one claims there; SQLite has one writer.
    """
    owed = waiting.limit(bindparam("limit")).with_for_update(skip_locked=True).subquery()
    return (
        select(subscription, owed.c.id.label("delivery"), owed.c.slot.label("owed"))
        .add_columns(owed.c.due_at, owed.c.tries, owed.c.card, owed.c.made_at)
        .join_from(owed, subscription, subscription.c.id == owed.c.subscription)
        .order_by(owed.c.turn)
    )


PASSED_OVER = exists().where(
    subscription.c.id == delivery.c.subscription, subscription.c.place.in_(_some("without"))
)
WAITING = (
    select(delivery)
    .where(delivery.c.platform.in_(_some("platforms")), ~PASSED_OVER)
    .where(delivery.c.turn.is_not(None), free(bindparam("now")))
    .order_by(delivery.c.turn)
)
"""What is to be sent, in its order."""
CLAIMED = _claimed(WAITING)
TAKEN = delivery.update().where(delivery.c.id.in_(_some("ids")))
