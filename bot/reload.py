"""config.yaml read again while the program runs, at SIGHUP: a file with a mistake changes nothing."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import structlog

from bot.config import Settings
from bot.desk import Desk
from bot.errors import ConfigError
from bot.pruner import Pruner
from bot.running import page_channels
from briefs.errors import StoreError
from briefs.sources import open_sources

log = structlog.get_logger()
FIXED = ("store", "fetch", "platforms")
"""What is opened once, when the program starts."""


class Reload:
    def __init__(self, load: Callable[[], Settings], settings: Settings, desk: Desk, pruner: Pruner) -> None:
        self._load = load
        self._started_with = settings
        self._desk = desk
        self._pruner = pruner

    async def whenever(self, asked: asyncio.Event) -> None:
        """Once for each time that the event is set, one after the other."""
        while True:
            await asked.wait()
            asked.clear()
            await self.again()

    async def again(self) -> None:
        try:
            settings = await asyncio.to_thread(self._load)
            await asyncio.to_thread(self._take_over, settings)
        except ConfigError as error:
            self._refuse(tuple(str(error).splitlines()))
        except StoreError as error:
            self._refuse((str(error),))
        else:
            await self._desk.reader.tick()
            log.info("configuration taken over", subscriptions=len(settings.subscriptions))

    def _refuse(self, mistakes: tuple[str, ...]) -> None:
        self._desk.running.mistakes = mistakes
        for mistake in mistakes:
            log.error("configuration not taken over, the old one stays", reason=mistake)

    def _take_over(self, settings: Settings) -> None:
        desk = self._desk
        desk.subscriptions.seed(settings.subscriptions)
        desk.feeds.seed(settings.feeds)
        self._read_from(settings.folders)
        desk.ledger.grace, self._pruner.keep = settings.grace, settings.keep
        desk.running.channels[:] = page_channels(desk.subscriptions)
        desk.running.topics, desk.running.mistakes = settings.topics, ()
        desk.running.waiting = tuple(self._waiting(settings))
        for part in desk.running.waiting:
            log.warning("a change waits for a restart", part=part)

    def _read_from(self, folders: Sequence[Path]) -> None:
        """A folder that was read before goes on, and need not give its files again."""
        reader = self._desk.reader
        held = {source.name: source for source in reader.sources}
        opened = open_sources(folders, self._desk.children)
        reader.sources = [held.get(source.name, source) for source in opened]

    def _waiting(self, settings: Settings) -> Iterator[str]:
        for part in FIXED:
            if getattr(settings, part) != getattr(self._started_with, part):
                yield part
