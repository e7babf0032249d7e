"""Several copies of the program on one database do the same things at the same moment. It ..."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select

from bot.config import SubscriptionSettings
from bot.feeds import Feeds
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.schema import delivery, feed, subscription
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock

COPIES, MANY = 3, 60
ZONES = ("Europe/Berlin", "Europe/Paris", "Europe/Rome")


@pytest.fixture
def engines(database: str) -> Iterator[list[Engine]]:
    engines = [open_engine(database) for _ in range(COPIES)]
    migrate(engines[0], BOT)
    yield engines
    for engine in engines:
        engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23T06:00:00+00:00")


def together(engines: list[Engine], work: Callable[[Engine], object]) -> None:
    """Each copy does it, all from the same moment on."""
    barrier = Barrier(len(engines))

    def one(engine: Engine) -> None:
        barrier.wait()
        work(engine)

    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(one, engines))


def wanted() -> list[SubscriptionSettings]:
    return [
        SubscriptionSettings.model_validate(
            {"name": f"n{number}", "platform": "discord", "channel": str(number), "time": "08:00"}
            | {"timezone": ZONES[number % 3]}
        )
        for number in range(MANY)
    ]


def count(engine: Engine, column: object) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def test_it_seeds_what_the_file_names_once(engines: list[Engine], clock: Clock) -> None:
    feeds = ["http://one.example/feed", "http://two.example/feed"]

    def start(engine: Engine) -> None:
        Subscriptions(engine, clock).seed(wanted())
        Feeds(engine, clock, lambda: 0.5).seed(feeds)

    together(engines, start)
    assert count(engines[0], subscription.c.id) == MANY
    assert count(engines[0], feed.c.id) == 2


def test_it_opens_each_slot_once_and_gives_each_to_one_copy(engines: list[Engine], clock: Clock) -> None:
    Subscriptions(engines[0], clock).seed(wanted())
    clock.forward(days=1, hours=1)
    claimed: Counter[int] = Counter()

    def tick(engine: Engine) -> None:
        ledger = Ledger(engine, clock)
        for _ in range(20):
            ledger.open_due()
            claimed.update(taken.id for taken in ledger.take("discord", most=7))

    together(engines, tick)
    assert count(engines[0], delivery.c.id) == 2 * MANY  # yesterday's are skipped
    assert len(claimed) == MANY
    assert set(claimed.values()) == {1}
    with reading(engines[0]) as connection:
        due = connection.scalar(select(func.count()).where(subscription.c.next_at <= clock().isoformat()))
        assert due == 0
