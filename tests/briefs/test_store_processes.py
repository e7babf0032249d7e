"""Several processes, and one that is killed: the store ..."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from briefs.store import Query, Store, open_engine, open_store, writing
from tests.briefs.store_examples import ferry

ROOT = Path(__file__).parents[2]


def writer(place: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.briefs.store_writer", str(place), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def opened(place: Path) -> Store:
    return open_store(open_engine(str(place)), lambda: datetime.now(UTC))


def assert_sound(place: Path) -> None:
    engine = open_engine(str(place))
    with writing(engine) as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        for index in ("article_words", "finding_words"):
            connection.execute(text(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"))
    engine.dispose()


def test_it_is_made_once_and_written_by_several_at_the_same_time(tmp_path: Path) -> None:
    place = tmp_path / "store.db"
    writers = [writer(place, name, 40) for name in ("ann", "bob", "cai")]
    for process in writers:
        process.communicate(timeout=60)
    assert [process.returncode for process in writers] == [0, 0, 0]
    assert_sound(place)
    store = opened(place)
    assert store.count() == 120
    facts = store.find(Query(kinds=("actor",), limit=1000))
    assert [fact.held.number for fact in facts] == [number for number in range(120, 0, -1) for _ in "ab"]
    store.close()


@pytest.mark.parametrize("after", [1, 3, 8])
def test_it_holds_everything_that_was_kept_before_a_kill(tmp_path: Path, after: int) -> None:
    place = tmp_path / "store.db"
    with writer(place, "ann", 100_000) as process:
        assert process.stdout is not None
        kept = [process.stdout.readline().strip() for _ in range(after)]
        process.kill()
        kept += process.stdout.read().split()
    assert_sound(place)
    store = opened(place)
    assert store.count() >= len(kept)
    assert all(store.holds(ferry(key).article) for key in kept)
    assert len(store.find(Query(limit=100_000))) == store.count() * len(store.find(Query(article=1)))
    store.close()
