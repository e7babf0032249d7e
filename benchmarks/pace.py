"""How near to Discord's own limit we post, and what it costs: `python -m benchmarks.pace [POSTS]`.

As many posts as are asked for (1,000; the figures of the README are of 10,000), all due at once, in channels
of their own, from the ledger through delivery and discord.py to a Discord on loopback, which takes fifty
requests in a second, and 5 in a channel, and refuses what comes sooner. The floor is posting at that rate.
Beside it asyncio.gather over the same channels with the same client, which is left to discord.py alone.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

import discord
import structlog
from sqlalchemy import func, select

from bot.app import DELIVERY_SECONDS, be_prompt
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.platforms.discord import DiscordPlatform
from bot.platforms.discord.render import messages
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.example_cards import CARDS
from tests.platforms import discord_line
from tests.platforms.loopback_discord import Channel, LoopbackDiscord

FLOOR = 50
"""Requests a second that Discord takes."""
CARD = CARDS["digest"]


@dataclass(frozen=True)
class Figures:
    seconds: float
    posted: int
    doubled: int
    refused: int
    """Requests that Discord refused with 429; ten thousand in ten minutes are a ban."""


@dataclass(frozen=True)
class Distant:
    """A Discord in a process of its own, so that its work holds up nobody here."""

    api: str
    gateway_url: str
    world: SimpleNamespace
    channels: list[str]
    end: Callable[[], tuple[Counter[int], int]]
    """How many channels hold how many messages, and how many requests were refused."""


@contextmanager
def distant(posts: int) -> Iterator[Distant]:
    """With a channel for each post."""
    here, there = Pipe()
    process = get_context("spawn").Process(target=serve, args=(there, posts))
    process.start()
    api, gateway_url, token, channels = here.recv()

    def end() -> tuple[Counter[int], int]:
        here.send("end")
        held, refused = here.recv()
        return held, refused

    try:
        yield Distant(api, gateway_url, SimpleNamespace(token=token), channels, end)
    finally:
        process.kill()
        process.join()


def serve(pipe: Connection, posts: int) -> None:
    async def run() -> None:
        async with LoopbackDiscord() as server:
            channels = [server.world.add(Channel(f"c{n}")) for n in range(posts)]
            pipe.send((server.api, server.gateway_url, server.world.token, [c.id for c in channels]))
            await asyncio.to_thread(pipe.recv)
            pipe.send((Counter(len(channel.messages) for channel in channels), server.rates.refused))

    asyncio.run(run())


def counted(server: Distant, seconds: float) -> Figures:
    held, refused = server.end()
    doubled = sum((count - 1) * times for count, times in held.items() if count > 1)
    return Figures(seconds, len(server.channels) - held[0], doubled, refused)


async def ours(posts: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder, distant(posts) as server:
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


async def gathered(posts: int) -> Figures:
    with distant(posts) as server:
        platform = discord_line.platform_of(server)  # type: ignore[arg-type]
        async with discord_line.running(platform):
            client = platform._client
            assert client
            begin = time.monotonic()
            asked = (post(client, channel) for channel in server.channels)
            await asyncio.gather(*asked, return_exceptions=True)
            return counted(server, time.monotonic() - begin)


async def post(client: discord.Client, channel: str) -> None:
    where = client.get_channel(int(channel))
    assert isinstance(where, discord.abc.Messageable)
    for view in messages(CARD, lambda line: line, "", channel):
        await where.send(view=view, nonce=channel)


def report(name: str, figures: Figures) -> None:
    over = 100 * (figures.seconds * FLOOR / figures.posted - 1)
    print(
        f"{name:20}{figures.seconds:10.1f}{over:+10.1f}{figures.posted:10,}{figures.doubled:10,}"
        f"{figures.refused:10,}",
        flush=True,
    )


def main(posts: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"{posts:,} posts; Discord's floor is {posts / FLOOR:.0f} s")
    print(f"{'':20}{'s':>10}{'% over':>10}{'posted':>10}{'doubled':>10}{'refused':>10}")
    report("On Record", asyncio.run(ours(posts)))
    report("asyncio.gather", asyncio.run(gathered(posts)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
