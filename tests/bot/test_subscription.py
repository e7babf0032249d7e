"""Subscriptions: the file owns those it names, the chat the rest; a pause owes nothing old."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.audit import Author, last_change
from bot.config import SubscriptionSettings
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.schema import audit, delivery
from bot.subscription import FOREVER, Subscription, Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.claims import claims
from tests.bot.clock import Clock

HERE = Author("U1", "discord", "server 1")
THERE = Author("U2", "discord", "server 2")


def settings(**change: Any) -> SubscriptionSettings:
    values = {"name": "morning", "platform": "discord", "channel": "11", "time": "08:00"}
    return SubscriptionSettings(**({**values, "timezone": "Europe/Berlin"} | change))


class Room:
    def __init__(self, folder: Path) -> None:
        self.engine: Engine = open_engine(str(folder / "held.db"))
        migrate(self.engine, BOT)
        self.clock = Clock("2026-11-23T06:00:00+00:00")  # 07:00 in Berlin, a Monday
        self.subscriptions = Subscriptions(self.engine, self.clock)
        self.ledger = Ledger(self.engine, self.clock)

    def slots(self) -> list[tuple[str, str, str | None]]:
        """Everything owed up to now, with what became of it."""
        self.ledger.open_due()
        with reading(self.engine) as connection:
            rows = connection.execute(select(delivery).order_by(delivery.c.id)).all()
        return [(row.slot, row.state, row.reason) for row in rows]

    def audited(self) -> list[tuple[str, str]]:
        with reading(self.engine) as connection:
            return [(r.user, r.what) for r in connection.execute(select(audit).order_by(audit.c.id))]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def due(of: Subscription) -> str:
    assert of.next_at
    return of.next_at.isoformat()


def test_the_file_leaves_the_chats_alone(room: Room) -> None:
    room.subscriptions.put(settings(name="evening", time="18:00"), HERE)
    room.subscriptions.seed([settings()])
    room.subscriptions.seed([])
    assert [(s.name, s.owner) for s in room.subscriptions.all()] == [("evening", "chat")]


def test_the_chat_and_the_file_may_use_the_same_name(room: Room) -> None:
    room.subscriptions.put(settings(time="18:00"), HERE)
    room.subscriptions.seed([settings()])
    assert {(s.owner, f"{s.time:%H}") for s in room.subscriptions.all()} == {("chat", "18"), ("file", "08")}


def test_both_of_one_name_in_one_channel_are_two_deliveries(room: Room) -> None:
    room.subscriptions.put(settings(), HERE)
    room.subscriptions.seed([settings()])
    room.clock.forward(hours=1)
    room.ledger.open_due()
    assert len({claim.key for claim in claims(room.ledger, "discord")}) == 2


def test_another_hour_is_worked_out_anew(room: Room) -> None:
    room.subscriptions.seed([settings()])
    room.subscriptions.seed([settings(time="09:30")])
    assert [due(s) for s in room.subscriptions.upcoming()] == ["2026-11-23T08:30:00+00:00"]


def test_a_change_of_anything_else_leaves_what_is_due(room: Room) -> None:
    room.subscriptions.put(settings(), HERE)
    room.clock.forward(hours=2)
    room.subscriptions.put(settings(silent=True), HERE)
    assert [slot for slot, _, _ in room.slots()] == ["2026-11-23 08:00"]


def test_one_server_does_not_see_anothers(room: Room) -> None:
    room.subscriptions.put(settings(), HERE)
    room.subscriptions.put(settings(channel="22"), THERE)
    seen = room.subscriptions.seen_from("discord", "server 1", "22")
    assert [s.channel for s in seen] == ["11"]


def test_what_the_host_set_up_is_seen_from_its_channel_alone(room: Room) -> None:
    room.subscriptions.seed([settings()])
    assert [s.name for s in room.subscriptions.seen_from("discord", "server 1", "11")] == ["morning"]
    assert room.subscriptions.seen_from("discord", "server 1", "12") == []
    assert room.subscriptions.seen_from("slack", "server 1", "11") == []


def test_who_asks_from_nowhere_sees_no_place(room: Room) -> None:
    room.subscriptions.seed([settings()])
    assert room.subscriptions.seen_from("discord", "", "12") == []


def test_a_paused_one_is_owed_nothing_old_when_it_is_resumed(room: Room) -> None:
    of = room.subscriptions.put(settings(), HERE)
    room.subscriptions.pause(of, FOREVER, HERE)
    room.clock.forward(days=3, hours=2)
    assert room.slots() == []
    assert due(room.subscriptions.resume(of, HERE)) == "2026-11-27T07:00:00+00:00"
    assert room.slots() == []


def test_a_pause_with_an_end_ends_by_itself(room: Room) -> None:
    of = room.subscriptions.put(settings(), HERE)
    paused = room.subscriptions.pause(of, datetime(2026, 11, 25, 23, tzinfo=UTC), HERE)
    assert due(paused) == "2026-11-26T07:00:00+00:00"
    room.clock.forward(days=3, hours=2)
    assert room.slots() == [("2026-11-26 08:00", "pending", None)]
    assert not paused.paused(room.clock())


def test_what_was_owed_and_not_on_its_way_is_skipped_by_a_pause(room: Room) -> None:
    of = room.subscriptions.put(settings(), HERE)
    room.clock.forward(hours=1)
    room.ledger.open_due()
    room.ledger.postpone(claims(room.ledger, "discord")[0], "busy")
    room.subscriptions.pause(of, FOREVER, HERE)
    room.clock.forward(minutes=5)
    assert claims(room.ledger, "discord") == []
    assert room.slots() == [("2026-11-23 08:00", "skipped", "paused")]


def test_what_is_on_its_way_is_left_to_arrive(room: Room) -> None:
    of = room.subscriptions.put(settings(), HERE)
    room.clock.forward(hours=1)
    room.ledger.open_due()
    claim = claims(room.ledger, "discord")[0]
    room.subscriptions.pause(of, FOREVER, HERE)
    room.ledger.sent(claim, "m1")
    assert room.slots() == [("2026-11-23 08:00", "sent", None)]


def test_the_file_can_pause_until_a_date(room: Room) -> None:
    room.subscriptions.seed([settings(time="00:00", paused_until="2026-12-01")])
    assert [due(s) for s in room.subscriptions.upcoming()] == ["2026-11-30T23:00:00+00:00"]
    assert room.subscriptions.running() == []


def test_every_change_is_written_down_with_who_made_it(room: Room) -> None:
    room.subscriptions.seed([settings()])
    of = room.subscriptions.put(settings(name="evening"), HERE)
    room.subscriptions.put(settings(name="evening"), HERE)
    room.subscriptions.pause(of, FOREVER, HERE)
    room.subscriptions.resume(of, HERE)
    room.subscriptions.remove(of, HERE)
    assert [(user, what.split(":")[0]) for user, what in room.audited()] == [
        ("config.yaml", "set morning"),
        ("U1", "set evening"),
        ("U1", "paused evening until it is resumed"),
        ("U1", "resumed evening"),
        ("U1", "removed evening"),
    ]
    change = last_change(room.engine, "discord", "server 1")
    assert change
    assert (change.at, change.what) == (room.clock(), "removed evening")
    assert last_change(room.engine, "discord", "server 2") is None
