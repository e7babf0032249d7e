"""How fast a platform takes what we send, and turns at that speed."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Flow:
    """`apart`: microseconds between two posts of one place when all are owed at once. It is the order in
    which they are sent: another place's one post need not wait for the five hundred of this one.

    `at_once`: posts on their way together, enough to keep the pace while each waits for its answer and
    few enough to be sent well within their leases; `of_a_place`: how many of these may be one place's.
    """

    apart: int = 0
    at_once: int = 16
    of_a_place: int = 16


FLOWS = {
    "discord": Flow(apart=20_408, at_once=64, of_a_place=64),  # all places share 49 a second
    "slack": Flow(apart=250_000, at_once=128, of_a_place=8),  # each workspace has its own 4 a second
}


def flow(platform: str) -> Flow:
    return FLOWS.get(platform, Flow())


class Pace:
    """Evenly spaced turns, one every `gap` seconds for each key; who asks first goes first."""

    def __init__(
        self,
        gap: float,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = gap
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}

    async def turn(self, key: str = "") -> None:
        now = self._clock()
        at = max(now, self._next.pop(key, now))
        if at == now:
            self._next = {each: free for each, free in self._next.items() if free > now}
        self._next[key] = at + self._gap
        if at > now:
            await self._sleep(at - now)
