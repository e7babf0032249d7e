"""Slots that have come become deliveries, thousands in one statement: who shares a rule shares its slot."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, literal, null, select

from bot.pace import flow
from bot.schema import delivery, subscription
from bot.stamp import micros, moment, stamp
from bot.subscription import next_run
from bot.upsert import insert

Opened = Counter[tuple[str, str]]
"""How many, by platform and state."""

MISSED = "missed; a later one was due as well"
SHARED = tuple(
    subscription.c[name]
    for name in ("platform", "next_at", "slot", "time", "days", "timezone", "paused_until", "stopped")
)


def too_late(grace: timedelta) -> str:
    hours, minutes = divmod(int(grace.total_seconds()) // 60, 60)
    return f"missed by more than {f'{hours} hours' if not minutes else f'{60 * hours + minutes} minutes'}"


def open_due(connection: Connection, now: datetime, grace: timedelta) -> Opened:
    """A delivery row for each slot that has come; of several missed ones, the last alone counts."""
    opened = Opened()
    due = select(*SHARED).where(subscription.c.next_at <= stamp(now)).distinct()
    for group in connection.execute(due).all():
        opened += _open(connection, group, now, grace)
    return opened


def _open(connection: Connection, group: Row[Any], now: datetime, grace: timedelta) -> Opened:
    opened = Opened()
    alike = and_(*(column.is_not_distinct_from(group._mapping[column.name]) for column in SHARED))
    values: dict[str, Any] = dict(group._mapping)
    while values["next_at"] <= stamp(now):
        last, following = values["slot"], next_run(values, moment(values["next_at"]))
        skipped = _skipped(values, following, now, grace)
        made = _deliveries(connection, alike, values, skipped)
        opened[group.platform, "skipped" if skipped else "pending"] += made
        values |= following
    # None moves on whose slot is not in the ledger: another process may change one in between.
    there = exists().where(delivery.c.subscription == subscription.c.id, delivery.c.slot == last)
    moved = subscription.update().where(alike, there)
    connection.execute(moved.values(next_at=values["next_at"], slot=values["slot"]))
    return opened


def _skipped(
    values: Mapping[str, Any], following: Mapping[str, Any], now: datetime, grace: timedelta
) -> str | None:
    """Why the slot is not posted any more."""
    if following["next_at"] <= stamp(now):
        return MISSED
    return too_late(grace) if now - moment(values["next_at"]) > grace else None


def _deliveries(
    connection: Connection, alike: ColumnElement[bool], values: Mapping[str, Any], skipped: str | None
) -> int:
    """How many were new; a slot that is owed already stays as it is."""
    held, due_at = subscription.c, values["next_at"]
    rank = func.row_number().over(partition_by=held.place, order_by=held.id) - 1
    turn = null() if skipped else literal(micros(moment(due_at))) + rank * flow(values["platform"]).apart
    row = {
        "subscription": held.id,
        "platform": held.platform,
        "place": held.place,
        "slot": literal(values["slot"]),
        "due_at": literal(due_at),
        "state": literal("skipped" if skipped else "pending"),
        "reason": literal(skipped),
        "turn": turn,
    }
    rows = select(*row.values()).where(alike).order_by(rank, held.id)  # as they will be read
    new = insert(connection, delivery).from_select(list(row), rows).on_conflict_do_nothing()
    return connection.execute(new).rowcount
