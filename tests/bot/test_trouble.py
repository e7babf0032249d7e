"""The whole program when its store is in trouble: commands still answer, writing fails in one line,
/healthz is red until it is over. And on PostgreSQL, beside another copy."""

import asyncio
import json
import re
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from briefs.store.engine import REMEDY
from tests.bot.newsroom import HARBOUR
from tests.bot.program import Program, asked, started, write_config
from tests.postgres import Postgres

CONFIG = """\
sources: [{folder: news}]
platforms: {web: {port: 0}}
subscriptions:
  - {name: morning, platform: web, channel: desk, time: 08:00, timezone: Europe/Berlin}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = write_config(tmp_path, CONFIG)
    (tmp_path / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return config


async def health(program: Program) -> tuple[int, str]:
    """Its status, and what it says of the store."""
    address = re.search(r"http://[\d.:]+", "\n".join(program.printed))
    assert address
    async with aiohttp.ClientSession() as session, session.get(f"{address[0]}/healthz") as answer:
        return answer.status, json.loads(await answer.text())["store"]


def let_grow(program: Program, size: int) -> None:
    """No file of the program may grow beyond that many bytes."""
    _, most = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (size, most))


async def test_when_the_disk_takes_no_more(config: Path) -> None:
    async with started(config) as program:
        await program.line("Ctrl+C")
        assert await health(program) == (200, "ok")
        let_grow(program, 1)
        status, said = await health(program)
        assert (status, said.partition(" the disk ")[2]) == (503, "gave an error")
        answered, printed, _ = await asked("stats", "unit:percent", "--config", str(config))
        assert (answered, "18%" in printed) == (0, True)
        let_grow(program, resource.RLIM_INFINITY)
        assert await health(program) == (200, "ok")
        assert await program.stop() == 0
    assert "Traceback" not in "\n".join(program.printed)


async def test_when_another_program_locks_the_store(config: Path) -> None:
    async with started(config) as program:
        await program.line("Ctrl+C")
        with closing(sqlite3.connect(config.parent / "data" / "onrecord.db")) as other:
            other.execute("BEGIN EXCLUSIVE")
            red = asyncio.create_task(health(program))
            answered, printed, _ = await asked("stats", "unit:percent", "--config", str(config))
            assert (answered, "18%" in printed) == (0, True)
            status, said = await red
            assert (status, said.endswith("is locked by another program")) == (503, True)
        assert await health(program) == (200, "ok")


async def test_two_copies_read_and_answer_from_one_server(config: Path, postgres: Postgres) -> None:
    with postgres.new_database() as address:
        write_config(config.parent, f"store: {address}\n{CONFIG}")
        async with started(config) as one, started(config) as other:
            for copy in (one, other):
                assert "Ctrl+C" in await copy.line("Ctrl+C")
                assert await health(copy) == (200, "ok")
            assert [line for line in one.printed + other.printed if "latest   Port Ellery" in line][1:]
            answered, printed, _ = await asked("search", "harbour wal", "--config", str(config))
            assert (answered, "€42 million" in printed) == (0, True)
            assert [await one.stop(), await other.stop()] == [0, 0]


@pytest.mark.parametrize(("user", "expected"), [("ann", 75), ("ann:hush", 78)])
async def test_it_prints_no_password_of_a_server(
    config: Path, user: str, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "hush")
    write_config(config.parent, f"store: postgresql://{user}@127.0.0.1:1/news\n{CONFIG}")
    status, printed, said = await asked("run", "--config", str(config))
    assert (status, len(said.splitlines())) == (expected, 1)
    assert "hush" not in printed + said


@pytest.mark.parametrize(
    ("command", "remedy"),
    [("run", f": {REMEDY}"), ("stats", f": {REMEDY}"), ("backup there.db", "")],
)
async def test_a_corrupt_store_is_refused_by_name(config: Path, command: str, remedy: str) -> None:
    store = config.parent / "data" / "onrecord.db"
    store.parent.mkdir()
    store.write_text("Dear diary, nothing happened. " * 100)
    status, _, said = await asked(*command.split(), "--config", str(config))
    assert (status, said) == (78, f"the store {store} is not a database{remedy}\n")


@pytest.mark.parametrize("deleted", ["onrecord.db", "onrecord.db-wal"])
async def test_when_a_file_of_the_store_is_deleted(config: Path, deleted: str) -> None:
    async with started(config) as program:
        await program.line("Ctrl+C")
        (config.parent / "data" / deleted).unlink()
        status, said = await health(program)
        assert (status, str(config.parent / "data" / "onrecord.db") in said) == (503, True)
