"""Our own rate ahead of the server: discord.py has none, and 10,000 refused requests are a ban."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf
from time import monotonic

from bot.pace import Pace

PLACES = 50
"""Requests a second; Discord refuses the next one."""
SECOND = 1.0
LATENESS = 10
"""Turns that may come together when one was late."""
TRUSTED = 0.9
"""Of the fastest answer: the next may be a little faster. Of simulated requests, with delays of six kinds,
one in ten thousand was refused where all of it was taken off, and six in 3.6 million where this part was."""


class DiscordPace:
    """Fifty places: a request takes one, and leaves it for the next a second after its answer came.

    Discord counts a request at some moment between its sending and its answer, and does not say from when
    its seconds run. So there is no second, wherever it begins, in which it has counted more than fifty.

    From that second the time of the fastest answer of its kind is taken off, nearly: the way of an answer
    back and that of the next request there take no less together, as long as nothing is much faster than it
    ever was. So it is the difference between answers that slows us down, and not how far away Discord is.

    A request that is not answered keeps its place and no more: the others go on with theirs. Turns come
    evenly, for the last of fifty at once is answered late and keeps its place for so much longer.
    """

    def __init__(
        self,
        places: int = PLACES,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._even = Pace(SECOND / places, LATENESS, clock, sleep)
        self._clock = clock
        self._sleep = sleep
        self._left: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
        """When each place that is not taken was left, and by which kind of request."""
        for _ in range(places):
            self._left.put_nowait((-inf, ""))
        self._fastest: dict[str, float] = {}
        """Seconds from sending to answer, by kind: the HTTP method, for what is written takes longer."""
        self._closed_until = -inf

    async def turn(self) -> float:
        """Now a request may be sent; `answered` is to be told of this moment, or `lost`."""
        await self._even.turn()
        left = await self._left.get()
        try:
            while (wait := self._free_at(*left) - self._clock()) > 0:
                await self._sleep(wait)
        except BaseException:
            self._left.put_nowait(left)
            raise
        return self._clock()

    def _free_at(self, left: float, kind: str) -> float:
        return max(left + SECOND - TRUSTED * self._fastest.get(kind, 0.0), self._closed_until)

    def answered(self, begun: float, kind: str) -> None:
        self._fastest[kind] = min(self._fastest.get(kind, inf), self._clock() - begun)
        self.lost(kind)

    def lost(self, kind: str) -> None:
        """No answer will come, and the time it took says nothing of the way."""
        self._left.put_nowait((self._clock(), kind))

    def close(self, seconds: float) -> None:
        """Discord asks for it; the library holds back only what it has not begun."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)
