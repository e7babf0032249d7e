"""A backup, and putting it back: it ..."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.migrations import BOT
from briefs.errors import StoreError
from briefs.store import Store, migrate, open_engine, open_store
from briefs.store.backup import back_up, restore
from briefs.store.migrations import BRIEFS
from tests.briefs.store_examples import ferry, harbour
from tests.briefs.test_store_processes import ROOT, assert_sound, writer

ROOMS = (BRIEFS, BOT)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A closed store of one article."""
    place = tmp_path / "data" / "store.db"
    store = opened(place)
    store.add(harbour())
    store.close()
    return place


@pytest.fixture
def backup(tmp_path: Path, place: Path) -> Path:
    backup = tmp_path / "backup.db"
    back_up(str(place), backup)
    return backup


def opened(place: Path) -> Store:
    engine = open_engine(str(place))
    migrate(engine, BOT)
    return open_store(engine, lambda: datetime.now(UTC))


def titles(place: Path) -> list[str]:
    store = opened(place)
    held = [held.brief.title for held in store.articles(limit=1000)]
    store.close()
    return held


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


# ---- backing up


def test_it_is_one_file_that_opens_like_the_store(tmp_path: Path, place: Path) -> None:
    assert back_up(str(place), tmp_path / "backup.db") == 1
    assert names(tmp_path) == {"data", "backup.db"}
    assert titles(tmp_path / "backup.db") == [harbour().title]


def test_it_is_whole_while_another_process_writes(tmp_path: Path, place: Path) -> None:
    with writer(place, "ann", 100_000) as process:
        assert process.stdout is not None
        for number in range(4):
            before = process.stdout.readline()
            count = back_up(f"sqlite:///{place}", tmp_path / f"{number}.db")
            assert process.poll() is None
            assert process.stdout.readline() != before
            assert_sound(tmp_path / f"{number}.db")
            assert len(titles(tmp_path / f"{number}.db")) == count > number
        process.kill()


def test_it_overwrites_nothing(tmp_path: Path, place: Path) -> None:
    (tmp_path / "backup.db").write_text("yesterday's")
    with pytest.raises(StoreError, match="is there already: name another file"):
        back_up(str(place), tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "yesterday's"


def test_it_makes_no_store_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the store .*nothing\.db is not there$"):
        back_up(str(tmp_path / "nothing.db"), tmp_path / "backup.db")
    assert names(tmp_path) == set()


def test_it_says_that_its_folder_is_not_there(tmp_path: Path, place: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder .*/nowhere$"):
        back_up(str(place), tmp_path / "nowhere" / "backup.db")


def test_it_is_not_kept_when_the_store_is_damaged(tmp_path: Path, place: Path) -> None:
    data = place.read_bytes()
    place.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    with pytest.raises(StoreError, match="is a damaged database"):
        back_up(str(place), tmp_path / "backup.db")
    assert names(tmp_path) == {"data"}


def test_it_says_that_the_disk_has_no_room_and_leaves_nothing(tmp_path: Path, place: Path) -> None:
    half = place.stat().st_size // 2
    code = (
        f"from briefs.store.backup import *\nback_up({str(place)!r}, Path({str(tmp_path / 'backup.db')!r}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (half, half)),
        capture_output=True,
        text=True,
    )
    last = run.stderr.splitlines()[-1]
    assert last.endswith("backup.db cannot be read or written: the disk gave an error")
    assert names(tmp_path) == {"data"}


def test_it_says_what_backs_up_a_server(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        back_up("postgresql://ann:hush@db/news", tmp_path / "backup.db")
    assert str(caught.value) == (
        "the store postgresql://db/news is a server's: use its own pg_dump --format=custom --file=FILE"
    )


# ---- putting it back


def test_it_takes_the_place_of_the_store_which_is_kept(place: Path, backup: Path) -> None:
    store = opened(place)
    store.add(ferry())
    store.close()
    kept = restore(backup, str(place), ROOMS)
    assert kept == place.with_name("store.db.before-restore")
    assert titles(place) == [harbour().title]
    assert titles(kept) == [ferry().title, harbour().title]
    assert titles(backup) == [harbour().title]
    assert names(place.parent) == {"store.db", "store.db.before-restore"}


def test_it_is_put_where_no_store_was(tmp_path: Path, backup: Path) -> None:
    assert restore(backup, str(tmp_path / "new" / "store.db"), ROOMS) is None
    assert titles(tmp_path / "new" / "store.db") == [harbour().title]


def test_it_takes_the_place_of_a_damaged_store_and_not_of_its_log(place: Path, backup: Path) -> None:
    place.write_bytes(b"no database at all " * 1000)
    Path(f"{place}-wal").write_bytes(b"what it wrote last")
    restore(backup, str(place), ROOMS)
    assert not Path(f"{place}-wal").exists()
    assert titles(place) == [harbour().title]
    assert place.with_name("store.db.before-restore").read_bytes().startswith(b"no database")


def test_it_is_refused_while_the_program_runs(place: Path, backup: Path) -> None:
    code = f"import sys; from tests.briefs.test_backup import *; s = opened(Path({str(place)!r})); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=-1, stdout=-1) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StoreError, match="is in use: stop the program first"):
            restore(backup, str(place), ROOMS)
        process.communicate()
    assert not place.with_name("store.db.before-restore").exists()
    restore(backup, str(place), ROOMS)


def test_it_is_refused_when_a_restored_store_was_not_looked_at_yet(place: Path, backup: Path) -> None:
    restore(backup, str(place), ROOMS)
    with pytest.raises(StoreError, match="before-restore is there already: move it away first"):
        restore(backup, str(place), ROOMS)


@pytest.mark.parametrize(
    ("made_of", "said"),
    [
        (None, "is not there"),
        ("Dear diary, nothing happened. " * 200, "is not a database"),
        ("", "is not a store of On Record"),
    ],
)
def test_it_is_refused_when_it_is_no_backup(
    place: Path, tmp_path: Path, made_of: str | None, said: str
) -> None:
    other = tmp_path / "other.db"
    if made_of is not None:
        other.write_text(made_of)
    with pytest.raises(StoreError, match=f"other.db {said}$"):
        restore(other, str(place), ROOMS)
    assert titles(place) == [harbour().title]


def test_it_is_refused_when_it_is_damaged(place: Path, backup: Path) -> None:
    data = backup.read_bytes()
    os.truncate(backup, len(data) // 2)
    with pytest.raises(StoreError, match=r"backup\.db is a damaged database"):
        restore(backup, str(place), ROOMS)
    assert titles(place) == [harbour().title]
    assert names(place.parent) == {"store.db"}


@pytest.mark.parametrize("room", ROOMS)
def test_it_is_refused_when_a_newer_version_made_it(place: Path, backup: Path, room: object) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"UPDATE {room.version_table} SET version_num = '9999'")  # type: ignore[attr-defined]
        connection.commit()
    with pytest.raises(StoreError, match=r"backup\.db was written by a newer version"):
        restore(backup, str(place), ROOMS)
    assert titles(place) == [harbour().title]
    assert names(place.parent) == {"store.db"}
