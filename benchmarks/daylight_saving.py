"""The daylight-saving census: is every daily time due once on every local date, whatever the clocks do?

Every set of zone rules, every change of its clocks in the years 2015 to 2030, daily times 00:00 to 03:30
in steps of half an hour, from two days before the change to two days after it. What is expected is read
off the clock itself, minute by minute: the first minute of the date that shows the time or a later one.

Run: python -m benchmarks.daylight_saving
"""

import importlib.resources
import sys
import time as clock
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedule import DAYS, Slot, next_slot
from bot.zone import zones

YEARS = (2015, 2030)
TIMES = tuple(time(minutes // 60, minutes % 60) for minutes in range(0, 211, 30))
AROUND = timedelta(days=2)
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)

Case = tuple[str, date, time]


def census(names: Iterable[str]) -> tuple[int, list[tuple[Case, str]]]:
    """How many cases there are, and what is wrong with which."""
    count, wrong = 0, []
    for name in names:
        for change in changes(ZoneInfo(name)):
            expected = shown(ZoneInfo(name), change)
            for at in TIMES:
                count += 1
                due, right = list(slots(name, change, at)), expected[at]
                if due != right:
                    wrong.append(((name, change, at), f"{due} instead of {right}"))
    return count, wrong


def rule_sets() -> list[str]:
    """One zone of each set of rules: many names share one."""
    named: dict[bytes, str] = {}
    for zone in zones():
        *folders, file = zone.split("/")
        data = importlib.resources.files(".".join(["tzdata", "zoneinfo", *folders])) / file
        named.setdefault(data.read_bytes(), zone)
    return list(named.values())


def changes(zone: ZoneInfo) -> Iterator[date]:
    """The dates, in UTC, on which the clocks are set."""
    day = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    while day.year <= YEARS[1]:
        if day.astimezone(zone).utcoffset() != (day + ONE_DAY).astimezone(zone).utcoffset():
            yield day.date()
        day += ONE_DAY


def slots(zone: str, change: date, at: time) -> Iterator[Slot]:
    """The runs on the local dates around the change, as the program works them out."""
    moment = datetime.combine(change, time(), UTC) - AROUND - ONE_DAY
    while (slot := next_slot(at, DAYS, zone, moment)).day <= change + AROUND:
        if slot.day >= change - AROUND:
            yield slot
        moment = slot.due_at


def shown(zone: ZoneInfo, change: date) -> dict[time, list[Slot]]:
    """The same runs, found by looking at the clock every minute."""
    first: dict[time, dict[date, datetime]] = {at: {} for at in TIMES}
    moment = datetime.combine(change, time(), UTC) - AROUND - ONE_DAY
    for _ in range((2 * AROUND + 3 * ONE_DAY) // ONE_MINUTE):
        local = moment.astimezone(zone)
        for at in TIMES:
            if local.time() >= at:
                first[at].setdefault(local.date(), moment)
        moment += ONE_MINUTE
    wanted = (change - AROUND, change + AROUND)
    return {
        at: [Slot(day, due) for day, due in found.items() if wanted[0] <= day <= wanted[1]]
        for at, found in first.items()
    }


def main(names: Sequence[str]) -> int:
    begun = clock.monotonic()
    chosen = names or rule_sets()
    count, wrong = census(chosen)
    for (zone, change, at), what in wrong[:20]:
        print(f"{zone} {change} {at:%H:%M}: {what}")
    print(
        f"{len(chosen)} sets of rules, {count} cases, {len(wrong)} wrong, {clock.monotonic() - begun:.0f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
