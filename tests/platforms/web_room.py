"""A page on a free port of 127.0.0.1, for the tests of the web platform."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.cards.brief import brief_card
from bot.commands import declared
from bot.context import Context
from bot.dispatcher import Dispatcher
from bot.ledger import Ledger
from bot.platforms.platform import Post
from bot.platforms.web import WebPlatform
from bot.schema import metadata
from bot.story import newest_stories
from bot.subscription import Subscriptions
from briefs import Article, read
from briefs.store import open_engine, open_store
from tests.bot.example_commands import example_dispatcher

AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
CHANNELS = ("briefs", "trade desk")
SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def empty_engine(folder: Path) -> Engine:
    engine = open_engine(str(folder / "page.db"))
    metadata.create_all(engine)
    return engine


def a_page(engine: Engine, dispatcher: Dispatcher | None = None, **settings: Any) -> WebPlatform:
    given = {"host": "127.0.0.1", "port": 0, "channels": CHANNELS, "now": lambda: AT} | settings
    return WebPlatform(dispatcher or example_dispatcher(), engine, **given)


@asynccontextmanager
async def served(page: WebPlatform) -> AsyncIterator[WebPlatform]:
    """The page while it runs; what stops it from starting is raised here."""
    task = asyncio.create_task(page.run())
    while not page.ready and not task.done():  # noqa: ASYNC110 - a platform tells it by `ready` alone
        await asyncio.sleep(0.005)
    try:
        if task.done():
            await task
        yield page
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def seed_web(folder: Path) -> AsyncIterator[WebPlatform]:
    """The page with the real commands over the seed, its morning brief posted."""
    engine = open_engine(str(folder / "page.db"))
    store = open_store(engine, lambda: AT)
    metadata.create_all(engine)
    store.add(read(Article(id=SEED.name, text=SEED.read_text(encoding="utf-8"))))
    subscriptions, ledger = Subscriptions(engine, lambda: AT), Ledger(engine, lambda: AT)
    context = Context(store, subscriptions, ledger, lambda: AT, "Europe/Berlin")
    dispatcher = Dispatcher(declared(), context)
    card = brief_card(newest_stories(store, AT), "Morning brief", AT, "Europe/Berlin")
    async with served(a_page(engine, dispatcher, channels=("morning-brief",))) as web:
        await web.send(Post("morning-brief", card, "morning"))
        yield web
    engine.dispose()
