"""The desk: what answers a command and reads articles, the part of the program that needs no platform."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.commands import declared
from bot.config import Settings
from bot.context import Context
from bot.dispatcher import Dispatcher
from bot.feed_entry import FeedEntries
from bot.feed_reader import FeedReader
from bot.feeds import Feeds
from bot.ledger import Ledger
from bot.metrics import Metrics
from bot.migrations import BOT
from bot.outside import Outside
from bot.reader import Reader
from bot.running import Running
from bot.subscription import Subscriptions
from bot.watches import Watches
from briefs.sources import open_sources
from briefs.sources.child import Children
from briefs.store import Store, migrate, open_engine, open_store


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    engine: Engine
    store: Store
    subscriptions: Subscriptions
    ledger: Ledger
    dispatcher: Dispatcher
    reader: Reader
    children: Children
    feeds: Feeds
    feed_reader: FeedReader
    metrics: Metrics
    running: Running
    watches: Watches


@asynccontextmanager
async def open_desk(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Desk]:
    """Raises StoreError when the store cannot be used."""
    engine = open_engine(settings.store)
    feeds = Feeds(engine, now, random.random)
    entries, children = FeedEntries(engine, now), Children()
    outside = Outside(settings.fetch.allow, now, feeds, entries, children)
    try:
        store = open_store(engine, now)
        migrate(engine, BOT)
        zone = settings.subscriptions[0].timezone if settings.subscriptions else "UTC"
        metrics, running = Metrics(), Running(topics=settings.topics, switched_on=settings.platforms.names)
        subscriptions, ledger = Subscriptions(engine, now), Ledger(engine, now, metrics, grace=settings.grace)
        watches = Watches(engine, store, now)
        context = Context(store, subscriptions, ledger, now, zone, outside, running, watches)
        reader = Reader(open_sources(settings.folders, children), store, metrics)
        feed_reader = FeedReader(feeds, entries, outside.tools, store, now, metrics)
        dispatcher = Dispatcher(declared(), context)
        yield Desk(
            engine,
            store,
            subscriptions,
            ledger,
            dispatcher,
            reader,
            children,
            feeds,
            feed_reader,
            metrics,
            running,
            watches,
        )
    finally:
        await outside.close()
        await children.close()
        engine.dispose()
