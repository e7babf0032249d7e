"""The store's database when it is a file ..."""

import re
import sqlite3
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, text

import bot.schema
import briefs.store.schema
from bot.migrations import BOT
from briefs.errors import StoreError
from briefs.store import Migrations, Store, migrate, open_engine, open_store, reading, sqlite, writing
from briefs.store.migrations import BRIEFS
from tests.briefs.store_examples import ferry, harbour


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "50% of it" / "store.db"


def opened(place: Path) -> Store:
    return open_store(open_engine(str(place)), now)


# ---- opening


def test_it_is_made_with_its_folder_and_safe_settings(place: Path) -> None:
    engine = open_engine(str(place))
    with reading(engine) as connection:
        values = {name: connection.scalar(text(f"PRAGMA {name}"))
                  for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    engine.dispose()
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_it_opens_by_address_too(place: Path) -> None:
    store = opened(place)
    store.add(harbour())
    store.close()
    again = open_store(open_engine(f"sqlite:///{place}"), now)
    assert again.count() == 1
    again.close()


def test_it_opens_without_alembic_when_it_is_up_to_date(place: Path) -> None:
    opened(place).close()
    code = (
        "import sys; from datetime import datetime, UTC; from briefs.store import open_engine, open_store\n"
        f"open_store(open_engine({str(place)!r}), lambda: datetime.now(UTC)).close()\n"
        "print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.parametrize("address", ["nosuchthing://host/db", "postgresql+nosuchdriver://host/db", "://"])
def test_it_says_that_an_address_is_no_database(address: str) -> None:
    with pytest.raises(StoreError, match="is not a database this program can use"):
        open_engine(address)


def test_it_says_that_a_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database, but long enough to look into. " * 50)
    with pytest.raises(StoreError, match=r"notes\.txt is not a database: onrecord restore FILE puts"):
        open_engine(str(tmp_path / "notes.txt"))


def test_it_says_that_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=re.escape(f"the store {tmp_path} is a folder: name a file in it")):
        open_engine(str(tmp_path))


def test_it_says_that_its_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=re.escape(f"folder {tmp_path}/file cannot be made")):
        open_engine(str(tmp_path / "file" / "store.db"))


def test_it_says_that_it_is_damaged(place: Path) -> None:
    store = opened(place)
    store.add(harbour())
    store.close()
    data = place.read_bytes()
    place.write_bytes(data[:4096] + bytes(len(data) - 4096))
    with pytest.raises(StoreError, match="damaged"):
        opened(place)


def test_it_keeps_its_search_in_step_with_its_tables(place: Path) -> None:
    store = opened(place)
    for brief in (harbour(), ferry(), replace(ferry("harbour"), title="Other"), harbour(title="Third\0")):
        store.add(brief)
    with writing(store._engine) as connection:
        for index in ("article_words", "finding_words"):
            connection.execute(text(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"))
    held = store.article(1)
    assert held is not None
    assert held.brief == harbour(title="Third\0")
    store.close()


# ---- versions


def test_it_says_that_a_newer_version_has_written_it(place: Path) -> None:
    opened(place).close()
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE briefs_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="written by a newer version"):
        opened(place)


@pytest.mark.parametrize(
    ("migrations", "metadata"), [(BRIEFS, briefs.store.schema.metadata), (BOT, bot.schema.metadata)]
)
def test_it_gets_the_tables_that_the_schema_says(
    place: Path, migrations: Migrations, metadata: MetaData
) -> None:
    engine = open_engine(str(place))
    migrate(engine, migrations)
    known = set(metadata.tables)
    with reading(engine) as connection:
        options = {
            "include_name": lambda name, kind, _: kind != "table" or name in known,
            "compare_type": True,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


@pytest.mark.parametrize("migrations", [BRIEFS, BOT])
def test_it_knows_its_newest_migration(migrations: Migrations) -> None:
    assert ScriptDirectory(str(migrations.folder)).get_current_head() == migrations.head


def test_it_keeps_the_tables_of_both_rooms(place: Path) -> None:
    engine = open_engine(str(place))
    for _ in range(2):
        migrate(engine, BRIEFS)
        migrate(engine, BOT)
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT version_num FROM briefs_version")) == BRIEFS.head
        assert connection.scalar(text("SELECT version_num FROM bot_version")) == BOT.head
    engine.dispose()


# ---- reading and writing


@pytest.fixture
def engine(place: Path) -> Engine:
    engine = open_engine(str(place))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE mark (word TEXT)"))
    return engine


def marks(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(text("SELECT word FROM mark")))


def put(engine: Engine, word: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO mark VALUES (:word)"), {"word": word})


def test_it_keeps_all_of_a_write_or_nothing(engine: Engine) -> None:
    put(engine, "kept")
    with suppress(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("INSERT INTO mark VALUES ('lost')"))
        _ = 1 / 0
    assert marks(engine) == ["kept"]


def test_it_is_read_while_somebody_writes(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO mark VALUES ('new')"))
        assert marks(engine) == []
    assert marks(engine) == ["new"]


def test_it_is_written_while_somebody_reads(engine: Engine) -> None:
    with reading(engine) as connection:
        question = text("SELECT count(*) FROM mark")
        assert connection.scalar(question) == 0
        put(engine, "new")
        assert connection.scalar(question) == 0
    assert marks(engine) == ["new"]


def test_it_says_that_it_is_locked(place: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", ("busy_timeout = 1",))
    impatient = open_engine(str(place))
    with writing(engine), pytest.raises(StoreError, match="locked by another program"), writing(impatient):
        pass
    impatient.dispose()


def test_it_says_that_the_disk_is_full_and_loses_nothing(place: Path) -> None:
    store = opened(place)
    store.add(harbour())
    with reading(store._engine) as connection:  # the one connection of the pool keeps the limit
        connection.execute(text("PRAGMA max_page_count = 1"))
    with pytest.raises(StoreError, match="the disk is full") as told:
        _ = [store.add(ferry(str(number))) for number in range(1000)]
    assert told.value.temporary
    held = store.article(1)
    assert held is not None
    assert held.brief == harbour()
    store.close()
