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
    "discord": Flow(apart=20_000, at_once=64, of_a_place=64),  # all places share fifty a second
    "slack": Flow(apart=250_000, at_once=128, of_a_place=8),  # each workspace has its own 4 a second
}


def flow(platform: str) -> Flow:
    return FLOWS.get(platform, Flow())


class Pace:
    """Turns for each key, one every `gap` seconds; `burst` of them may come together after a rest.

    Who asks first goes first. The rule is the generic cell rate algorithm (ITU-T I.371): a bucket that
    leaks, kept as the one moment at which it will be empty. A turn that comes later than a burst would
    excuse moves those after it, so that what was held up does not go out all at once.
    """

    def __init__(
        self,
        gap: float,
        burst: int = 1,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = gap
        self._slack = (burst - 1) * gap
        self._clock = clock
        self._sleep = sleep
        self._empty: dict[str, float] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def turn(self, key: str = "") -> None:
        async with self._asking.setdefault(key, asyncio.Lock()):
            now = self._clock()
            empty = self._empty.get(key, now)
            if empty <= now:
                self._forget_idle(now)
            if (early := empty - self._slack - now) > 0:
                await self._sleep(early)
            self._empty[key] = max(empty, self._clock()) + self._gap

    def _forget_idle(self, now: float) -> None:
        """Few are asked for again soon."""
        self._empty = {key: at for key, at in self._empty.items() if at > now}
        wanted = self._empty.keys() | {key for key, lock in self._asking.items() if lock.locked()}
        self._asking = {key: self._asking[key] for key in wanted if key in self._asking}
