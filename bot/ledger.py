"""What is owed: a delivery row for every slot of a subscription, claimed before it is sent.

A row goes pending -> sending -> sent, or unknown (the answer was lost), failed or skipped (with the
reason). `UNIQUE(subscription, slot)` is what makes a slot exist once; the lease is what lets another
process, or this one after a kill, take up what was left in the middle, with the same key.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, literal, select

from bot import due, trouble
from bot.audit import Author, record
from bot.claim import TAKE, WAITING, Claim, Taken, free
from bot.metrics import Metrics
from bot.posted import Posted
from bot.schema import delivery, subscription
from bot.stamp import micros, moment, stamp
from bot.subscription import Subscription, subscription_of
from bot.upsert import insert
from bot.value import GRACE
from briefs.store.engine import reading, writing
from briefs.store.turn import got_turn

LEASE = timedelta(minutes=2)
WAITS = tuple(timedelta(seconds=s) for s in (15, 60, 180, 480, 1065))
"""Between the six tries, growing; 30 minutes in all."""
RESTORED = "due before a backup was put back: it may have been posted already"
BY_HAND = "now "
"""How the slot of a run begins that somebody asked for."""
SETTLED: dict[str, Any] = {"lease_until": None, "turn": None}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a slot so far."""

    due_at: datetime
    state: str
    reason: str


class Ledger:
    """All methods block for a moment on the database: call them off the event loop.

    `grace` says how late a slot is posted at most; what is older is skipped.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime],
        metrics: Metrics | None = None,
        *,
        grace: timedelta = GRACE,
    ) -> None:
        self.posted = Posted(engine)
        self._engine = engine
        self._now = now
        self._metrics = metrics or Metrics()
        self.grace = grace

    def owe(self, to: Collection[Subscription], author: Author | None = None) -> None:
        """A delivery for each of them at once, beside its slots."""
        now = self._now()
        with writing(self._engine) as connection:
            _owe(connection, to, now)
            if author:
                for one in to:
                    record(connection, author, f"ran {one.name}", now)

    def open_due(self) -> None:
        """A delivery row for each slot that has come. Of several copies that try at once one does it."""
        now = self._now()
        self._give_up_old(now)
        if not self._any(select(subscription.c.id).where(subscription.c.next_at <= stamp(now))):
            return
        with writing(self._engine) as connection:
            opened = due.open_due(connection, now, self.grace) if got_turn(connection, "open") else {}
        for (platform, state), count in opened.items():
            self._metrics.due(platform, count)
            if state == "skipped":
                self._metrics.outcome(platform, "skipped", count)

    def restored(self) -> int:
        """The store is a backup: what became of all that was due until now, it cannot know. How many."""
        with writing(self._engine) as connection:
            due.open_due(connection, self._now(), self.grace)
            waiting = delivery.update().where(delivery.c.turn.is_not(None))
            done = connection.execute(waiting.values(state="skipped", reason=RESTORED, **SETTLED))
        return done.rowcount

    def take(self, platform: str, most: int = 200, without: Collection[str] = ()) -> list[Taken]:
        """What is pending on a platform, and what another left with its lease run out.

        In the order of their turns, which goes round the places; those in `without` are passed over.
        """
        now = self._now()
        asked = {"on": platform, "without": without, "now": stamp(now), "most": most}
        if not self._any(WAITING, asked):
            return []
        until = now + LEASE
        with writing(self._engine) as connection:
            rows = connection.execute(TAKE, {**asked, "until": stamp(until), "behind": micros(until)}).all()
        return sorted(Taken(*row) for row in rows)

    def claim(self, taken: Taken) -> Claim | None:
        """None when it is gone with its subscription, or was taken over: then there is nothing to send."""
        query = select(delivery).where(_ours(taken))
        with reading(self._engine) as connection:
            owed = connection.execute(query).first()
            if owed is None:
                return None
            to = connection.execute(select(subscription).where(subscription.c.id == owed.subscription)).one()
        due_at = moment(owed.due_at)
        begun_at = moment(owed.made_at) if owed.made_at else due_at
        return Claim(taken, subscription_of(to), owed.slot, due_at, owed.card, begun_at, self._now())

    def keep_card(self, claim: Claim, card: str) -> None:
        """The card of a delivery is made once, so that every try sends the same."""
        with writing(self._engine) as connection:
            _settle(connection, claim, card=card, made_at=stamp(self._now()))

    def sent(self, claim: Claim, message: str) -> None:
        """Whoever else took it up meanwhile: it is in the channel."""
        there = delivery.update().where(delivery.c.id == claim.id)
        with writing(self._engine) as connection:
            connection.execute(there.values(state="sent", message=message, reason=None, **SETTLED))
            trouble.over(connection, claim.to, self._now())
        self._metrics.sent(claim.to.platform, self._now() - claim.due_at)

    def skipped(self, claim: Claim, reason: str) -> None:
        with writing(self._engine) as connection:
            _settle(connection, claim, state="skipped", reason=reason, **SETTLED)
        self._metrics.outcome(claim.to.platform, "skipped")

    def failed(self, claim: Claim, reason: str, how: trouble.Lasting = trouble.Lasting.FOR_NOW) -> None:
        """The owner is told, once; `how` long it lasts decides whether the subscription is stopped."""
        with writing(self._engine) as connection:
            if _settle(connection, claim, state="failed", reason=reason, **SETTLED):
                trouble.begin(connection, claim.to, reason, how, self._now())
        self._metrics.outcome(claim.to.platform, "failed")

    def postpone(self, claim: Claim, reason: str, *, after: float = 0.0, unknown: bool = False) -> None:
        """Try again later, or give up after the sixth try. `after` is the wait asked for, in seconds.

        A try that a kill ended says nothing of the platform: it alone does not end the half hour.
        """
        if claim.tries >= len(WAITS) and self._now() - claim.begun_at >= sum(WAITS, timedelta()):
            self.failed(claim, f"given up after {claim.tries + 1} tries: {reason}")
            return
        until = self._now() + max(WAITS[min(claim.tries, len(WAITS) - 1)], timedelta(seconds=after))
        state = "unknown" if unknown else "pending"
        with writing(self._engine) as connection:
            _settle(connection, claim, state=state, reason=reason, **_not_before(until))
        self._metrics.outcome(claim.to.platform, "unknown" if unknown else "postponed")

    def outcomes(self, of: Subscription, most: int = 10) -> list[Outcome]:
        """Of the last runs, the newest first."""
        query = select(delivery).where(delivery.c.subscription == of.id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(delivery.c.id.desc()).limit(most)).all()
        return [Outcome(moment(row.due_at), row.state, row.reason or "") for row in rows]

    def _give_up_old(self, now: datetime) -> None:
        """What waited too long for its platform is not posted when that comes back: never a backlog."""
        since = now - self.grace
        old = and_(
            delivery.c.turn < micros(since), delivery.c.due_at < stamp(since), free(literal(stamp(now)))
        )
        if self._any(select(delivery.c.id).where(old)):
            with writing(self._engine) as connection:
                platforms = Counter(connection.scalars(select(delivery.c.platform).where(old)))
                given_up = delivery.update().where(old)
                reason = due.too_late(self.grace)
                connection.execute(given_up.values(state="skipped", reason=reason, **SETTLED))
            for platform, count in platforms.items():
                self._metrics.outcome(platform, "skipped", count)

    def _any(self, query: Select[Any], asked: Mapping[str, Any] | None = None) -> bool:
        """Whether there is work: most ticks find none, and need not wait for the writer's lock."""
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1), asked).first() is not None


def _not_before(moment: datetime) -> dict[str, Any]:
    """Its turn moves as well: what may not be taken up now stands behind what may."""
    return {"lease_until": stamp(moment), "turn": micros(moment)}


def _ours(taken: Taken) -> ColumnElement[bool]:
    """Until it is settled, or another takes it up when our lease is over: then it is theirs to settle."""
    return and_(delivery.c.id == taken.id, delivery.c.tries == taken.tries, delivery.c.turn.is_not(None))


def _settle(connection: Connection, claim: Claim, **values: object) -> bool:
    """Whether it was ours to settle."""
    return connection.execute(delivery.update().where(_ours(claim.taken)).values(**values)).rowcount == 1


def _owe(connection: Connection, to: Collection[Subscription], now: datetime) -> None:
    """A slot that is owed already stays as it is."""
    shared = {"slot": f"{BY_HAND}{stamp(now)}", "due_at": stamp(now), "state": "pending", "turn": micros(now)}
    rows = [{"subscription": one.id, "platform": one.platform, "place": one.place, **shared} for one in to]
    if rows:
        connection.execute(insert(connection, delivery).on_conflict_do_nothing(), rows)
