"""Turns at the speed that a platform takes: it ..."""

import asyncio

from bot.pace import Pace
from bot.platforms.discord.pace import discord_pace


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_it_puts_no_more_turns_than_fifty_into_any_second_and_keeps_within_two_percent_of_that() -> (
    None
):
    clock, turns = Clock(), []
    pace = discord_pace()
    pace._clock, pace._sleep = clock.time, clock.sleep
    for _ in range(10_000):
        await pace.turn()
        turns.append(clock.now)
    assert all(later - earlier > 1.0 for earlier, later in zip(turns, turns[50:], strict=False))
    assert turns[-1] - turns[0] < 10_000 / 50 * 1.02


async def test_it_does_not_make_up_for_turns_that_were_held_up() -> None:
    clock, turns = Clock(), []
    pace = discord_pace()
    pace._clock = clock.time

    async def sleep(seconds: float) -> None:
        """Now and then something else holds the program up for a while."""
        clock.now += seconds + (0.12 if len(turns) % 20 == 0 else 0.002)

    pace._sleep = sleep
    for _ in range(500):
        await pace.turn()
        turns.append(clock.now)
    assert all(later - earlier > 1.0 for earlier, later in zip(turns, turns[50:], strict=False))


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
