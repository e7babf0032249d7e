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
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


def counted(server: LoopbackDiscord, channels: list[Channel], seconds: float) -> Figures:
    held = Counter(len(channel.messages) for channel in channels)
    doubled = sum((count - 1) * times for count, times in held.items() if count > 1)
    return Figures(seconds, len(channels) - held[0], doubled, server.rates.refused)


async def ours(posts: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        async with LoopbackDiscord() as server:
            channels = [server.world.add(Channel(f"c{n}")) for n in range(posts)]
            ledger = await asyncio.to_thread(all_due, Path(folder), channels)
            platform = discord_line.platform_of(server)
            async with discord_line.running(platform):
                be_prompt()
                begin = time.monotonic()
                await deliver(ledger, platform, posts)
                return counted(server, channels, time.monotonic() - begin)


def all_due(folder: Path, channels: list[Channel]) -> Ledger:
    engine = open_engine(str(folder / "held.db"))
    migrate(engine, BOT)
    now = datetime.now(UTC)
    at = (now + timedelta(minutes=2)).strftime("%H:%M")
    Subscriptions(engine, lambda: now).seed(
        [
            SubscriptionSettings(name=c.id, platform="discord", channel=c.id, time=at, timezone="UTC")  # type: ignore[arg-type]
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
    async with LoopbackDiscord() as server:
        channels = [server.world.add(Channel(f"c{n}")) for n in range(posts)]
        platform = discord_line.platform_of(server)
        async with discord_line.running(platform):
            client = platform._client
            assert client
            begin = time.monotonic()
            await asyncio.gather(*(post(client, channel) for channel in channels), return_exceptions=True)
            return counted(server, channels, time.monotonic() - begin)


async def post(client: discord.Client, channel: Channel) -> None:
    where = client.get_channel(int(channel.id))
    assert isinstance(where, discord.abc.Messageable)
    for view in messages(CARD, lambda line: line, "", channel.id):
        await where.send(view=view, nonce=channel.id)


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
