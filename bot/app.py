"""Everything is built here, run, and closed in order."""

import asyncio
import gc
import random
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine

from bot.banner import banner
from bot.commands import declared
from bot.commands.context import Context
from bot.config import Settings
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher
from bot.environment import Environment
from bot.feed_reader import FeedReader
from bot.feeds import Feeds
from bot.health import Health
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.outside import Outside
from bot.platforms.platform import Platform
from bot.platforms.switchboard import build_platforms
from bot.reader import Reader
from bot.serving import serving
from bot.slot import slot_card
from bot.state import State
from bot.subscription import Subscriptions
from briefs.sources import open_sources
from briefs.store import Store, migrate, open_engine, open_store

DELIVERY_SECONDS = 1
READING_SECONDS = 30
FEED_SECONDS = 5
STOP_SECONDS = 9


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """What answers a command: the part of the program that needs no platform."""

    engine: Engine
    store: Store
    subscriptions: Subscriptions
    ledger: Ledger
    dispatcher: Dispatcher
    reader: Reader
    feeds: Feeds
    feed_reader: FeedReader


@asynccontextmanager
async def open_desk(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Desk]:
    """Raises StoreError when the store cannot be used."""
    engine = open_engine(settings.store)
    feeds = Feeds(engine, now, random.random)
    outside = Outside(settings.fetch.allow, now, feeds)
    try:
        store = open_store(engine, now)
        migrate(engine, BOT)
        zone = settings.subscriptions[0].timezone if settings.subscriptions else "UTC"
        commands = declared()
        subscriptions, ledger = Subscriptions(engine, now), Ledger(engine, now)
        context = Context(store, subscriptions, ledger, now, zone, commands, outside)
        reader = Reader(open_sources(settings.folders), store)
        feed_reader = FeedReader(feeds, outside.tools, store, now)
        dispatcher = Dispatcher(commands, context)
        yield Desk(engine, store, subscriptions, ledger, dispatcher, reader, feeds, feed_reader)
    finally:
        await outside.close()
        engine.dispose()


async def run(
    settings: Settings, environment: Environment, *, post_now: bool, say: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT. Raises StartError, ConfigError or StoreError when it cannot start."""
    stop = _stop_signal()
    async with open_desk(settings) as desk:
        desk.subscriptions.seed(settings.subscriptions)
        desk.feeds.seed(settings.feeds)
        platforms: dict[str, Platform] = {}
        health = Health(desk.store, desk.subscriptions, platforms)
        platforms |= build_platforms(settings, environment, desk, State(desk.engine), utc_now, health.report)
        delivery = Delivery(desk.ledger, platforms, lambda claim: slot_card(desk.store, claim, utc_now()))
        await desk.reader.tick()
        async with serving(platforms.values(), stop):
            be_prompt()
            if post_now:
                desk.ledger.owe(desk.subscriptions.running())
            say(banner(settings, platforms, desk.subscriptions.upcoming(), desk.store))
            with _ticking(delivery, desk):
                await stop.wait()
            await delivery.finish(STOP_SECONDS)
    say("Stopped.")


def be_prompt() -> None:
    """For answers of a few milliseconds, once all is loaded.

    Looking through what is loaded for garbage held one up for 80 ms; a thread that reads an article kept
    each of its steps waiting for the interpreter's 5 ms.
    """
    gc.freeze()
    sys.setswitchinterval(0.0005)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


@contextmanager
def _ticking(delivery: Delivery, desk: Desk) -> Iterator[None]:
    """APScheduler runs the ticks and nothing else; what is due is asked of the ledger at each."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(delivery.tick, "interval", seconds=DELIVERY_SECONDS, next_run_time=utc_now())
    scheduler.add_job(desk.reader.tick, "interval", seconds=READING_SECONDS)
    scheduler.add_job(desk.feed_reader.tick, "interval", seconds=FEED_SECONDS, next_run_time=utc_now())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
