"""The database behind the store: a file (SQLite) or the address of a server (PostgreSQL).

`reading` and `writing` are the only doors to it: both end in an answer or in one StoreError.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from briefs.errors import StoreError
from briefs.store import postgresql, sqlite
from briefs.store.failure import failure, named

REMEDY = "onrecord restore FILE puts a backup in its place"


def open_engine(place: str) -> Engine:
    """The engine for a file path or a database address, tried once. Raises StoreError."""
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=place)
        engine = _engine(url)
    except ModuleNotFoundError as error:
        needed = f"the store needs {error.name}, which is not installed"
        raise StoreError(f"{needed}: pip install 'psycopg[binary]'") from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"the store's place is not a database this program can use: {error}") from error
    with reading(engine):
        return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the store as it was at its first question, whoever writes meanwhile."""
    with _one_clear_line(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(**postgresql.READING)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that writes; all of it is kept at the end, or nothing when an error leaves.

    On SQLite it is the only one that writes. On PostgreSQL others may: `turn` is for what must not.
    """
    with _one_clear_line(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def _engine(url: URL) -> Engine:
    match url.get_backend_name():
        case "sqlite":
            file = Path(url.database or "")
            make_folder(file.parent)
            if url.database and file.is_dir():
                raise StoreError(f"the store {file} is a folder: name a file in it")
            engine = create_engine(url)
            sqlite.take_over_transactions(engine)
        case "postgresql":
            engine = create_engine(postgresql.with_driver(url), **postgresql.OPTIONS)
            postgresql.take_any_text(engine)
        case other:
            raise ArgumentError(f"{other} is neither sqlite nor postgresql")
    return engine


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = f"the store's folder {folder} cannot be made: {error.strerror}"
        raise StoreError(told, temporary=error.errno == ENOSPC) from error


@contextmanager
def _one_clear_line(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        cause = getattr(error, "orig", None) or error
        raise failure(f"the store {named(engine.url)}", cause, REMEDY) from error
