"""Manners towards a server: one request at a time, a pause between two, and no queue at a closed door."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType

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

    def of(self, name: str) -> "_Turn":
        """Our turn at a host. Raises the UnreachableError of the host that another got while we waited."""
        return _Turn(self._hosts.get(name) or self._new(name), self._pause, self._clock, self._sleep)

    def _new(self, name: str) -> _Host:
        if len(self._hosts) >= MOST_HOSTS:
            now = self._clock()
            kept = {n: h for n, h in self._hosts.items() if h.turn.locked() or h.free_at > now}
            self._hosts = kept
        return self._hosts.setdefault(name, _Host())


@dataclass(slots=True)
class _Turn:
    host: _Host
    pause: float
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]

    async def __aenter__(self) -> None:
        host, came = self.host, self.clock()
        await host.turn.acquire()
        try:
            if host.failure and host.failed_at >= came:
                raise UnreachableError(str(host.failure), host.failure.after, of_host=True)
            if (wait := host.free_at - self.clock()) > 0:
                await self.sleep(wait)
        except BaseException:
            host.turn.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        host = self.host
        host.free_at = self.clock() + self.pause
        if isinstance(error, UnreachableError) and error.of_host:
            host.failed_at, host.failure = self.clock(), error
        host.turn.release()
