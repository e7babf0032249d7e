"""Deliveries: claimed, sent with one key, recorded."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.card import Card
from bot.claim import Claim
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.platforms.platform import Post, RejectedError, RetryError, SendError, UnknownError
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock


class Channel:
    """A platform that answers as it is told to."""

    name = "web"
    ready = True

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.errors: list[SendError] = []

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        self.posts.append(post)
        if self.errors:
            raise self.errors.pop(0)
        return f"m{len(self.posts)}"


class Bench:
    def __init__(self, folder: Path) -> None:
        self.engine = open_engine(str(folder / "held.db"))
        migrate(self.engine, BOT)
        self.clock = Clock("2026-11-23T06:59:00+00:00")
        self.ledger = Ledger(self.engine, self.clock)
        self.settings = SubscriptionSettings(
            name="m", platform="web", channel="desk", time="08:00", timezone="Europe/Berlin"
        )  # type: ignore[arg-type]
        Subscriptions(self.engine, self.clock).seed([self.settings])
        self.channel = Channel()
        self.made = 0
        self.nothing_new = False
        self.delivery = Delivery(self.ledger, {"web": self.channel}, self.make)

    def make(self, claim: Claim) -> Card | None:
        self.made += 1
        if self.nothing_new:
            return None
        return Card("digest", f"made {self.made}")

    async def tick(self, **after: float) -> None:
        self.clock.forward(**after)
        await self.delivery.tick()
        await self.delivery.finish(5)

    def rows(self) -> list[Any]:
        with reading(self.engine) as connection:
            return list(connection.execute(select(delivery).order_by(delivery.c.id)))

    def state(self) -> tuple[str, str | None]:
        [row] = self.rows()
        return row.state, row.reason


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_it_posts_a_slot_once(bench: Bench) -> None:
    for _ in range(4):
        await bench.tick(minutes=1)
    assert len(bench.channel.posts) == 1
    assert bench.state() == ("sent", None)


@pytest.mark.parametrize("error", [RetryError("busy"), UnknownError("no answer"), SendError("odd")])
async def test_it_tries_again_with_the_same_key_and_the_same_card(bench: Bench, error: SendError) -> None:
    bench.channel.errors = [error]
    await bench.tick(minutes=1)
    await bench.tick(minutes=5)
    first, second = bench.channel.posts
    assert (first.key, first.card) == (second.key, second.card)
    assert (first.again, second.again) == (False, True)
    assert bench.made == 1
    assert bench.state() == ("sent", None)


async def test_it_does_not_try_again_what_was_rejected_for_good(bench: Bench) -> None:
    bench.channel.errors = [RejectedError("the channel is gone")]
    await bench.tick(minutes=1)
    await bench.tick(hours=1)
    assert len(bench.channel.posts) == 1
    assert bench.state() == ("failed", "the channel is gone")


async def test_a_platform_that_comes_back_after_days_gets_no_backlog(bench: Bench) -> None:
    bench.channel.ready = False
    for _ in range(3 * 24):
        await bench.tick(hours=1)
    bench.channel.ready = True
    await bench.tick(hours=1)
    assert len(bench.channel.posts) == 1
    assert [(row.slot, row.state, row.reason) for row in bench.rows()] == [
        ("2026-11-23 08:00", "skipped", "missed by more than 6 hours"),
        ("2026-11-24 08:00", "skipped", "missed by more than 6 hours"),
        ("2026-11-25 08:00", "skipped", "missed by more than 6 hours"),
        ("2026-11-26 08:00", "sent", None),
    ]


async def test_a_slot_without_a_card_is_skipped_with_the_reason(bench: Bench) -> None:
    bench.nothing_new = True
    await bench.tick(minutes=1)
    await bench.tick(minutes=5)
    assert bench.channel.posts == []
    assert bench.state() == ("skipped", "nothing new")


async def test_a_card_that_cannot_be_made_is_tried_again_and_says_so(bench: Bench) -> None:
    def broken(claim: Claim) -> Card:
        raise KeyError("secret detail")

    bench.delivery = Delivery(bench.ledger, {"web": bench.channel}, broken)
    await bench.tick(minutes=1)
    assert bench.state() == ("pending", "an error on our side: KeyError")


async def test_it_waits_for_a_platform_that_is_not_ready(bench: Bench) -> None:
    bench.channel.ready = False
    await bench.tick(minutes=1)
    assert bench.channel.posts == []
    bench.channel.ready = True
    await bench.tick(minutes=1)
    assert len(bench.channel.posts) == 1
