"""The ledger: a slot exists once, is claimed by one, and says what became of it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.config import SubscriptionSettings
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock

MONDAY_SEVEN = "2026-11-23T06:00:00+00:00"  # 07:00 in Berlin


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(str(tmp_path / "held.db"))
    migrate(engine, BOT)
    return engine


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY_SEVEN)


@pytest.fixture
def subscriptions(engine: Engine, clock: Clock) -> Subscriptions:
    subscriptions = Subscriptions(engine, clock)
    subscriptions.seed([settings()])
    return subscriptions


@pytest.fixture
def ledger(engine: Engine, clock: Clock, subscriptions: Subscriptions) -> Ledger:
    return Ledger(engine, clock)


def settings(**change: Any) -> SubscriptionSettings:
    values = {
        "name": "morning",
        "platform": "web",
        "channel": "desk",
        "time": "08:00",
        "timezone": "Europe/Berlin",
    }
    return SubscriptionSettings(**(values | change))


def rows(engine: Engine) -> list[Any]:
    with reading(engine) as connection:
        return list(connection.execute(select(delivery).order_by(delivery.c.id)))


def test_nothing_is_owed_before_its_hour(ledger: Ledger, engine: Engine) -> None:
    ledger.open_due()
    assert rows(engine) == []


def test_a_slot_that_has_come_is_claimed_once(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.open_due()
    assert [c.slot for c in ledger.claim(["web"])] == ["2026-11-23 08:00"]
    assert ledger.claim(["web"]) == []


def test_a_claim_waits_for_a_platform_that_is_ready(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    assert ledger.claim(["discord"]) == []
    assert len(ledger.claim(["web"])) == 1


def test_a_claim_left_by_a_kill_is_taken_up_with_the_same_key(
    ledger: Ledger, engine: Engine, clock: Clock
) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    first = ledger.claim(["web"])[0]
    clock.forward(minutes=3)
    again = Ledger(engine, clock).claim(["web"])[0]
    assert (again.key, again.tries) == (first.key, 1)
    assert len(again.key) <= 25


def test_what_was_sent_is_not_owed_any_more(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.sent(ledger.claim(["web"])[0], "m1")
    clock.forward(hours=1)
    ledger.open_due()
    assert ledger.claim(["web"]) == []
    assert [(r.state, r.message) for r in rows(engine)] == [("sent", "m1")]


def test_after_an_outage_only_the_last_slot_is_posted(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(days=3, hours=2)
    ledger.open_due()
    assert [r.state for r in rows(engine)] == ["skipped", "skipped", "skipped", "pending"]
    assert [c.slot for c in ledger.claim(["web"])] == ["2026-11-26 08:00"]


def test_a_slot_older_than_the_grace_is_skipped_with_its_reason(
    ledger: Ledger, engine: Engine, clock: Clock
) -> None:
    clock.forward(hours=8)
    ledger.open_due()
    assert [(r.state, r.reason) for r in rows(engine)] == [("skipped", "missed by more than 6 hours")]


def test_a_clock_that_is_set_back_owes_no_slot_twice(
    ledger: Ledger, subscriptions: Subscriptions, clock: Clock
) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.sent(ledger.claim(["web"])[0], "m1")
    clock.forward(hours=-1)
    subscriptions.seed([settings(time="08:01")])
    subscriptions.seed([settings(time="08:00")])
    clock.forward(hours=1)
    ledger.open_due()
    assert ledger.claim(["web"]) == []


def test_a_clock_that_is_set_forward_over_the_hour_owes_it_at_once(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1, minutes=59)
    ledger.open_due()
    assert [c.slot for c in ledger.claim(["web"])] == ["2026-11-23 08:00"]


def test_tries_wait_longer_each_time_and_end(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    start, tries = clock.time, 0
    while rows(engine)[0].state != "failed":
        for claim in ledger.claim(["web"]):
            tries += 1
            ledger.postpone(claim, "the platform did not answer")
        clock.forward(seconds=5)
    assert tries == 6
    assert (clock.time - start).total_seconds() == pytest.approx(1800, abs=60)
    assert rows(engine)[0].reason == "given up after 6 tries: the platform did not answer"


def test_tries_that_kills_ended_do_not_end_the_half_hour(
    ledger: Ledger, engine: Engine, clock: Clock
) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.keep_card(ledger.claim(["web"])[0], "a card")
    for _ in range(8):
        clock.forward(seconds=121)
        [claim] = ledger.claim(["web"])
    ledger.postpone(claim, "the platform did not answer")
    assert rows(engine)[0].state == "pending"


def test_a_longer_wait_asked_for_by_the_platform_is_kept(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.postpone(ledger.claim(["web"])[0], "slow down", after=600)
    clock.forward(seconds=599)
    assert ledger.claim(["web"]) == []
    clock.forward(seconds=2)
    assert len(ledger.claim(["web"])) == 1


def test_seeding_again_keeps_what_is_due(ledger: Ledger, subscriptions: Subscriptions, clock: Clock) -> None:
    clock.forward(hours=2)
    subscriptions.seed([settings(channel="other")])
    ledger.open_due()
    assert [c.to.channel for c in ledger.claim(["web"])] == ["other"]


def test_now_owes_every_channel_beside_its_slots(
    ledger: Ledger, subscriptions: Subscriptions, clock: Clock
) -> None:
    ledger.owe(subscriptions.running())
    clock.forward(hours=1)
    ledger.open_due()
    assert [c.slot[:3] for c in ledger.claim(["web"])] == ["now", "202"]
