from bot.platforms.discord.pace import Pace


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_no_second_holds_more_turns_than_the_rate() -> None:
    clock, turns = Clock(), []
    pace = Pace(rate=49, clock=clock.time, sleep=clock.sleep)
    for _ in range(200):
        await pace.turn()
        turns.append(clock.now)
    assert all(later - earlier >= 0.999 for earlier, later in zip(turns, turns[49:], strict=False))
    assert turns[-1] - turns[0] < 4.2


async def test_a_first_turn_after_a_rest_is_at_once() -> None:
    clock = Clock()
    pace = Pace(rate=2, clock=clock.time, sleep=clock.sleep)
    await pace.turn()
    clock.now += 10
    await pace.turn()
    assert clock.now == 1010.0
