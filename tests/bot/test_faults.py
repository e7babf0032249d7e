"""What is expected of every fault: the state of the ledger, and what people see.

| fault | ledger | people see |
|---|---|---|
| store locked, disk full, store not writable, before a claim | as it was; sent once it is over | answers; /healthz red with the reason, and status says it |
| the same, while a post is on its way | sending, then sent with its message's id | the post, once |
| the disk is read-only at the start | untouched | one line, status 78 |
| the disk is full at the start | untouched | one line, status 75: whoever watches over it starts it again |
| write-ahead log deleted while stopped | what it held is forgotten: pending again, same key | the post, once, on a platform that knows the key |
| write-ahead log deleted while running | see below | /healthz red with the reason, or all as before |
| PostgreSQL restarted in the middle | sending, then sent | one line in the log; the post, once |
| the clock an hour back or forward, before, during and after a post | sent once | the post, once |
| eight hours of sleep with a post on its way | sent once | the post, once |
| eight hours of sleep over the slot | skipped with the reason | status says why |
| a mistake in config.yaml, read again | as before | the old one stays: tests/bot/test_reload.py |
| SIGTERM in the middle of a fan-out | nothing left in between; the rest pending | each post once, the rest after the next start |
"""

import asyncio
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, select

from bot.config import Settings, SubscriptionSettings
from bot.delivery import Delivery
from bot.desk import Desk, open_desk
from bot.health import Health
from bot.platforms.platform import Post
from bot.schema import delivery
from bot.slot import slot_card
from briefs import Article, read
from briefs.errors import StoreError
from briefs.store import reading
from tests.bot.clock import Clock
from tests.bot.kills import Morning
from tests.bot.newsroom import HARBOUR
from tests.bot.program import asked, write_config
from tests.platforms.loopback_discord import until
from tests.postgres import Postgres

EARLY = "2026-11-23T06:59:00+00:00"


class Channel:
    """A platform on which one can stop a post that has arrived, before the bot is told so."""

    name = "web"
    ready = True

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.tries = 0
        self.open = asyncio.Event()
        self.open.set()
        self.arrived = asyncio.Event()

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        """As a platform that knows a key does: the same message for it."""
        self.tries += 1
        keys = [held.key for held in self.posts]
        if post.key not in keys:
            self.posts.append(post)
            keys.append(post.key)
        self.arrived.set()
        await self.open.wait()
        return f"m{keys.index(post.key) + 1}"


class Bench:
    """The desk with one brief, due at seven, and what brings it to a channel."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        self.channel = Channel()
        self.delivery = Delivery(
            desk.ledger,
            {"web": self.channel},
            lambda claim: slot_card(desk.store, desk.ledger.posted, claim, clock()),
        )
        platforms = {"web": self.channel}
        self.health = Health(desk.store, desk.subscriptions, desk.feeds, platforms, clock)

    async def tick(self, **after: float) -> None:
        self.clock.forward(**after)
        await self.delivery.tick()

    async def finished(self, **after: float) -> None:
        await self.tick(**after)
        await self.delivery.finish(10)

    async def posted_while(self, **after: float) -> asyncio.Task[None]:
        """A tick whose post has arrived and is not answered; the channel is to be opened."""
        self.channel.open.clear()
        self.channel.arrived.clear()
        ticking = asyncio.create_task(self.finished(**after))
        await asyncio.wait_for(self.channel.arrived.wait(), 10)
        return ticking

    def states(self) -> list[tuple[str, str | None]]:
        with reading(self.desk.engine) as connection:
            rows = connection.execute(select(delivery).order_by(delivery.c.id))
            return [(row.state, row.message or row.reason) for row in rows]

    async def asked(self, line: str) -> str:
        request = self.desk.dispatcher.request(line, platform="console", manager=True)
        answer = await self.desk.dispatcher.answer(request)
        return str(answer.card)


@asynccontextmanager
async def bench(store: str, at: str = EARLY) -> AsyncIterator[Bench]:
    clock = Clock(at)
    daily = SubscriptionSettings(name="m", platform="web", channel="desk", time="07:00", timezone="UTC")  # type: ignore[arg-type]
    settings = Settings(store=store, subscriptions=[daily])  # type: ignore[arg-type]
    async with open_desk(settings, clock) as desk:
        desk.subscriptions.seed(settings.subscriptions)
        desk.store.add(read(Article("harbour", HARBOUR)))
        yield Bench(desk, clock)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.PAUSE", 0.01)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], capture_output=True
    ).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


# What goes wrong. Our own writers wait 0.1 s for a lock instead of five.


@contextmanager
def told(desk: Desk, pragma: str) -> Iterator[None]:
    """Every connection is told this."""

    def tell(connection: object, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}").close()  # type: ignore[attr-defined]

    event.listen(desk.engine, "connect", tell)
    desk.engine.dispose()
    yield
    event.remove(desk.engine, "connect", tell)
    desk.engine.dispose()


@contextmanager
def locked(desk: Desk) -> Iterator[None]:
    hold = (
        "import sqlite3, sys; held = sqlite3.connect(sys.argv[1]); held.execute('BEGIN EXCLUSIVE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    with (
        told(desk, "busy_timeout = 100"),
        subprocess.Popen(
            [sys.executable, "-c", hold, str(desk.engine.url.database)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as other,
    ):
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate()


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    filler = Path(str(desk.engine.url.database)).with_name("filler")
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def read_only(desk: Desk) -> Iterator[None]:
    with told(desk, "query_only = on"):
        yield


Fault = Callable[[Desk], AbstractContextManager[None]]
FAULTS = {
    locked: "is locked by another program",
    full: "cannot grow: the disk is full",
    read_only: "cannot be written",
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_before_a_claim_it_waits_and_answers_and_posts_once_it_is_over(
    disk: Path, fault: Fault
) -> None:
    async with bench(str(disk / "held.db")) as one:
        with fault(one.desk):
            with pytest.raises(StoreError, match=FAULTS[fault]):
                await one.tick(minutes=1)
            report = await one.health.report()
            assert (report["ok"], report["store"].endswith(FAULTS[fault])) == (False, True)
            assert "18%" in await one.asked("stats unit:percent")
            assert f"{FAULTS[fault]}." in await one.asked("briefing status")
            assert one.states() == []
        await one.finished(seconds=1)
        assert (await one.health.report())["ok"]
        assert "takes nothing" not in await one.asked("briefing status")
        assert one.states() == [("sent", "m1")]
        assert len(one.channel.posts) == 1


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_post_on_its_way_is_recorded_once_it_is_over(disk: Path, fault: Fault) -> None:
    async with bench(str(disk / "held.db")) as one:
        ticking = await one.posted_while(minutes=1)
        with fault(one.desk):
            one.channel.open.set()
            await asyncio.sleep(0.3)
            assert one.states() == [("sending", None)]
            assert "18%" in await one.asked("stats unit:percent")
        await ticking
        await one.finished(minutes=10)
        assert one.states() == [("sent", "m1")]
        assert len(one.channel.posts) == 1


# The write-ahead log, deleted


async def test_what_a_deleted_log_held_is_sent_again_with_its_key(tmp_path: Path) -> None:
    async with bench(str(tmp_path / "held.db")):
        pass
    async with bench(str(tmp_path / "held.db")) as before:
        await before.finished(minutes=1)
        assert before.states() == [("sent", "m1")]
        without_log = tmp_path / "without-log.db"
        shutil.copy(tmp_path / "held.db", without_log)
    async with bench(str(without_log)) as after:
        assert after.states() == []
        after.channel.posts = before.channel.posts
        await after.finished(minutes=2)
        assert after.states() == [("sent", "m1")]
        assert len(after.channel.posts) == 1


async def test_a_log_deleted_while_it_runs_costs_no_post(tmp_path: Path) -> None:
    store = tmp_path / "held.db"
    async with bench(str(store)) as one:
        await one.finished(minutes=1)
        os.unlink(f"{store}-wal")  # noqa: PTH108
        for _ in range(3):
            with contextlib.suppress(StoreError):
                await one.finished(days=1)
        await one.finished(minutes=30)
        assert [post.key for post in one.channel.posts] == list(
            dict.fromkeys(p.key for p in one.channel.posts)
        )
    async with bench(str(store), "2026-11-27T06:00:00+00:00") as after:
        assert after.states() == [("sent", f"m{n}") for n in (1, 2, 3, 4)]
        await after.finished(hours=1)
        assert len(after.states()) == 5
    with contextlib.closing(sqlite3.connect(store)) as held:
        assert held.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# PostgreSQL


async def test_a_server_restarted_with_a_post_on_its_way_costs_nothing(postgres: Postgres) -> None:
    with postgres.new_database() as address:
        async with bench(address) as one:
            ticking = await one.posted_while(minutes=1)
            await asyncio.to_thread(postgres.restart)
            one.channel.open.set()
            await ticking
            assert one.states() == [("sent", "m1")]
            await asyncio.to_thread(postgres.restart)
            with contextlib.suppress(StoreError):
                await one.tick(days=1)
            await one.finished(seconds=1)
            assert one.states() == [("sent", "m1"), ("sent", "m2")]


# The clock


@pytest.mark.parametrize("hours", [-1, 1, 8])
async def test_a_clock_that_jumps_with_a_post_on_its_way_sends_it_once(hours: int, tmp_path: Path) -> None:
    async with bench(str(tmp_path / "held.db")) as one:
        ticking = await one.posted_while(minutes=1)
        await one.tick(hours=hours)
        await one.tick(seconds=1)
        one.channel.open.set()
        await ticking
        await one.finished(seconds=1)
        assert (one.states(), one.channel.tries) == ([("sent", "m1")], 1)


@pytest.mark.parametrize("hours", [-1, 1])
@pytest.mark.parametrize("minutes", [-30, 30])
async def test_a_clock_that_jumps_around_the_slot_posts_it_once(
    hours: int, minutes: int, tmp_path: Path
) -> None:
    async with bench(str(tmp_path / "held.db")) as one:
        await one.finished(minutes=1 + minutes)
        one.clock.forward(hours=hours)
        for _ in range(10):
            await one.finished(minutes=15)
        assert (one.states(), one.channel.tries) == ([("sent", "m1")], 1)


async def test_a_slot_slept_over_for_longer_than_the_grace_is_skipped_and_status_says_why(
    tmp_path: Path,
) -> None:
    async with bench(str(tmp_path / "held.db"), "2026-11-23T06:00:00+00:00") as one:
        await one.finished(hours=8)
        assert one.states() == [("skipped", "missed by more than 6 hours")]
        assert "missed by more than 6 hours" in await one.asked("briefing status")
        await one.finished(hours=17)
        assert one.states()[1:] == [("sent", "m1")]


# The start, and the stop


async def test_on_a_disk_that_may_only_be_read_it_does_not_start_and_says_so(disk: Path) -> None:
    config = write_config(disk, "store: held.db\nsources: [{folder: news}]\nplatforms: {web: {port: 0}}\n")
    async with bench(str(disk / "held.db")):
        pass
    await asyncio.to_thread(subprocess.run, ["mount", "-o", "remount,ro", disk], check=True)
    status, printed, said = await asked("run", "--config", str(config))
    assert (status, printed, said.count("\n")) == (78, "", 1)
    assert "held.db cannot be opened" in said


async def test_on_a_full_disk_it_does_not_start_and_asks_to_be_started_again(disk: Path) -> None:
    config = write_config(disk, "store: held.db\nsources: [{folder: news}]\nplatforms: {web: {port: 0}}\n")
    async with bench(str(disk / "held.db")) as one:
        pass
    with full(one.desk):
        status, printed, said = await asked("run", "--config", str(config))
    assert (status, printed, said.count("\n")) == (75, "", 1)
    assert "held.db cannot be opened: the disk is full" in said


async def test_sigterm_in_the_middle_of_a_fan_out_leaves_nothing_in_between(tmp_path: Path) -> None:
    morning = Morning(tmp_path, str(tmp_path / "held.db"), posts=120, kills=0, seed=1)
    async with morning.begun() as [copy]:
        morning.ahead += 120
        await copy.start(morning.ahead)
        await until(lambda: morning.discord.rest.posts, 30)
        assert await copy.kill(signal.SIGTERM) == 0
        states = morning.states()
        assert states.keys() <= {"sent", "pending"}
        assert 0 < states["sent"] < 120
        assert states["sent"] == morning.standing()
        toll = await morning.end()
    assert (toll.sent, toll.lost, toll.doubled) == (120, [], [])
    assert toll.looks == 0
    assert "Error" not in (tmp_path / "log").read_text()
