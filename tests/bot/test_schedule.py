"""When a channel is due: one instant a local date, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.daylight_saving import census
from bot.schedule import DAYS, Slot, next_slot

WEEKDAYS = DAYS[:5]


def due(at: str, zone: str, after: datetime, days: tuple[str, ...] = DAYS) -> Slot:
    return next_slot(time.fromisoformat(at), days, zone, after)


def test_it_is_due_later_today_when_the_hour_is_still_to_come() -> None:
    slot = due("08:00", "Europe/Berlin", datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
    assert slot == Slot(date(2026, 11, 23), datetime(2026, 11, 23, 7, 0, tzinfo=UTC))


def test_the_moment_itself_has_passed() -> None:
    slot = due("08:00", "Europe/Berlin", datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    assert slot.day == date(2026, 11, 24)


def test_weekdays_skip_the_weekend_of_the_zone() -> None:
    friday_evening_in_auckland = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
    assert due("08:00", "Pacific/Auckland", friday_evening_in_auckland, WEEKDAYS).day == date(2026, 11, 30)


def test_a_time_that_the_clocks_skip_moves_to_the_next_minute_there_is() -> None:
    slot = due("02:30", "Europe/Paris", datetime(2027, 3, 27, 12, 0, tzinfo=UTC))
    assert slot.due_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_show_twice_is_the_first() -> None:
    before = datetime(2027, 10, 30, 12, 0, tzinfo=UTC)
    first = due("02:30", "Europe/Paris", before)
    assert first.due_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert due("02:30", "Europe/Paris", first.due_at).day == date(2027, 11, 1)


def test_a_date_that_a_zone_left_out_has_no_run() -> None:
    days = [due("08:00", "Pacific/Apia", datetime(2011, 12, d, 20, 0, tzinfo=UTC)).day for d in (28, 29)]
    assert days == [date(2011, 12, 29), date(2011, 12, 31)]


def test_the_29th_of_february_is_a_day() -> None:
    assert due("08:00", "UTC", datetime(2028, 2, 28, 9, 0, tzinfo=UTC)).day == date(2028, 2, 29)


@pytest.mark.parametrize("zone", ["America/Havana", "Asia/Beirut", "Australia/Lord_Howe"])
def test_every_change_of_the_clocks_leaves_one_run_a_date(zone: str) -> None:
    """At midnight, at midnight backwards, by half an hour; benchmarks/daylight_saving.py asks all zones."""
    count, wrong = census([zone])
    assert count > 200
    assert wrong == []


ZONES = st.sampled_from(
    ["America/Havana", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago", "Asia/Tehran", "Europe/London", "America/Nuuk"]
)  # fmt: skip


@given(ZONES, st.times(), st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)))
def test_every_local_date_has_exactly_one_run(zone: str, at: time, start: datetime) -> None:
    moment, days = start.replace(tzinfo=UTC), []
    for _ in range(5):
        slot = next_slot(at.replace(second=0, microsecond=0), DAYS, zone, moment)
        assert slot.due_at > moment
        days.append(slot.day)
        moment = slot.due_at
    assert days == [days[0] + timedelta(days=i) for i in range(5)]
    assert moment.astimezone(ZoneInfo(zone)).date() == days[-1]
