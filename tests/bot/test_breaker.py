"""A platform refuses too much: nothing is posted before it bans us, and again when that is over. It ..."""

import pytest

from bot.breaker import Breaker
from bot.platforms.discord.wire import MOST
from bot.platforms.platform import RejectedError, RetryError
from tests.bot.clock import Seconds
from tests.platforms import discord_line
from tests.platforms.loopback_discord import Fault, LoopbackDiscord


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def breaker(clock: Seconds) -> Breaker:
    return Breaker("discord", 10, 600.0, clock)


def test_it_opens_at_so_many_and_closes_by_itself_when_half_are_old(breaker: Breaker, clock: Seconds) -> None:
    for _ in range(9):
        breaker.refused()
        clock.now += 10
    assert (breaker.wait(), breaker.standing) == (0.0, "")
    breaker.refused()
    assert breaker.wait() == 550  # until the first five are ten minutes old
    assert "posts nothing for 9 min: 10 requests were refused within 10 min" in breaker.standing
    clock.now += 549
    assert breaker.wait()
    clock.now += 1
    assert not breaker.wait()


def test_it_stays_closed_for_what_is_refused_slowly(breaker: Breaker, clock: Seconds) -> None:
    for _ in range(100):
        breaker.refused()
        clock.now += 70
        assert not breaker.wait()


def test_it_opens_early_enough() -> None:
    assert MOST + 64 * 3 < 5000  # what is under way may be tried three times


async def test_on_discord_it_counts_each_refusal_and_says_so() -> None:
    async with LoopbackDiscord() as discord:
        platform = discord_line.platform_of(discord)
        counted: list[int] = []
        platform._breaker, platform._count = Breaker("discord", 3, 600.0), lambda: counted.append(1)
        discord.world.channel.forbidden = True
        async with discord_line.running(platform):
            for number in range(3):
                with pytest.raises(RejectedError):
                    await platform.send(discord_line.post(discord, key=f"brief-{number}"))
            with pytest.raises(RetryError, match="refused too many") as told:
                await platform.send(discord_line.post(discord, key="brief-4"))
            assert told.value.after > 500
            assert not platform.ready
            assert "would be a ban" in platform.standing
        assert len(counted) == 3


async def test_on_discord_a_server_that_is_out_of_order_does_not_count() -> None:
    async with LoopbackDiscord() as discord:
        platform = discord_line.platform_of(discord)
        platform._breaker = Breaker("discord", 1, 600.0)
        discord.faults.append(Fault("error", path=r"/messages$", times=1, status=503))
        async with discord_line.running(platform):
            with pytest.raises(RetryError):
                await platform.send(discord_line.post(discord))
            assert platform.ready
