"""Stops before a platform bans us for too many requests that it refused; closes again by itself."""

from collections import deque
from collections.abc import Callable
from time import monotonic

import structlog

log = structlog.get_logger()


class Breaker:
    """Opens at `most` refusals `within` seconds, and closes when half of these are older than that."""

    def __init__(
        self, platform: str, most: int, within: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._platform = platform
        self._most = most
        self._within = within
        self._clock = clock
        self._refused: deque[float] = deque()
        self._open = False

    def refused(self) -> None:
        self._refused.append(self._clock())
        if self.wait() == 0.0 and len(self._refused) >= self._most:
            self._open = True
            log.error("too many requests refused; nothing is posted", **self._told())

    def wait(self) -> float:
        """Seconds for which nothing may be sent, 0 when it is closed."""
        oldest = self._clock() - self._within
        while self._refused and self._refused[0] <= oldest:
            self._refused.popleft()
        too_many = len(self._refused) - self._most // 2
        if self._open and too_many <= 0:
            self._open = False
            log.warning("posts again", **self._told())
        return self._refused[too_many - 1] - oldest if self._open else 0.0

    @property
    def standing(self) -> str:
        """What `status` says of it; "" when it is closed."""
        wait = self.wait()
        if not wait:
            return ""
        return (
            f"posts nothing for {wait / 60:.0f} min: {len(self._refused)} requests were refused"
            f" within {self._within / 60:.0f} min, and more would be a ban"
        )

    def _told(self) -> dict[str, object]:
        return {"platform": self._platform, "refused": len(self._refused), "seconds": round(self.wait())}
