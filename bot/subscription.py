"""Who gets a brief, where and when. config.yaml owns those it names, the chat the rest.

A row holds its next run, worked out whenever the rule, a pause or the clock changes it; a pause moves
that run beyond its end, so nothing of the time between is ever owed.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, or_, select, true

from bot.audit import Author, Change, last_change, record
from bot.config import SubscriptionSettings
from bot.filter import Filter
from bot.schedule import next_slot
from bot.schema import delivery, subscription, watch
from bot.stamp import moment, stamp
from bot.value import days_said
from briefs.store.engine import reading, writing
from briefs.store.turn import take_turn

FOREVER = datetime.max.replace(tzinfo=UTC)
FILE = Author("config.yaml", "", "")
RULE = ("time", "days", "timezone", "paused_until")
"""What decides when the next run is."""
BY_CLOCK = subscription.c.id.not_in(select(watch.c.subscription))
WELL = {"trouble": None, "trouble_since": None, "stopped": 0, "tell_at": None}


@dataclass(frozen=True, slots=True)
class Subscription:
    id: int
    owner: Literal["file", "chat"]
    platform: str
    place: str
    name: str
    channel: str
    time: dt.time
    days: tuple[str, ...]
    timezone: str
    when_empty: str
    mention: str
    silent: bool
    sources: tuple[str, ...]
    """Where its news comes from, as bot/wanted.py reads it; () from everywhere."""
    language: Literal["en", "de"]
    filters: Filter
    paused_until: datetime | None
    next_at: datetime | None
    """None: paused until somebody resumes it, or stopped."""
    made_by: str
    trouble: str
    """Why its runs fail; "" when they do not."""
    stopped: bool
    """For its trouble, by ourselves: until it is resumed, changed, or a run by hand is sent."""

    def paused(self, now: datetime) -> bool:
        return self.stopped or (self.paused_until is not None and self.paused_until > now)


class Subscriptions:
    """All methods block for a moment on the database: call them off the event loop.

    The rows that watches post by (bot/watches.py) are not told here: no clock runs them.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def all(self) -> list[Subscription]:
        return self._where(true())

    def upcoming(self, most: int = 3) -> list[Subscription]:
        """Those that run next, the next one first."""
        next_at = subscription.c.next_at
        query = select(subscription).where(next_at.is_not(None)).order_by(next_at).limit(most)
        with reading(self._engine) as connection:
            return [subscription_of(row) for row in connection.execute(query)]

    def channels(self, platform: str) -> list[str]:
        """Where something is posted on a platform, in the order they were made."""
        query = select(subscription.c.channel).where(subscription.c.platform == platform, BY_CLOCK)
        with reading(self._engine) as connection:
            return list(dict.fromkeys(connection.scalars(query.order_by(subscription.c.id))))

    def running(self) -> list[Subscription]:
        """Those that are not paused."""
        return [s for s in self.all() if not s.paused(self._now())]

    def seen_from(self, platform: str, place: str, channel: str) -> list[Subscription]:
        """Those of a place; of the host's, whose place nobody told us, those of the very channel."""
        held = subscription.c
        of_place = and_(held.place == place, held.place != "")
        of_host = and_(held.place == "", held.channel == channel)
        return self._where(and_(held.platform == platform, or_(of_place, of_host)))

    def posted_in(self, platform: str, place: str, channels: Collection[str]) -> list[Subscription]:
        """Those of some channels of a place, the host's too: for who is known to be in these."""
        held = subscription.c
        return self._where(
            and_(held.platform == platform, held.place.in_(("", place)), held.channel.in_(channels))
        )

    def last_change(self, platform: str = "", place: str = "") -> Change | None:
        """The newest in a place of a platform, or anywhere when none is named."""
        return last_change(self._engine, platform, place)

    def seed(self, wanted: Sequence[SubscriptionSettings], *, again: bool = True) -> None:
        """Make the file's subscriptions those of the file, and leave those of the chat alone.

        `again`: one that was stopped for its trouble begins anew, as at a start; who only looks leaves it.
        """
        with writing(self._engine) as connection:
            take_turn(connection, "manage")
            query = select(subscription).where(subscription.c.owner == "file")
            held = {row.name: row for row in connection.execute(query)}
            for settings in wanted:
                # The page is one place; of a server or workspace the file does not say which it is.
                place = "web" if settings.platform == "web" else ""
                row = held.pop(settings.name, None)
                self._put(connection, settings, "file", place, row, FILE, again=again)
            for gone in held.values():
                self._drop(connection, gone, FILE)

    def put(
        self, settings: SubscriptionSettings, author: Author, held: Subscription | None = None
    ) -> Subscription:
        """Make one of the chat's, or change `held`, or the one of that name in the author's place.

        What the host made for a channel is from then on its place's, so that nobody can point it to a
        channel of another.
        """
        place = author.place or (held.place if held else "")
        named = {"owner": "chat", "platform": settings.platform, "place": place, "name": settings.name}
        query = _by_id(held.id) if held else select(subscription).filter_by(**named)
        with writing(self._engine) as connection:
            take_turn(connection, "manage")
            row = connection.execute(query).first()
            number = self._put(connection, settings, "chat", place, row, author)
            return _read(connection, number)

    def pause(self, of: Subscription, until: datetime, author: Author) -> Subscription:
        """`until` may be FOREVER. What is owed and not on its way is skipped."""
        for_whom = "until it is resumed" if until == FOREVER else f"until {until:%Y-%m-%d %H:%M %Z}"
        on_its_way = and_(delivery.c.state == "sending", delivery.c.lease_until > stamp(self._now()))
        waiting = and_(delivery.c.state.in_(("pending", "sending", "unknown")), ~on_its_way)
        with writing(self._engine) as connection:
            self._change(connection, of, {"paused_until": stamp(until)})
            connection.execute(
                delivery.update()
                .where(delivery.c.subscription == of.id, waiting)
                .values(state="skipped", reason="paused", lease_until=None, turn=None)
            )
            record(connection, author, f"paused {of.name} {for_whom}", self._now())
            return _read(connection, of.id)

    def resume(self, of: Subscription, author: Author) -> Subscription:
        with writing(self._engine) as connection:
            self._change(connection, of, {"paused_until": None, **WELL})
            record(connection, author, f"resumed {of.name}", self._now())
            return _read(connection, of.id)

    def remove(self, of: Subscription, author: Author) -> None:
        with writing(self._engine) as connection:
            self._drop(connection, of, author)

    def _where(self, condition: ColumnElement[bool]) -> list[Subscription]:
        held = subscription.c
        query = select(subscription).where(condition, BY_CLOCK).order_by(held.owner, held.name, held.id)
        with reading(self._engine) as connection:
            return [subscription_of(row) for row in connection.execute(query)]

    def _put(
        self,
        connection: Connection,
        settings: SubscriptionSettings,
        owner: str,
        place: str,
        held: Row[Any] | None,
        author: Author,
        *,
        again: bool = True,
    ) -> int:
        """Its id. The next run is kept where its rule is; one that was stopped begins again."""
        values: dict[str, Any] = {**_values(settings), "place": place}
        if owner == "chat":
            values["paused_until"] = held.paused_until if held else None
        stopped = held is not None and held.stopped
        anew = stopped and again
        if held is not None and not anew and all(held._mapping[name] == values[name] for name in values):
            return int(held.id)
        if held is None or stopped or any(held._mapping[name] != values[name] for name in RULE):
            values |= next_run(values, self._now())
        values |= WELL
        what = f"{settings.time:%H:%M} {days_said(settings.days)} {settings.timezone} in {settings.channel}"
        record(connection, author, f"set {settings.name}: {what}", self._now())
        if held is not None:
            connection.execute(subscription.update().where(subscription.c.id == held.id).values(**values))
            waiting = delivery.update().where(
                delivery.c.subscription == held.id, delivery.c.turn.is_not(None)
            )
            connection.execute(waiting.values(platform=settings.platform, place=place))
            return int(held.id)
        new = subscription.insert().values(**values, owner=owner, made_by=author.user)
        return int(connection.execute(new.returning(subscription.c.id)).scalar_one())

    def _change(self, connection: Connection, of: Subscription, values: dict[str, Any]) -> None:
        row = connection.execute(_by_id(of.id)).one()
        values |= next_run({**row._asdict(), **values}, self._now())
        connection.execute(subscription.update().where(subscription.c.id == of.id).values(**values))

    def _drop(self, connection: Connection, of: Row[Any] | Subscription, author: Author) -> None:
        connection.execute(subscription.delete().where(subscription.c.id == of.id))
        record(connection, author, f"removed {of.name}", self._now())


def next_run(values: Mapping[str, Any], after: datetime) -> dict[str, str | None]:
    """The columns of the first run after a moment and after the pause, if there is one."""
    if values.get("stopped"):
        return {"next_at": None, "slot": None}
    if values["paused_until"]:
        until = moment(values["paused_until"])
        if until == FOREVER:
            return {"next_at": None, "slot": None}
        after = max(after, until - timedelta(microseconds=1))
    at = dt.time.fromisoformat(values["time"])
    slot = next_slot(at, tuple(values["days"].split(",")), values["timezone"], after)
    return {"next_at": stamp(slot.due_at), "slot": f"{slot.day} {values['time']}"}


def _values(settings: SubscriptionSettings) -> dict[str, Any]:
    until = settings.paused_until
    first = datetime.combine(until, dt.time(), ZoneInfo(settings.timezone)) if until else None
    return {
        "platform": settings.platform,
        "name": settings.name,
        "channel": settings.channel,
        "time": settings.time.strftime("%H:%M"),
        "days": ",".join(settings.days),
        "timezone": settings.timezone,
        "when_empty": settings.when_empty,
        "mention": settings.mention,
        "silent": int(settings.silent),
        "sources": "\n".join(settings.sources),
        "language": settings.language,
        "include_rules": "\n".join(settings.filters.include),
        "exclude_rules": "\n".join(settings.filters.exclude),
        "paused_until": stamp(first) if first else None,
    }


def _by_id(number: int) -> Select[Any]:
    return select(subscription).where(subscription.c.id == number)


def _read(connection: Connection, number: int) -> Subscription:
    return subscription_of(connection.execute(_by_id(number)).one())


def subscription_of(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        owner=row.owner,
        platform=row.platform,
        place=row.place,
        name=row.name,
        channel=row.channel,
        time=_time(row.time),
        days=_days(row.days),
        timezone=row.timezone,
        when_empty=row.when_empty,
        mention=row.mention,
        silent=bool(row.silent),
        sources=tuple(row.sources.splitlines()),
        language=row.language,
        filters=Filter(_lines(row.include_rules), _lines(row.exclude_rules)),
        paused_until=moment(row.paused_until) if row.paused_until else None,
        next_at=moment(row.next_at) if row.next_at else None,
        made_by=row.made_by,
        trouble=row.trouble or "",
        stopped=bool(row.stopped),
    )


@lru_cache(maxsize=1440)
def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


@lru_cache(maxsize=128)
def _days(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())
