"""Who is owed what: subscriptions, and a delivery row for every slot, claimed before it is sent.

A row goes pending -> sending -> sent, or unknown (the answer was lost), failed or skipped (with the
reason). `UNIQUE(subscription, slot)` is what makes a slot exist once; the lease is what lets another
process, or this one after a kill, take up what was left in the middle, with the same key.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, or_, select

from bot.config import SubscriptionSettings
from bot.schedule import next_slot
from bot.schema import delivery, subscription
from bot.upsert import insert
from briefs.store.engine import reading, writing

LEASE = timedelta(minutes=2)
GRACE = timedelta(hours=6)
WAITS = tuple(timedelta(seconds=s) for s in (15, 60, 180, 480, 1065))
"""Between the six tries, growing; 30 minutes in all."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process may send until its lease ends. `key` is the same at every try."""

    id: int
    name: str
    platform: str
    channel: str
    slot: str
    due_at: datetime
    timezone: str
    tries: int
    mention: str
    silent: bool
    card: str | None

    @property
    def key(self) -> str:
        return hashlib.sha256(
            f"{self.name}\n{self.platform}\n{self.channel}\n{self.slot}".encode()
        ).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Run:
    """The next run of a subscription."""

    name: str
    platform: str
    channel: str
    at: datetime
    timezone: str


class Ledger:
    """All methods block for a moment on the database: call them off the event loop."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def seed(self, wanted: Sequence[SubscriptionSettings]) -> None:
        """Make the subscriptions those of the file; the next run is kept where its rule is."""
        with writing(self._engine) as connection:
            held = {row.name: row for row in connection.execute(select(subscription))}
            for gone in held.keys() - {w.name for w in wanted}:
                connection.execute(subscription.delete().where(subscription.c.name == gone))
            for settings in wanted:
                self._seed_one(connection, settings, held.get(settings.name))

    def _seed_one(
        self, connection: Connection, settings: SubscriptionSettings, held: Row[tuple[object, ...]] | None
    ) -> None:
        values = {
            "platform": settings.platform,
            "channel": settings.channel,
            "time": settings.time.strftime("%H:%M"),
            "days": ",".join(settings.days),
            "timezone": settings.timezone,
            "mention": settings.mention,
            "silent": int(settings.silent),
        }
        rule = ("time", "days", "timezone")
        if held is None or any(getattr(held, name) != values[name] for name in rule):
            values |= _next(values, self._now())
        if held is None:
            connection.execute(subscription.insert().values(name=settings.name, **values))
        else:
            connection.execute(subscription.update().where(subscription.c.id == held.id).values(**values))

    def owe_now(self) -> None:
        """A delivery for every subscription at once, beside its slots."""
        now = self._now()
        with writing(self._engine) as connection:
            for row in connection.execute(select(subscription)).all():
                _owe(connection, row.id, f"now {stamp(now)}", now, "pending", None)

    def open_due(self) -> None:
        """A delivery row for each slot that has come; of several missed ones, the last alone counts."""
        now = self._now()
        due = select(subscription).where(subscription.c.next_at <= stamp(now))
        if not self._any(due):
            return
        with writing(self._engine) as connection:
            for row in connection.execute(due).all():
                values = row._asdict()
                while values["next_at"] <= stamp(now):
                    following = _next(values, moment(values["next_at"]))
                    _open(connection, values, following, now)
                    values |= following
                connection.execute(
                    subscription.update()
                    .where(subscription.c.id == row.id)
                    .values(next_at=values["next_at"], slot=values["slot"])
                )

    def claim(self, platforms: Collection[str], limit: int = 200) -> list[Claim]:
        """Take what is pending on those platforms, and what another left with its lease run out."""
        now = self._now()
        free = or_(delivery.c.lease_until.is_(None), delivery.c.lease_until <= stamp(now))
        open_states = delivery.c.state.in_(("pending", "sending", "unknown"))
        query = (
            select(subscription, delivery.c.id.label("delivery"), delivery.c.slot.label("owed"))
            .add_columns(delivery.c.due_at, delivery.c.tries, delivery.c.card)
            .join_from(delivery, subscription)
            .where(and_(free, open_states, subscription.c.platform.in_(platforms)))
            .order_by(delivery.c.id)
            .limit(limit)
        )
        if not self._any(query):
            return []
        with writing(self._engine) as connection:
            claims = [_claim(row) for row in connection.execute(query)]
            connection.execute(
                delivery.update()
                .where(delivery.c.id.in_([c.id for c in claims]))
                .values(state="sending", lease_until=stamp(now + LEASE), tries=delivery.c.tries + 1)
            )
        return claims

    def keep_card(self, claim: Claim, card: str) -> None:
        """The card of a delivery is made once, so that every try sends the same."""
        self._set(claim, card=card)

    def sent(self, claim: Claim, message: str) -> None:
        self._set(claim, state="sent", message=message, reason=None, lease_until=None)

    def failed(self, claim: Claim, reason: str) -> None:
        self._set(claim, state="failed", reason=reason, lease_until=None)

    def postpone(self, claim: Claim, reason: str, *, after: float = 0.0, unknown: bool = False) -> None:
        """Try again later, or give up after the sixth try. `after` is the wait asked for, in seconds."""
        if claim.tries >= len(WAITS):
            self.failed(claim, f"given up after {claim.tries + 1} tries: {reason}")
            return
        until = self._now() + max(WAITS[claim.tries], timedelta(seconds=after))
        self._set(claim, state="unknown" if unknown else "pending", reason=reason, lease_until=stamp(until))

    def next_runs(self) -> list[Run]:
        query = (
            select(subscription).where(subscription.c.next_at.is_not(None)).order_by(subscription.c.next_at)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [Run(r.name, r.platform, r.channel, moment(r.next_at), r.timezone) for r in rows]

    def _any(self, query: Select[Any]) -> bool:
        """Whether there is work: most ticks find none, and need not wait for the writer's lock."""
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def _set(self, claim: Claim, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(delivery.update().where(delivery.c.id == claim.id).values(**values))


def stamp(moment: datetime) -> str:
    """As the tables hold a moment: UTC, of one width, so that texts compare as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def _next(values: dict[str, object], after: datetime) -> dict[str, str]:
    at = time.fromisoformat(str(values["time"]))
    slot = next_slot(at, str(values["days"]).split(","), str(values["timezone"]), after)
    return {"next_at": stamp(slot.due_at), "slot": f"{slot.day} {values['time']}"}


def _open(
    connection: Connection, values: dict[str, object], following: dict[str, str], now: datetime
) -> None:
    due_at = moment(str(values["next_at"]))
    reason = None
    if following["next_at"] <= stamp(now):
        reason = "missed; a later one was due as well"
    elif now - due_at > GRACE:
        reason = f"missed by more than {GRACE.seconds // 3600} hours"
    state = "skipped" if reason else "pending"
    _owe(connection, values["id"], str(values["slot"]), due_at, state, reason)


def _owe(
    connection: Connection, of: object, slot: str, due_at: datetime, state: str, reason: str | None
) -> None:
    row = {"subscription": of, "slot": slot, "due_at": stamp(due_at), "state": state, "reason": reason}
    connection.execute(insert(connection, delivery).values(**row).on_conflict_do_nothing())


def _claim(row: Row[tuple[object, ...]]) -> Claim:
    return Claim(
        id=row.delivery,
        name=row.name,
        platform=row.platform,
        channel=row.channel,
        slot=row.owed,
        due_at=moment(row.due_at),
        timezone=row.timezone,
        tries=row.tries,
        mention=row.mention,
        silent=bool(row.silent),
        card=row.card,
    )
