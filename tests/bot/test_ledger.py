"""The ledger: a slot exists once, is claimed by one, and says what became of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from bot.config import SubscriptionSettings
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading, writing
from tests.bot.claims import claims
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
    assert [c.slot for c in claims(ledger)] == ["2026-11-23 08:00"]
    assert claims(ledger) == []


def test_a_claim_waits_for_a_platform_that_is_ready(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    assert claims(ledger, "discord") == []
    assert len(claims(ledger)) == 1


def test_a_claim_left_by_a_kill_is_taken_up_with_the_same_key(
    ledger: Ledger, engine: Engine, clock: Clock
) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    first = claims(ledger)[0]
    clock.forward(minutes=3)
    again = claims(Ledger(engine, clock))[0]
    assert (again.key, again.tries) == (first.key, 1)
    assert len(again.key) <= 25


def test_what_is_removed_after_it_was_taken_is_not_sent(
    ledger: Ledger, subscriptions: Subscriptions, clock: Clock
) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    [taken] = ledger.take("web")
    subscriptions.seed([])
    assert ledger.claim(taken) is None


def test_what_another_took_over_is_theirs_to_send(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    [ours] = ledger.take("web")
    clock.forward(minutes=3)
    [theirs] = ledger.take("web")
    assert ledger.claim(ours) is None
    claim = ledger.claim(theirs)
    assert claim is not None
    assert claim.tries == 1


def test_what_waits_in_an_older_store_is_claimed_after_it_was_brought_on(
    tmp_path: Path, clock: Clock
) -> None:
    engine = open_engine(str(tmp_path / "older.db"))
    migrate(engine, replace(BOT, head="0009"))
    Subscriptions(engine, clock).seed([settings()])
    with writing(engine) as connection:
        connection.execute(text("UPDATE subscription SET place = 'T1'"))
        connection.execute(
            text(
                "INSERT INTO delivery (subscription, platform, slot, due_at, state, turn)"
                " SELECT id, platform, slot, next_at, 'pending', 1 FROM subscription"
            )
        )
    migrate(engine, BOT)
    ledger = Ledger(engine, clock)
    assert ledger.take("web", without=["T1"]) == []
    assert [taken.place for taken in ledger.take("web")] == ["T1"]


def test_what_was_sent_is_not_owed_any_more(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.sent(claims(ledger)[0], "m1")
    clock.forward(hours=1)
    ledger.open_due()
    assert claims(ledger) == []
    assert [(r.state, r.message) for r in rows(engine)] == [("sent", "m1")]


def test_after_an_outage_only_the_last_slot_is_posted(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(days=3, hours=2)
    ledger.open_due()
    assert [r.state for r in rows(engine)] == ["skipped", "skipped", "skipped", "pending"]
    assert [c.slot for c in claims(ledger)] == ["2026-11-26 08:00"]


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
    ledger.sent(claims(ledger)[0], "m1")
    clock.forward(hours=-1)
    subscriptions.seed([settings(time="08:01")])
    subscriptions.seed([settings(time="08:00")])
    clock.forward(hours=1)
    ledger.open_due()
    assert claims(ledger) == []


def test_a_clock_that_is_set_forward_over_the_hour_owes_it_at_once(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1, minutes=59)
    ledger.open_due()
    assert [c.slot for c in claims(ledger)] == ["2026-11-23 08:00"]


def test_tries_wait_longer_each_time_and_end(ledger: Ledger, engine: Engine, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    start, tries = clock.time, 0
    while rows(engine)[0].state != "failed":
        for claim in claims(ledger):
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
    ledger.keep_card(claims(ledger)[0], "a card")
    for _ in range(8):
        clock.forward(seconds=121)
        [claim] = claims(ledger)
    ledger.postpone(claim, "the platform did not answer")
    assert rows(engine)[0].state == "pending"


def test_a_longer_wait_asked_for_by_the_platform_is_kept(ledger: Ledger, clock: Clock) -> None:
    clock.forward(hours=1)
    ledger.open_due()
    ledger.postpone(claims(ledger)[0], "slow down", after=600)
    clock.forward(seconds=599)
    assert claims(ledger) == []
    clock.forward(seconds=2)
    assert len(claims(ledger)) == 1


def test_seeding_again_keeps_what_is_due(ledger: Ledger, subscriptions: Subscriptions, clock: Clock) -> None:
    clock.forward(hours=2)
    subscriptions.seed([settings(channel="other")])
    ledger.open_due()
    assert [c.to.channel for c in claims(ledger)] == ["other"]


def test_now_owes_every_channel_beside_its_slots(
    ledger: Ledger, subscriptions: Subscriptions, clock: Clock
) -> None:
    ledger.owe(subscriptions.running())
    clock.forward(hours=1)
    ledger.open_due()
    assert [c.slot[:3] for c in claims(ledger)] == ["now", "202"]
