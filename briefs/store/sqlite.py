"""What SQLite is told when it is opened, and whether its files are still there."""

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Pool, event

from briefs.errors import StoreError

PRAGMAS = (
    "busy_timeout = 5000",  # milliseconds a writer waits for another; first, for the next one may wait too
    "journal_mode = WAL",  # readers and the writer do not wait for each other
    "synchronous = FULL",  # what was committed survives a power cut as well
    "foreign_keys = ON",
)


def take_over_transactions(engine: Engine) -> None:
    """pysqlite begins late and never IMMEDIATE; SQLAlchemy's documented recipe begins for it.

    A writer takes the lock at once: a transaction that reads first and then finds that another one
    has written fails whatever its timeout. A reader takes none, and its beginning cannot fail.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _remember_log(connection)
        elif (held := connection.connection.driver_connection) is not None:
            held.execute("BEGIN")  # at a third of what SQLAlchemy's own way takes


_logs: WeakKeyDictionary[Pool, int] = WeakKeyDictionary()
"""The number of the log file that a pool's connections write to."""


def _remember_log(connection: Connection) -> None:
    pool, file = connection.engine.pool, connection.engine.url.database
    if pool not in _logs and (number := _number(f"{file}-wal")):
        _logs[pool] = number


def check_files(connection: Connection) -> None:
    """After a write: raises StoreError when a file was deleted under us.

    SQLite notices nothing and goes on; what is written then may be gone with the program. A connection
    that is opened later makes the log anew: then it is another file.
    """
    file = connection.engine.url.database
    if connection.dialect.name != "sqlite" or not file:
        return
    log = f"{file}-wal"
    for name, there in ((file, _number(file)), (log, _number(log) == _logs.get(connection.engine.pool))):
        if not there:
            raise StoreError(f"the store {file} is not safe: {name} was deleted; restart the program")


def _number(path: str) -> int | None:
    """Of a file, which no other has; None when it is gone."""
    try:
        return Path(path).stat().st_ino
    except FileNotFoundError:
        return None
