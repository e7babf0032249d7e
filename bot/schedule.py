"""When a channel is next due: a local date, a local time, and zoneinfo. Pure; the clock is passed in.

APScheduler's cron triggers skip or double a day at some clock changes, so nothing of a reader's
time goes into one: a slot is a local date, and its instant is worked out here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One run that is owed: `day` is the local date, `due_at` the instant in UTC."""

    day: date
    due_at: datetime


@lru_cache(maxsize=1024)  # thousands of channels share an hour
def next_slot(at: time, days: tuple[str, ...], zone: str, after: datetime) -> Slot:
    """The first slot whose instant lies after `after`. One a local date; there always is one."""
    where = ZoneInfo(zone)
    day = after.astimezone(where).date() - ONE_DAY
    while True:
        due_at = instant(day, at, where) if DAYS[day.weekday()] in days else None
        if due_at is not None and due_at > after:
            return Slot(day, due_at)
        day += ONE_DAY


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When the local time strikes on that date, in UTC.

    A time that the clocks skip moves to the next minute that exists, one that they show twice is
    the first of the two. None on a date that the zone left out (Samoa had no 30 December 2011).
    """
    local = datetime.combine(day, at)
    while True:
        moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment
        local += ONE_MINUTE
        if local.date() != day and not _exists(day, zone):
            return None


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether any noon, morning or evening of that date was ever shown by the zone's clocks."""
    return any(
        datetime.combine(day, time(hour), zone).astimezone(UTC).astimezone(zone).date() == day
        for hour in (0, 6, 12, 18, 23)
    )
