"""Two copies of the program and one token: one sends, the other stands by and takes over. It ..."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import Engine

from bot.card import Card
from bot.lease import FRESH, LEASE, Lease
from bot.migrations import BOT
from bot.platforms.platform import Post, RetryError
from bot.running import is_well, standing_of
from bot.sender import STANDING_BY, OneSender
from bot.serving import serving
from briefs.store import migrate, open_engine
from tests.bot.clock import Seconds
from tests.platforms.loopback_discord import until

POST = Post("desk", Card("digest", "A card"), "key")


class Line:
    """A platform that is connected while it runs."""

    name = "discord"

    def __init__(self) -> None:
        self.ready = False
        self.posts: list[Post] = []

    async def run(self) -> None:
        self.ready = True
        try:
            await asyncio.Event().wait()
        finally:
            self.ready = False

    async def send(self, post: Post) -> str:
        self.posts.append(post)
        return "m1"


class Copy:
    """A copy of the program, which looks at the lease as often as it can."""

    def __init__(self, engine: Engine, clock: Seconds, *, beside: bool = False) -> None:
        self.line, self.lease = Line(), Lease(engine, "discord 1", clock)
        self.going = asyncio.Event()
        self.going.set()
        self.looks, self.hangs = 0, False
        self.sender = OneSender(self.line, self.lease, beside=beside, sleep=self._sleep)

    async def _sleep(self, _: float) -> None:
        self.looks += 1
        await asyncio.sleep(0.01)
        self.hangs = not self.going.is_set()
        await self.going.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Copy"]:
        task = asyncio.create_task(self.sender.run())
        try:
            yield self
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    migrate(engine, BOT)
    yield engine
    engine.dispose()


async def test_it_connects_in_one_copy_and_the_other_says_that_it_stands_by(
    engine: Engine, clock: Seconds
) -> None:
    async with Copy(engine, clock).running() as one:
        await until(lambda: one.sender.ready)
        async with Copy(engine, clock).running() as other:
            await until(lambda: other.sender.standing_by)
            assert (one.line.ready, other.line.ready) == (True, False)
            assert standing_of(one.sender) == "connected"
            assert standing_of(other.sender) == STANDING_BY
            assert is_well(other.sender)
            assert await one.sender.send(POST) == "m1"
            with pytest.raises(RetryError):
                await other.sender.send(POST)


async def test_it_is_taken_over_at_once_from_a_copy_that_stops(engine: Engine, clock: Seconds) -> None:
    async with Copy(engine, clock).running() as other:
        async with Copy(engine, clock).running():
            pass
        await until(lambda: other.sender.ready)


async def test_it_is_left_by_a_copy_that_hangs_before_another_takes_it(
    engine: Engine, clock: Seconds
) -> None:
    async with Copy(engine, clock).running() as one, Copy(engine, clock).running() as other:
        await until(lambda: one.sender.ready or other.sender.ready)
        one, other = (one, other) if one.sender.ready else (other, one)
        await until(lambda: other.sender.standing_by)
        one.going.clear()
        await until(lambda: one.hangs)
        looks = other.looks
        await until(lambda: other.looks >= looks + 2)  # it has seen the last sign of life
        clock.now += FRESH
        assert not one.sender.ready
        with pytest.raises(RetryError):
            await one.sender.send(POST)
        assert not other.sender.ready
        clock.now += LEASE - FRESH
        await until(lambda: other.sender.ready)
        await until(lambda: not one.line.ready)
        one.going.set()
        await until(lambda: one.sender.standing_by)


async def test_it_serves_in_every_copy_what_needs_no_connection_and_posts_from_one(
    engine: Engine, clock: Seconds
) -> None:
    async with (
        Copy(engine, clock, beside=True).running() as one,
        Copy(engine, clock, beside=True).running() as other,
    ):
        await until(lambda: one.line.ready and other.line.ready)
        await until(lambda: one.sender.ready != other.sender.ready)
        await until(lambda: is_well(one.sender) and is_well(other.sender))


async def test_it_starts_without_waiting_where_another_sends(engine: Engine, clock: Seconds) -> None:
    async with Copy(engine, clock).running() as one:
        await until(lambda: one.sender.ready)
        stop = asyncio.Event()
        async with asyncio.timeout(5), serving([Copy(engine, clock).sender], stop):
            assert not stop.is_set()
