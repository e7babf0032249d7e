"""How fast what is due is claimed, while the loop goes on: `python -m benchmarks.due [NUMBER ...]`.

So many subscriptions are due in one second, in servers of twenty, and the briefs of yesterday were sent. Ours
opens a delivery for each and claims them all, durably, off the event loop; beside it, in the same run,
APScheduler with a job for each, and asyncio.gather of a task for each, which do nothing but count and keep
nothing. The stall is the longest that a task which wants to run every millisecond was kept waiting. Each
measurement has a process of its own, in which nothing was made before; the best of some rounds is shown, for
other programs disturb it (`chrt -r 10` before the command keeps them out).
"""

import asyncio
import logging
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import TypeVar

from apscheduler.events import EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import insert, literal, select, text

from bot.app import be_prompt
from bot.audit import Author
from bot.config import SubscriptionSettings
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.schema import delivery, subscription
from bot.stamp import stamp
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading, writing
from tests.postgres import running_postgres

Done = TypeVar("Done")
ROUNDS = 3
CHUNK = 1000
"""Taken in one transaction."""
OF_A_PLACE = 20
"""Subscriptions of a server."""
MOST_JOBS = 10_000
"""APScheduler takes minutes to be given more."""
SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Figures:
    done: int
    seconds: float
    cpu: float
    """Seconds that this process worked, all threads together."""
    stall: float
    """Seconds at the worst."""
    megabytes: float
    """More than before."""


@dataclass
class Watch:
    """A task that wants to run every millisecond."""

    worst: float = 0.0

    async def __aenter__(self) -> "Watch":
        self._task = asyncio.create_task(self._run())
        await asyncio.sleep(0.01)
        self.worst = 0.0
        return self

    async def __aexit__(self, *error: object) -> None:
        await asyncio.sleep(0.002)
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(0.001)
            self.worst = max(self.worst, time.perf_counter() - begin - 0.001)


async def measured(work: Callable[[], Awaitable[int]]) -> Figures:
    be_prompt()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with Watch() as watch:
        begin, worked = time.perf_counter(), time.process_time()
        done = await work()
        seconds, worked = time.perf_counter() - begin, time.process_time() - worked
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Figures(done, seconds, worked, watch.worst, more / 1000)


def seed(number: int, store: str) -> None:
    """Made from chat, some to a server, and the briefs of yesterday were sent."""
    engine = open_engine(store)
    migrate(engine, BOT)
    subscriptions = Subscriptions(engine, lambda: SEVEN - timedelta(hours=1))
    first = subscriptions.put(settings(), Author("1", "discord", "0"))
    with writing(engine) as connection:
        row = connection.execute(select(subscription)).one()._asdict()
        del row["id"]
        for start in range(first.id, number, 10_000):
            some = range(start, min(start + 10_000, number))
            rows = [{"name": f"m{n}", "channel": f"c{n}", "place": f"{n // OF_A_PLACE}"} for n in some]
            connection.execute(insert(subscription), [row | change for change in rows])
        then = stamp(SEVEN - timedelta(days=1))
        sent = {"slot": "2026-11-22 07:00", "due_at": then, "state": "sent", "made_at": then}
        of_all = select(subscription.c.id, *map(literal, sent.values()))
        connection.execute(insert(delivery).from_select(["subscription", *sent], of_all))
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(text("ANALYZE"))  # as it does by itself within a minute


def ours(number: int, store: str) -> Figures:
    engine = open_engine(store)
    ledger = Ledger(engine, lambda: SEVEN)
    with reading(engine) as connection:
        connection.execute(select(subscription.c.id).limit(1)).all()

    async def claim() -> int:
        claimed = 0
        await asyncio.to_thread(ledger.open_due)
        while some := await asyncio.to_thread(ledger.take, "discord", CHUNK):
            claimed += len(some)
        return claimed

    return asyncio.run(measured(claim))


def settings() -> SubscriptionSettings:
    wanted = {"name": "m0", "platform": "discord", "channel": "c0", "time": "07:00", "timezone": "UTC"}
    return SubscriptionSettings(**wanted)  # type: ignore[arg-type]


def apscheduler(number: int, job_defaults: dict[str, object]) -> Figures:
    """From the moment at which all jobs are due until none is left, run or missed."""

    async def run() -> Figures:
        logging.disable()  # a line for each that is missed
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=job_defaults)
        ran, ended, missed = Counter[str](), asyncio.Event(), EVENT_JOB_MISSED

        def end(what: str) -> None:
            ran[what] += 1
            if ran.total() == number:
                ended.set()

        async def job() -> None:
            end("ran")

        scheduler.add_listener(lambda event: end("missed"), missed)
        scheduler.start(paused=True)
        due = datetime.now(UTC) + timedelta(seconds=1 + number / 1000)
        for _ in range(number):
            scheduler.add_job(job, "date", run_date=due)
        await asyncio.sleep((due - datetime.now(UTC)).total_seconds())

        async def all_run() -> int:
            scheduler.resume()
            await ended.wait()
            return ran["ran"]

        return await measured(all_run)

    return asyncio.run(run())


def gather(number: int) -> Figures:
    async def one() -> int:
        await asyncio.sleep(0)
        return 1

    async def all_of_them() -> int:
        return sum(await asyncio.gather(*(one() for _ in range(number))))

    return asyncio.run(measured(all_of_them))


def apart(work: Callable[..., Done], *given: Iterable[object]) -> list[Done]:
    """Some rounds, each in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        return [pool.submit(work, *arguments).result() for arguments in zip(*given, strict=True)]


def best(work: Callable[..., Figures], *given: Iterable[object]) -> Figures:
    """Of some rounds the least of each figure."""
    rounds = apart(work, *given)
    return Figures(
        min(figures.done for figures in rounds),
        min(figures.seconds for figures in rounds),
        min(figures.cpu for figures in rounds),
        min(figures.stall for figures in rounds),
        min(figures.megabytes for figures in rounds),
    )


def claimed(number: int, stores: list[str]) -> Figures:
    apart(seed, *rounds(number), stores)
    return best(ours, *rounds(number), stores)


def rounds(*given: object) -> Iterator[list[object]]:
    return ([value] * ROUNDS for value in given)


def report(name: str, figures: Figures) -> None:
    spent = f"{figures.seconds:9.2f}{figures.cpu:9.2f}{1000 * figures.stall:10.1f}{figures.megabytes:9.1f}"
    print(f"{name:34}{figures.done:9,}{spent}", flush=True)


def main(numbers: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        for number in numbers:
            print(f"\n{number:,} due in one second; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            print(f"{'':34}{'done':>9}{'s':>9}{'cpu s':>9}{'stall ms':>10}{'MB more':>9}")
            files = [f"{folder}/{number}-{n}.db" for n in range(ROUNDS)]
            report("claimed in the ledger, SQLite", claimed(number, files))
            with ExitStack() as stack:
                databases = [stack.enter_context(server.new_database()) for _ in range(ROUNDS)]
                report("claimed in the ledger, PostgreSQL", claimed(number, databases))
            report("asyncio.gather, nothing kept", best(gather, *rounds(number)))
            if number <= MOST_JOBS:
                report("APScheduler, a job each", best(apscheduler, *rounds(number, {})))
                patient = {"misfire_grace_time": None}
                report("APScheduler, none is too late", best(apscheduler, *rounds(number, patient)))


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [10_000, 100_000])
