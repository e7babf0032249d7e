"""Turns at the speed that a platform takes: it ..."""

import asyncio
import heapq
import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.pace import Pace
from bot.platforms.discord.pace import DiscordPace


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Discord(Clock):
    """Answers while we sleep. `one_way` gives the seconds to it, and those back from it."""

    def __init__(self, one_way: Callable[[], float]) -> None:
        super().__init__()
        self.one_way = one_way
        self.pace = DiscordPace(clock=self.time, sleep=self.sleep)
        self.counted: list[float] = []
        self._answers: list[tuple[float, float]] = []
        self._late = random.Random(1)

    async def ask(self) -> None:
        begun = await self.pace.turn()
        self.counted.append(begun + self.one_way())
        heapq.heappush(self._answers, (self.counted[-1] + self.one_way(), begun))

    async def sleep(self, seconds: float) -> None:
        """As timers are: a little too long, and now and then a lot."""
        end = self.now + seconds + self._late.expovariate(2000) + 0.12 * (self._late.random() < 0.01)
        while self._answers and self._answers[0][0] <= end:
            self.now, begun = heapq.heappop(self._answers)
            self.pace.answered(begun, "POST")
        self.now = end

    def refused(self) -> int:
        """Requests with fifty others in the second before them, wherever Discord's seconds begin."""
        came = sorted(self.counted)
        return sum(later - earlier < 1.0 for earlier, later in zip(came, came[50:], strict=False))

    def over(self) -> float:
        """How much longer it took than fifty a second, as a part of that."""
        return (self.counted[-1] - self.counted[0]) * 50 / len(self.counted) - 1


def uniform(least: float, most: float) -> Callable[[], float]:
    chance = random.Random(7)
    return lambda: chance.uniform(least, most)


@pytest.mark.parametrize(
    ("one_way", "over"),
    [
        (uniform(0.0005, 0.003), 0.02),
        (uniform(0.040, 0.041), 0.02),
        (uniform(0.030, 0.050), 0.04),
        (uniform(0.010, 0.100), 0.11),
    ],
    ids=["near", "far away", "now faster, now slower", "very uneven"],
)
async def test_discord_never_counts_more_than_fifty_in_a_second_and_nearly_so_many(
    one_way: Callable[[], float], over: float
) -> None:
    discord = Discord(one_way)
    for _ in range(10_000):
        await discord.ask()
    assert discord.refused() == 0
    assert 0 <= discord.over() < over


async def test_of_a_request_that_is_not_answered_it_keeps_no_more_than_its_place() -> None:
    discord = Discord(uniform(0.0, 0.001))
    await discord.pace.turn()
    for _ in range(1000):
        await discord.ask()
    assert discord.refused() == 0
    assert discord.over() < 0.05


async def test_a_line_that_breaks_at_once_does_not_bring_discord_nearer() -> None:
    clock = Clock()
    pace = DiscordPace(places=1, clock=clock.time, sleep=clock.sleep)
    begun = await pace.turn()
    clock.now += 0.1
    pace.answered(begun, "POST")
    await pace.turn()
    left = clock.now
    pace.lost("POST")
    assert await pace.turn() == pytest.approx(left + 1 - 0.09)


async def test_it_trusts_in_nothing_before_the_first_answer() -> None:
    clock = Clock()
    pace = DiscordPace(places=1, clock=clock.time, sleep=clock.sleep)
    left = await pace.turn()
    pace.lost("POST")
    assert await pace.turn() == pytest.approx(left + 1)


async def test_it_sends_nothing_to_discord_while_that_asks_it_to_wait() -> None:
    clock = Clock()
    pace = DiscordPace(clock=clock.time, sleep=clock.sleep)
    pace.close(7.0)
    assert await pace.turn() == 1007.0


async def test_who_gives_up_waiting_for_discord_leaves_the_place_to_others() -> None:
    pace = DiscordPace(places=1)
    pace.close(3600.0)
    waiting = asyncio.ensure_future(pace.turn())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    pace._closed_until = 0.0
    async with asyncio.timeout(5):
        await pace.turn()


async def test_it_does_not_make_up_for_turns_that_were_held_up() -> None:
    clock, turns = Clock(), []

    async def sleep(seconds: float) -> None:
        """Now and then something else holds the program up for a while."""
        clock.now += seconds + (3.0 if len(turns) % 20 == 0 else 0.002)

    pace = Pace(1.0, clock=clock.time, sleep=sleep)
    for _ in range(100):
        await pace.turn()
        turns.append(clock.now)
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(turns))


async def test_it_lets_those_who_wait_go_in_the_order_they_came() -> None:
    pace, went = Pace(0.001), []

    async def go(number: int) -> None:
        await pace.turn()
        went.append(number)

    await asyncio.gather(*(go(number) for number in range(20)))
    assert went == list(range(20))


async def test_it_gives_the_first_turn_after_a_rest_at_once() -> None:
    clock = Clock()
    pace = Pace(0.5, clock=clock.time, sleep=clock.sleep)
    await pace.turn()
    clock.now += 10
    await pace.turn()
    assert clock.now == 1010.0


async def test_it_lets_a_burst_through_and_then_keeps_the_gap() -> None:
    clock, turns = Clock(), []
    pace = Pace(0.5, burst=3, clock=clock.time, sleep=clock.sleep)
    for _ in range(5):
        await pace.turn()
        turns.append(clock.now - 1000)
    assert turns == [0, 0, 0, 0.5, 1.0]


async def test_it_keeps_no_key_waiting_for_another() -> None:
    clock = Clock()
    pace = Pace(5, clock=clock.time, sleep=clock.sleep)
    for key in ("a", "b", "c"):
        await pace.turn(key)
    assert clock.now == 1000.0
