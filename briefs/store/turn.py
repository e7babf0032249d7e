"""One after the other, where several processes share a store.

SQLite has one writer anyway. On PostgreSQL a turn is an advisory lock, given back with the end of
the transaction.
"""

from typing import Literal

from sqlalchemy import Connection, func, select

Work = Literal["migrate", "keep", "manage", "open"]
KEYS: dict[Work, int] = {
    "migrate": 0x0EC0_0001,
    "keep": 0x0EC0_0002,
    "manage": 0x0EC0_0003,  # whose schedules and feeds there are
    "open": 0x0EC0_0004,  # the slots that have come
}


def take_turn(connection: Connection, to: Work) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(KEYS[to])))


def got_turn(connection: Connection, to: Work) -> bool:
    """Whether nobody else is at it; there is no waiting."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(select(func.pg_try_advisory_xact_lock(KEYS[to]))))
