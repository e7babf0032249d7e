"""One message a second in a channel, as Slack asks."""

import asyncio
import time


class Pace:
    """`interval` in seconds between two messages of one channel."""

    def __init__(self, interval: float = 1.0) -> None:
        self._interval = interval
        self._free: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Return when the next message may go; callers in one channel queue up."""
        now = time.monotonic()
        self._free = {name: at for name, at in self._free.items() if at > now}
        at = self._free.get(channel, now)
        self._free[channel] = at + self._interval
        await asyncio.sleep(at - now)
