"""What is owed: a delivery row for every slot of a subscription, claimed before it is sent.

A row goes pending -> sending -> sent, or unknown (the answer was lost), failed or skipped (with the
reason). `UNIQUE(subscription, slot)` is what makes a slot exist once; the lease is what lets another
process, or this one after a kill, take up what was left in the middle, with the same key.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, bindparam, func, or_, select

from bot.audit import Author, record
from bot.metrics import Metrics
from bot.schema import delivery, subscription
from bot.stamp import moment, stamp
from bot.subscription import Subscription, next_run, subscription_of
from bot.upsert import insert
from briefs.store.engine import reading, writing

LEASE = timedelta(minutes=2)
GRACE = timedelta(hours=6)
WAITS = tuple(timedelta(seconds=s) for s in (15, 60, 180, 480, 1065))
"""Between the six tries, growing; 30 minutes in all."""
TOO_LATE = f"missed by more than {GRACE.seconds // 3600} hours"
BY_HAND = "now "
"""How the slot of a run begins that somebody asked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process may send until its lease ends. `key` is the same at every try."""

    id: int
    to: Subscription
    slot: str
    due_at: datetime
    tries: int
    card: str | None
    last_brief: datetime | None
    """When the card of the last brief that was sent to them was made."""

    @property
    def by_hand(self) -> bool:
        return self.slot.startswith(BY_HAND)

    @property
    def key(self) -> str:
        to = self.to
        whole = "\n".join((to.owner, to.place, to.name, to.platform, to.channel, self.slot))
        return hashlib.sha256(whole.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a slot so far."""

    due_at: datetime
    state: str
    reason: str


class Ledger:
    """All methods block for a moment on the database: call them off the event loop."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], metrics: Metrics | None = None) -> None:
        self._engine = engine
        self._now = now
        self._metrics = metrics or Metrics()

    def owe(self, to: Collection[Subscription], author: Author | None = None) -> None:
        """A delivery for each of them at once, beside its slots."""
        now = self._now()
        rows = [_row(one.id, f"{BY_HAND}{stamp(now)}", now) for one in to]
        with writing(self._engine) as connection:
            _owe(connection, rows)
            if author:
                for one in to:
                    record(connection, author, f"ran {one.name}", now)

    def open_due(self) -> None:
        """A delivery row for each slot that has come; of several missed ones, the last alone counts."""
        now = self._now()
        self._give_up_old(now)
        due = select(subscription).where(subscription.c.next_at <= stamp(now))
        if not self._any(due):
            return
        opened: Counter[tuple[str, str]] = Counter()
        with writing(self._engine) as connection:
            rows: list[dict[str, Any]] = []
            moved: list[dict[str, Any]] = []
            for row in connection.execute(due):
                values = row._asdict()
                while values["next_at"] <= stamp(now):
                    following = next_run(values, moment(values["next_at"]))
                    rows.append(_slot_row(values, following, now))
                    opened[values["platform"], rows[-1]["state"]] += 1
                    values |= following
                moved.append({"of": row.id, "at": values["next_at"], "next": values["slot"]})
            _owe(connection, rows)
            connection.execute(MOVE, moved)
        for (platform, state), count in opened.items():
            self._metrics.due(platform, count)
            if state == "skipped":
                self._metrics.outcome(platform, "skipped", count)

    def claim(self, platforms: Collection[str], limit: int = 200) -> list[Claim]:
        """Take what is pending on those platforms, and what another left with its lease run out."""
        now = self._now()
        query = (
            select(subscription, delivery.c.id.label("delivery"), delivery.c.slot.label("owed"))
            .add_columns(delivery.c.due_at, delivery.c.tries, delivery.c.card)
            .add_columns(_last_brief().label("last_brief"))
            .join_from(delivery, subscription)
            .where(_left(now), subscription.c.platform.in_(platforms))
            .order_by(delivery.c.id)
            .limit(limit)
        )
        if not self._any(query):
            return []
        with writing(self._engine) as connection:
            # On PostgreSQL another process passes over what this one is claiming; SQLite has one writer.
            unclaimed = query.with_for_update(of=delivery, skip_locked=True)
            claims = [_claim(row) for row in connection.execute(unclaimed)]
            connection.execute(
                delivery.update()
                .where(delivery.c.id.in_([c.id for c in claims]))
                .values(state="sending", lease_until=stamp(now + LEASE), tries=delivery.c.tries + 1)
            )
        return claims

    def keep_card(self, claim: Claim, card: str) -> None:
        """The card of a delivery is made once, so that every try sends the same."""
        self._set(claim, card=card, made_at=stamp(self._now()))

    def sent(self, claim: Claim, message: str) -> None:
        self._set(claim, state="sent", message=message, reason=None, lease_until=None)
        self._metrics.sent(claim.to.platform, self._now() - claim.due_at)

    def skipped(self, claim: Claim, reason: str) -> None:
        self._set(claim, state="skipped", reason=reason, lease_until=None)
        self._metrics.outcome(claim.to.platform, "skipped")

    def failed(self, claim: Claim, reason: str) -> None:
        self._set(claim, state="failed", reason=reason, lease_until=None)
        self._metrics.outcome(claim.to.platform, "failed")

    def postpone(self, claim: Claim, reason: str, *, after: float = 0.0, unknown: bool = False) -> None:
        """Try again later, or give up after the sixth try. `after` is the wait asked for, in seconds."""
        if claim.tries >= len(WAITS):
            self.failed(claim, f"given up after {claim.tries + 1} tries: {reason}")
            return
        until = self._now() + max(WAITS[claim.tries], timedelta(seconds=after))
        self._set(claim, state="unknown" if unknown else "pending", reason=reason, lease_until=stamp(until))
        self._metrics.outcome(claim.to.platform, "unknown" if unknown else "postponed")

    def last_brief(self, of: Subscription) -> datetime | None:
        """When the card of the last brief that was sent was made."""
        query = select(_last_brief()).where(subscription.c.id == of.id)
        with reading(self._engine) as connection:
            made_at = connection.scalar(query)
        return moment(made_at) if made_at else None

    def outcomes(self, of: Subscription, most: int = 10) -> list[Outcome]:
        """Of the last runs, the newest first."""
        query = select(delivery).where(delivery.c.subscription == of.id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(delivery.c.id.desc()).limit(most)).all()
        return [Outcome(moment(row.due_at), row.state, row.reason or "") for row in rows]

    def _give_up_old(self, now: datetime) -> None:
        """What waited too long for its platform is not posted when that comes back: never a backlog."""
        old = and_(_left(now), delivery.c.due_at < stamp(now - GRACE))
        if self._any(select(delivery.c.id).where(old)):
            with writing(self._engine) as connection:
                of = select(subscription.c.platform).join_from(delivery, subscription).where(old)
                platforms = Counter(connection.scalars(of))
                connection.execute(delivery.update().where(old).values(state="skipped", reason=TOO_LATE))
            for platform, count in platforms.items():
                self._metrics.outcome(platform, "skipped", count)

    def _any(self, query: Select[Any]) -> bool:
        """Whether there is work: most ticks find none, and need not wait for the writer's lock."""
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def _set(self, claim: Claim, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(delivery.update().where(delivery.c.id == claim.id).values(**values))


def _left(now: datetime) -> ColumnElement[bool]:
    """What is still to be sent and in nobody's hands."""
    free = or_(delivery.c.lease_until.is_(None), delivery.c.lease_until <= stamp(now))
    return and_(delivery.c.state.in_(("pending", "sending", "unknown")), free)


def _last_brief() -> Any:
    """Of the subscription that the query around it is about."""
    brief = delivery.alias()
    mine = and_(brief.c.subscription == subscription.c.id, brief.c.state == "sent")
    return select(func.max(brief.c.made_at)).where(mine).correlate(subscription).scalar_subquery()


MOVE = (
    subscription.update()
    .where(subscription.c.id == bindparam("of"))
    .values(next_at=bindparam("at"), slot=bindparam("next"))
)


def _slot_row(values: Mapping[str, Any], following: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The delivery row of a slot that has come, skipped when it came too long ago."""
    due_at = moment(values["next_at"])
    reason = None
    if following["next_at"] <= stamp(now):
        reason = "missed; a later one was due as well"
    elif now - due_at > GRACE:
        reason = TOO_LATE
    return _row(values["id"], values["slot"], due_at, reason)


def _row(of: int, slot: str, due_at: datetime, skipped: str | None = None) -> dict[str, Any]:
    state = "skipped" if skipped else "pending"
    return {"subscription": of, "slot": slot, "due_at": stamp(due_at), "state": state, "reason": skipped}


def _owe(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """A slot that is owed already stays as it is."""
    if rows:
        connection.execute(insert(connection, delivery).on_conflict_do_nothing(), rows)


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        id=row.delivery,
        to=subscription_of(row),
        slot=row.owed,
        due_at=moment(row.due_at),
        tries=row.tries,
        card=row.card,
        last_brief=moment(row.last_brief) if row.last_brief else None,
    )
