"""Manners towards a server: one request at a time, a pause between two, and no queue at a closed door."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from briefs.errors import UnreachableError

PAUSE = 1.0  # seconds
MOST_HOSTS = 2000
"""Remembered; beyond that those are forgotten whose pause is over."""


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    failed_at: float = -1.0
    failure: UnreachableError | None = None


class Turns:
    """Belongs to one event loop. `clock` and `sleep` count in seconds."""

    def __init__(
        self,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Our turn at a host. Raises the UnreachableError of the host that another got while we waited."""
        host = self._hosts.get(name) or self._new(name)
        came = self._clock()
        async with host.turn:
            if host.failure and host.failed_at >= came:
                raise UnreachableError(str(host.failure), host.failure.after, of_host=True)
            if (wait := host.free_at - self._clock()) > 0:
                await self._sleep(wait)
            try:
                yield
            except UnreachableError as failure:
                if failure.of_host:
                    host.failed_at, host.failure = self._clock(), failure
                raise
            finally:
                host.free_at = self._clock() + self._pause

    def _new(self, name: str) -> _Host:
        if len(self._hosts) >= MOST_HOSTS:
            now = self._clock()
            kept = {n: h for n, h in self._hosts.items() if h.turn.locked() or h.free_at > now}
            self._hosts = kept
        return self._hosts.setdefault(name, _Host())
