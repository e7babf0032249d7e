"""What is taken from the ledger to be sent, and the statement that takes it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select

from bot.schema import delivery
from bot.subscription import Subscription


class Taken(NamedTuple):
    """A delivery that this process alone may send, until its lease ends. `tries` counts this one."""

    id: int
    place: str
    tries: int


@dataclass(frozen=True, slots=True)
class Claim:
    """All that is known of a delivery that was taken. `key` is the same at every try."""

    taken: Taken
    to: Subscription
    slot: str
    due_at: datetime
    card: str | None
    """That of an earlier try."""
    begun_at: datetime
    """When its card was made, for the first try; before that, when it was due."""
    claimed_at: datetime

    @property
    def id(self) -> int:
        return self.taken.id

    @property
    def tries(self) -> int:
        """Those before this one."""
        return self.taken.tries - 1

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


WAITING = (
    select(delivery.c.id)
    .where(
        delivery.c.platform == bindparam("on"),
        delivery.c.place.not_in(_some("without")),
        and_(delivery.c.turn.is_not(None), free(bindparam("now"))),
    )
    .order_by(delivery.c.turn)
    .limit(bindparam("most"))
)
"""What is to be sent, in its order."""
FIRST = WAITING.with_for_update(skip_locked=True).cte("first")
"""What another process takes at this moment is passed over on PostgreSQL; SQLite has one writer."""
TAKE = (
    delivery.update()
    .where(delivery.c.id.in_(select(FIRST.c.id)))
    .values(state="sending", tries=delivery.c.tries + 1)
    .values(lease_until=bindparam("until"), turn=bindparam("behind"))
    .returning(delivery.c.id, delivery.c.place, delivery.c.tries)
)
