"""The database behind the store: a file (SQLite) or an address of a server.

`reading` and `writing` are the only doors to it: both end in an answer or in one StoreError.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from briefs.errors import StoreError

PRAGMAS = (
    "busy_timeout = 5000",  # milliseconds a writer waits for another; first, for the next one may wait too
    "journal_mode = WAL",  # readers and the writer do not wait for each other
    "synchronous = FULL",  # what was committed survives a power cut as well
    "foreign_keys = ON",
    "cache_size = -32000",  # KiB at most a connection, where the default is 2 MB
)

MEANING = {
    "SQLITE_NOTADB": "is not a database",
    "SQLITE_CORRUPT": "is a damaged database",
    "SQLITE_BUSY": "is locked by another program",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_READONLY": "cannot be written",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: the disk gave an error",
}


def open_engine(place: str) -> Engine:
    """The engine for a file path or a database address, tried once. Raises StoreError."""
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=place)
        if url.get_backend_name() == "sqlite":
            _make_folder(url)
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"the store's place is not a database this program can use: {error}") from error
    if engine.dialect.name == "sqlite":
        _take_over_transactions(engine)
    with reading(engine):
        return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the store as it was at its first question, whoever writes meanwhile."""
    with _one_clear_line(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone writes; all of it is kept at the end, or nothing when an error leaves."""
    with _one_clear_line(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def _make_folder(url: URL) -> None:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the store's folder {folder} cannot be made: {error.strerror}") from error


def _take_over_transactions(engine: Engine) -> None:
    """pysqlite begins late and never IMMEDIATE; SQLAlchemy's documented recipe begins for it.

    A writer takes the lock at once: a transaction that reads first and then finds that another one
    has written fails whatever its timeout. Readers take none.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _one_clear_line(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        raise StoreError(_line(engine, error)) from error


def _line(engine: Engine, error: DBAPIError | PoolTimeout) -> str:
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", "")
    meaning = next((words for start, words in MEANING.items() if name.startswith(start)), None)
    if meaning is None:
        return f"the store did not answer: {str(cause).strip().splitlines()[0]}"
    return f"the store {engine.url.database} {meaning}"
