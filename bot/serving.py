"""The platforms, run side by side: one that falls over is started again, the others go on."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import structlog

from bot.errors import BotError
from bot.platforms.platform import Platform
from bot.running import is_well

log = structlog.get_logger()
CONNECT_SECONDS = 20
LONGEST_WAIT = 60


@asynccontextmanager
async def serving(platforms: Collection[Platform], stop: asyncio.Event) -> AsyncIterator[None]:
    """Runs them from when they are ready (or slow) until the block is left.

    A BotError of a platform is for the person who hosts: it sets `stop`, and is raised at the end.
    """
    tasks = [asyncio.create_task(_supervised(platform)) for platform in platforms]
    for task in tasks:
        task.add_done_callback(lambda _: stop.set())
    try:
        await _until_ready(platforms, stop)
        _raise_first(tasks)
        yield
        _raise_first(tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _supervised(platform: Platform) -> None:
    wait = 1
    while True:
        try:
            await platform.run()
        except BotError:
            raise
        except Exception:
            log.exception("platform fell over; it is started again", platform=platform.name, wait=wait)
        else:
            log.warning("platform ended; it is started again", platform=platform.name, wait=wait)
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


async def _until_ready(platforms: Collection[Platform], stop: asyncio.Event) -> None:
    """Platforms that need longer to connect than this go on doing so."""
    for _ in range(CONNECT_SECONDS * 50):
        if stop.is_set() or all(is_well(platform) for platform in platforms):
            return
        await asyncio.sleep(0.02)


def _raise_first(tasks: Collection[asyncio.Task[None]]) -> None:
    for task in tasks:
        if task.done() and not task.cancelled() and (error := task.exception()):
            raise error
