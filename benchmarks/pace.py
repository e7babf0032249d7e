"""How near to Discord's own limit we post, and what it costs: `python -m benchmarks.pace [POSTS]`.

As many posts as are asked for (1,000; the goal is measured with 10,000), all due at once, in channels of
their own, from the ledger through delivery and discord.py to a Discord on loopback, which takes fifty
requests in any second, and 5 in a channel, and refuses what comes sooner. The floor is posting at that rate.

"Far away" is a Discord whose answers take 60 to 100 ms, a part of it before it counts the request and a part
after. Beside these what one would write without all this: a job of APScheduler for each post, due now, and
asyncio.gather over them, on the same client without our pace, which leaves both to discord.py alone.
"""

import asyncio
import logging
import random
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

import discord
import structlog
from aiohttp import web
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import func, select

from bot.app import DELIVERY_SECONDS, be_prompt
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.platforms.discord import DiscordPlatform
from bot.platforms.discord.pace import DiscordPace
from bot.platforms.discord.render import messages
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.example_cards import CARDS
from tests.platforms import discord_line
from tests.platforms.loopback_discord import Channel, LoopbackDiscord
from tests.platforms.loopback_discord.fault import Handler

FLOOR = 50
"""Requests a second that Discord takes."""
LOGIN = 10
"""Requests that come before the posts, or about so many."""
CARD = CARDS["digest"]


Delay = tuple[float, float]
"""Seconds, at least and at most, each way."""
NEAR: Delay = (0.0, 0.0)
FAR: Delay = (0.030, 0.050)


@dataclass(frozen=True)
class Figures:
    seconds: float
    posted: int
    doubled: int
    refused: int
    """Requests that Discord refused with 429; ten thousand in ten minutes are a ban."""
    most: int
    """Requests that came within one second, wherever it begins."""
    gap: float
    """Seconds between two posts, at most."""


class DelayedDiscord(LoopbackDiscord):
    """Knows when each post came to it."""

    def __init__(self, delay: Delay) -> None:
        super().__init__()
        self.delay = delay
        self.came: list[float] = []

    def _checked(self, handler: Handler) -> Handler:
        at_once = super()._checked(handler)

        async def delayed(request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(random.uniform(*self.delay))
            self.came.append(time.monotonic())
            answer = await at_once(request)
            await asyncio.sleep(random.uniform(*self.delay))
            return answer

        return delayed


@dataclass(frozen=True)
class Distant:
    """A Discord in a process of its own, so that its work holds up nobody here."""

    api: str
    gateway_url: str
    world: SimpleNamespace
    channels: list[str]
    end: Callable[[], tuple[Counter[int], int, list[float]]]
    """How many channels hold how many messages, how many requests were refused, and when they came."""


@contextmanager
def distant(posts: int, delay: Delay = NEAR) -> Iterator[Distant]:
    """With a channel for each post."""
    here, there = Pipe()
    process = get_context("spawn").Process(target=serve, args=(there, posts, delay))
    process.start()
    api, gateway_url, token, channels = here.recv()

    def end() -> tuple[Counter[int], int, list[float]]:
        here.send("end")
        held, refused, came = here.recv()
        return held, refused, came

    try:
        yield Distant(api, gateway_url, SimpleNamespace(token=token), channels, end)
    finally:
        process.kill()
        process.join()


def serve(pipe: Connection, posts: int, delay: Delay) -> None:
    async def run() -> None:
        async with DelayedDiscord(delay) as server:
            channels = [server.world.add(Channel(f"c{n}")) for n in range(posts)]
            pipe.send((server.api, server.gateway_url, server.world.token, [c.id for c in channels]))
            await asyncio.to_thread(pipe.recv)
            held = Counter(len(channel.messages) for channel in channels)
            pipe.send((held, server.rates.refused, server.came))

    asyncio.run(run())


def counted(server: Distant, seconds: float) -> Figures:
    held, refused, came = server.end()
    doubled = sum((count - 1) * times for count, times in held.items() if count > 1)
    most = max(bisect_left(came, at + 1) - n for n, at in enumerate(came))
    gap = max(later - earlier for earlier, later in pairwise(came[LOGIN:]))
    return Figures(seconds, len(server.channels) - held[0], doubled, refused, most, gap)


async def ours(posts: int, delay: Delay) -> Figures:
    with tempfile.TemporaryDirectory() as folder, distant(posts, delay) as server:
        ledger = await asyncio.to_thread(all_due, Path(folder), server.channels)
        platform = discord_line.platform_of(server)  # type: ignore[arg-type]
        async with discord_line.running(platform):
            be_prompt()
            begin = time.monotonic()
            await deliver(ledger, platform, posts)
            return counted(server, time.monotonic() - begin)


def all_due(folder: Path, channels: list[str]) -> Ledger:
    engine = open_engine(str(folder / "held.db"))
    migrate(engine, BOT)
    now = datetime.now(UTC)
    at = (now + timedelta(minutes=2)).strftime("%H:%M")
    Subscriptions(engine, lambda: now).seed(
        [
            SubscriptionSettings(name=c, platform="discord", channel=c, time=at, timezone="UTC")  # type: ignore[arg-type]
            for c in channels
        ]
    )
    return Ledger(engine, lambda: datetime.now(UTC) + timedelta(minutes=2))


async def deliver(ledger: Ledger, platform: DiscordPlatform, posts: int) -> None:
    """Tick by tick, as the program does, until every delivery has come to its end."""
    going = Delivery(ledger, {"discord": platform}, lambda claim: CARD)
    ended = select(func.count()).where(delivery.c.state.in_(("sent", "failed", "skipped")))

    def count() -> int:
        with reading(ledger._engine) as connection:
            return connection.scalar(ended) or 0

    next_tick = time.monotonic()
    while await asyncio.to_thread(count) < posts:
        if time.monotonic() >= next_tick:
            await going.tick()
            next_tick += DELIVERY_SECONDS
        await asyncio.sleep(0.05)


async def without(posts: int, send: Callable[[discord.Client, list[str]], Awaitable[object]]) -> Figures:
    """Left to discord.py alone."""
    with distant(posts) as server:
        platform = discord_line.platform_of(server)  # type: ignore[arg-type]
        platform._pace = DiscordPace(10 * posts)
        async with discord_line.running(platform):
            assert platform._client
            begin = time.monotonic()
            await send(platform._client, server.channels)
            return counted(server, time.monotonic() - begin)


async def gathered(client: discord.Client, channels: list[str]) -> None:
    await asyncio.gather(*(post(client, channel) for channel in channels), return_exceptions=True)


async def scheduled(client: discord.Client, channels: list[str]) -> None:
    """A job for each; one that is late is run all the same."""
    scheduler, ended = AsyncIOScheduler(timezone=UTC), asyncio.Semaphore(0)
    scheduler.add_listener(lambda event: ended.release(), EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
    for channel in channels:
        scheduler.add_job(post, "date", args=(client, channel), misfire_grace_time=None)
    scheduler.start()
    for _ in channels:
        await ended.acquire()
    scheduler.shutdown(wait=False)


async def post(client: discord.Client, channel: str) -> None:
    where = client.get_partial_messageable(int(channel))
    for view in messages(CARD, lambda line: line, "", channel):
        await where.send(view=view, nonce=channel)


def report(name: str, figures: Figures) -> None:
    over = 100 * (figures.seconds * FLOOR / figures.posted - 1)
    print(
        f"{name:24}{figures.seconds:9.1f}{over:+9.1f}{figures.posted:9,}{figures.doubled:9,}"
        f"{figures.refused:9,}{figures.most:9,}{1000 * figures.gap:9.0f}",
        flush=True,
    )


def main(posts: int) -> None:
    for loud in ("apscheduler", "discord"):
        logging.getLogger(loud).setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{posts:,} posts; Discord's floor is {posts / FLOOR:.0f} s")
    columns = ("s", "% over", "posted", "doubled", "refused", "in 1 s", "gap ms")
    print(" " * 24 + "".join(f"{column:>9}" for column in columns))
    report("On Record", asyncio.run(ours(posts, NEAR)))
    report("On Record, far away", asyncio.run(ours(posts, FAR)))
    report("APScheduler, a job each", asyncio.run(without(posts, scheduled)))
    report("asyncio.gather", asyncio.run(without(posts, gathered)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
