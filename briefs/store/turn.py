"""One after the other, where several processes share a store.

SQLite has one writer anyway. On PostgreSQL a turn is an advisory lock, given back with the end of
the transaction.
"""

from typing import Literal

from sqlalchemy import Connection, func, select

KEYS = {"migrate": 0x0EC0_0001, "keep": 0x0EC0_0002}


def take_turn(connection: Connection, to: Literal["migrate", "keep"]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(KEYS[to])))
