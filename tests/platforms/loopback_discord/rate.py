"""Rate limits: a bucket a channel in fixed windows, and fifty requests in any second for the whole bot."""

from collections import deque
from time import monotonic, time

from aiohttp import web

from tests.platforms.loopback_discord.fault import too_many


class Window:
    def __init__(self, limit: int, seconds: float) -> None:
        self.limit = limit
        self.seconds = seconds
        self.opened = 0.0
        self.used = 0

    def take(self) -> float:
        """0 when there is room, else the seconds until the window ends."""
        now = time()
        if now >= self.opened + self.seconds:
            self.opened, self.used = now, 0
        if self.used >= self.limit:
            return self.opened + self.seconds - now
        self.used += 1
        return 0.0

    def headers(self, bucket: str) -> dict[str, str]:
        end = self.opened + self.seconds
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self.used),
            "X-RateLimit-Reset": f"{end:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, end - time()):.3f}",
            "X-RateLimit-Bucket": bucket,
        }


class Within:
    """So many within so many seconds, wherever these begin: Discord does not say from when it counts, and
    whoever keeps to this keeps to every way of counting."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.seconds = seconds
        self._taken: deque[float] = deque(maxlen=limit)

    def take(self) -> float:
        """0 when there is room, else the seconds until there is."""
        now = monotonic()
        if len(self._taken) == self._taken.maxlen and now < self._taken[0] + self.seconds:
            return self._taken[0] + self.seconds - now
        self._taken.append(now)
        return 0.0


class Rates:
    """`refused` counts the requests that came too soon; ten thousand of them would be a ban."""

    def __init__(self, per_channel: int = 5, seconds: float = 1.0, whole: int = 50) -> None:
        self.per_channel = per_channel
        self.seconds = seconds
        self.refused = 0
        self._all = Within(whole, 1.0)
        self._channels: dict[str, Window] = {}

    def whole(self, request: web.Request) -> web.Response | None:
        """Interactions and their webhooks do not count."""
        if "/interactions/" in request.path or "/webhooks/" in request.path:
            return None
        return self._refuse(self._all.take(), shared=True)

    def channel(self, channel: str) -> tuple[web.Response | None, dict[str, str]]:
        window = self._channels.setdefault(channel, Window(self.per_channel, self.seconds))
        refusal = self._refuse(window.take())
        return refusal, window.headers("messages")

    def _refuse(self, wait: float, shared: bool = False) -> web.Response | None:
        if not wait:
            return None
        self.refused += 1
        return too_many(wait, shared)
