"""Everything is built here, run, and closed in order."""

import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.banner import banner
from bot.config import Settings
from bot.delivery import Delivery
from bot.desk import Desk, open_desk, utc_now
from bot.environment import Environment
from bot.feed_reader import LANES
from bot.health import Health
from bot.metrics import Metrics
from bot.platforms.platform import Platform
from bot.platforms.switchboard import build_platforms
from bot.platforms.web.watch import Watch
from bot.pruner import Pruner
from bot.reload import Reload
from bot.running import page_channels
from bot.serving import serving
from bot.slot import slot_card
from bot.state import State
from bot.teller import Teller
from briefs.errors import StoreError

log = structlog.get_logger()
DELIVERY_SECONDS = 1
READING_SECONDS = 30
FEED_SECONDS = 5
OWNER_SECONDS = 10
WATCH_SECONDS = 10
RENEWAL_SECONDS = 20
PRUNING_SECONDS = 24 * 3600
STOP_SECONDS = 9


async def run(
    load: Callable[[], Settings],
    environment: Environment,
    *,
    post_now: bool,
    say: Callable[[str], None],
    now: Callable[[], datetime] = utc_now,
) -> None:
    """Serve until SIGTERM or SIGINT. Raises StartError, ConfigError or StoreError when it cannot start.

    `load` gives the configuration, at the start and again at each SIGHUP. `now` decides what is due; the
    ticks themselves come by the clock of the machine.
    """
    stop, again = _signalled(signal.SIGTERM, signal.SIGINT), _signalled(signal.SIGHUP)
    settings = load()
    async with open_desk(settings, now) as desk:
        desk.subscriptions.seed(settings.subscriptions)
        desk.feeds.seed(settings.feeds)
        platforms: dict[str, Platform] = {}
        desk.running.platforms = platforms
        desk.running.channels[:] = page_channels(desk.subscriptions)
        health = Health(desk.store, desk.subscriptions, desk.feeds, platforms, now)
        desk.metrics.ask(health.standing)
        watch = Watch(health.report, desk.metrics.text)
        platforms |= build_platforms(settings, environment, desk, State(desk.engine), now, watch)
        delivery = Delivery(
            desk.ledger,
            platforms,
            lambda claim: slot_card(desk.store, desk.ledger.posted, claim, now(), desk.running.topics),
        )
        teller = Teller(desk.engine, platforms, now)
        pruner = Pruner(desk.engine, desk.store, now, settings.keep)
        reload = Reload(load, settings, desk, pruner)
        await desk.reader.tick()
        async with serving(platforms.values(), stop):
            be_prompt()
            if post_now:
                desk.ledger.owe(desk.subscriptions.running())
            say(banner(settings, platforms, desk.subscriptions.upcoming(), desk.store))
            with _ticking(delivery, desk, teller, pruner) as ticks, _beside(reload.whenever(again)):
                await stop.wait()
                ticks.pause()
                await delivery.finish(STOP_SECONDS)
    say("Stopped.")


def be_prompt() -> None:
    """For answers of a few milliseconds, once all is loaded.

    Looking through what is loaded for garbage held one up for 80 ms; a thread that reads an article kept
    each of its steps waiting for the interpreter's 5 ms.
    """
    gc.freeze()
    sys.setswitchinterval(0.0005)


def _signalled(*numbers: signal.Signals) -> asyncio.Event:
    """Set whenever one of them comes."""
    event = asyncio.Event()
    for number in numbers:
        asyncio.get_running_loop().add_signal_handler(number, event.set)
    return event


@contextmanager
def _beside(work: Coroutine[Any, Any, None]) -> Iterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()


@contextmanager
def _ticking(delivery: Delivery, desk: Desk, teller: Teller, pruner: Pruner) -> Iterator[AsyncIOScheduler]:
    """APScheduler runs the ticks and nothing else; what is due is asked of the ledger at each."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for name, tick, seconds in (
        ("delivery", delivery.tick, DELIVERY_SECONDS),
        ("folders", desk.reader.tick, READING_SECONDS),
        ("feeds", desk.feed_reader.tick, FEED_SECONDS),
        ("owners", teller.tick, OWNER_SECONDS),
        ("watches", desk.watches.tick, WATCH_SECONDS),
        ("renewal", desk.reader.renew, RENEWAL_SECONDS),
        ("pruning", pruner.tick, PRUNING_SECONDS),
    ):
        scheduler.add_job(
            in_one_line(name, tick, desk.metrics),
            "interval",
            name=name,
            seconds=seconds,
            next_run_time=utc_now(),
            max_instances=LANES if name == "feeds" else 1,
        )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


def in_one_line(
    name: str, tick: Callable[[], Awaitable[object]], metrics: Metrics
) -> Callable[[], Awaitable[None]]:
    """A store that does not answer is one line in the log, however many ticks find it so, and one when it
    does again.

    A tick that the end of the program cuts off is none.
    """
    told = ""

    async def run() -> None:
        nonlocal told
        reason = ""
        try:
            with metrics.ticking(name), suppress(asyncio.CancelledError):
                await tick()
        except StoreError as error:
            reason = str(error)
        if reason and reason != told:
            log.error("tick failed", tick=name, reason=reason)
        elif told and not reason:
            log.info("tick works again", tick=name)
        told = reason

    return run
