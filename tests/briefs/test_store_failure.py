"""What a database's refusal means to whoever starts the program: try again, or mend something. It ..."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefs.errors import StoreError
from briefs.store import open_engine, writing
from tests.postgres import Postgres


def test_it_is_worth_another_try_when_another_program_locks_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefs.store.sqlite.PRAGMAS", ("busy_timeout = 0", "journal_mode = WAL"))
    engine = open_engine(str(tmp_path / "held.db"))
    with closing(sqlite3.connect(tmp_path / "held.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked by another program") as told, writing(engine):
            pass
    assert told.value.temporary
    engine.dispose()


def test_it_is_worth_another_try_when_the_server_is_away() -> None:
    with pytest.raises(StoreError) as told:
        open_engine("postgresql://ann@127.0.0.1:1/news")
    assert told.value.temporary


def test_it_needs_somebody_when_the_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "held.db").write_text("Dear diary, nothing happened. " * 100)
    with pytest.raises(StoreError, match="is not a database") as told:
        open_engine(str(tmp_path / "held.db"))
    assert not told.value.temporary


def test_it_needs_somebody_when_the_server_has_no_such_database(postgres: Postgres) -> None:
    with postgres.new_database() as address, pytest.raises(StoreError) as told:
        open_engine(address.replace("/test_", "/no_such_"))
    assert not told.value.temporary
