"""The store's file copied while the program runs, and put back. A server has pg_dump for that."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from briefs.errors import StoreError
from briefs.store.engine import make_folder, open_engine
from briefs.store.failure import failure, named
from briefs.store.migrate import Migrations, standing

PATIENCE = 5.0  # seconds for whoever locks the file


def back_up(place: str, backup: Path) -> int:
    """Copies the store of that place as it is at one moment, whoever writes meanwhile.

    Gives the number of articles. Raises StoreError, and leaves nothing behind then.
    """
    store = _file_of(place, "pg_dump --format=custom --file=FILE")
    if backup.exists():
        raise StoreError(f"{backup} is there already: name another file")
    if not backup.absolute().parent.is_dir():
        raise StoreError(f"there is no folder {backup.absolute().parent}")
    _has_articles(store, f"the store {store}")
    with _finished(backup, f"{backup.name}.part") as part:
        return _copy(store, part, backup)


def restore(
    backup: Path, place: str, rooms: Sequence[Migrations], prepare: Callable[[str], object] = str
) -> Path | None:
    """Puts a backup in the store's place. What was there is kept beside it, and its path given.

    `prepare` is called with the place of the copy, before it becomes the store. Raises StoreError: then
    the store is what it was.
    """
    store = _file_of(place, "pg_restore --clean --if-exists --dbname=NAME FILE, then onrecord restore")
    _has_articles(backup, str(backup))
    kept = store.with_name(f"{store.name}.before-restore")
    if kept.exists():
        raise StoreError(f"{kept} is there already: move it away first")
    _nobody_uses(store)
    make_folder(store.parent)
    with _finished(store, f"{store.name}.restoring") as part:
        _copy(backup, part, store)
        _not_newer(part, backup, rooms)
        prepare(str(part))
        _nobody_uses(store)
        return _keep(store, kept)


def store_file(place: str) -> Path | None:
    """None when the store is a server's."""
    if "://" not in place:
        return Path(place)
    url = make_url(place)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def check_file(file: Path, what: str) -> None:
    """Raises StoreError when a page, an index or a reference of the file is not what it should be."""
    with _opened(file, what) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or lost:
        why = said.splitlines()[-1] if said != "ok" else f"a row of {lost[0]} belongs to none of {lost[2]}"
        raise StoreError(f"{what} is a damaged database: {why}")


def _file_of(place: str, other: str) -> Path:
    """`other` is what does it for a server."""
    file = store_file(place)
    if file is None:
        raise StoreError(f"the store {named(place)} is a server's: use its own {other}")
    return file


@contextmanager
def _finished(file: Path, name: str) -> Iterator[Path]:
    """A file to work on beside the one wanted, which it becomes in one step when all went well."""
    part = file.with_name(name)
    try:
        part.unlink(missing_ok=True)
        yield part
        part.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(file: Path, what: str, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there already."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    with _one_clear_line(what):
        if not file.exists():
            raise StoreError(f"{what} is not there")
        with closing(sqlite3.connect(address, patience, uri=True)) as connection:
            yield connection


@contextmanager
def _created(file: Path, what: str) -> Iterator[sqlite3.Connection]:
    with _one_clear_line(what), closing(sqlite3.connect(file)) as connection:
        yield connection


@contextmanager
def _one_clear_line(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise failure(what, error) from error
    except OSError as error:
        raise StoreError(f"{what} cannot be opened: {error.strerror}") from error


def _has_articles(file: Path, what: str) -> None:
    with _opened(file, what) as connection:
        names = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'briefs_version'")
        if names.fetchone() is None:
            raise StoreError(f"{what} is not a store of On Record")


def _copy(file: Path, part: Path, wanted: Path) -> int:
    """SQLite's own backup: of one moment, and nobody waits for it."""
    with _opened(file, str(file)) as connection, _created(part, str(wanted)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read from anywhere
        count: int = copy.execute("SELECT count(*) FROM article").fetchone()[0]
    check_file(part, str(file))
    return count


def _nobody_uses(store: Path) -> None:
    """SQLite leaves its write-ahead mode only when nobody else has the file open.

    With that the file is whole by itself. A damaged one cannot be asked; that is why one restores.
    """
    if not store.exists():
        return
    try:
        with _opened(store, f"the store {store}", patience=0) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except StoreError as error:
        name = getattr(error.__cause__, "sqlite_errorname", "")
        if name not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise StoreError(f"the store {store} is in use: stop the program first ({error})") from error


def _not_newer(part: Path, backup: Path, rooms: Sequence[Migrations]) -> None:
    engine = open_engine(str(part))
    try:
        if any(standing(engine, room) == "newer" for room in rooms):
            raise StoreError(f"{backup} was written by a newer version of this program; use that")
    finally:
        engine.dispose()


def _keep(store: Path, kept: Path) -> Path | None:
    """A second name for the old store, so that at no moment there is none in its place.

    A damaged one may have a log beside it, which must not be taken for that of the new one.
    """
    if not store.exists():
        return None
    os.link(store, kept)
    for log in ("-wal", "-shm"):
        if (beside := Path(f"{store}{log}")).exists():
            beside.replace(f"{kept}{log}")
    return kept
