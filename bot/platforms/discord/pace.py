"""Our own rate ahead of the server: discord.py has none, and 10,000 refused requests are a ban."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

RATE = 49.0
"""Posts a second; Discord refuses the 51st request."""


class Pace:
    """Evenly spaced turns, so that no window of one second holds more than `rate` of them."""

    def __init__(
        self,
        rate: float = RATE,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / rate
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0

    async def turn(self) -> None:
        now = self._clock()
        at = max(now, self._next)
        self._next = at + self._gap
        if at > now:
            await self._sleep(at - now)
