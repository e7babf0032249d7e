"""Whether the program does its work, for /healthz and whoever watches it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.platforms.platform import Platform
from bot.subscription import Subscriptions
from briefs.errors import OnRecordError
from briefs.store import Store


class Health:
    def __init__(self, store: Store, subscriptions: Subscriptions, platforms: Mapping[str, Platform]) -> None:
        self._store = store
        self._subscriptions = subscriptions
        self._platforms = platforms

    async def report(self) -> dict[str, Any]:
        """{"ok": bool, "store": "ok" or what is wrong, "platforms": {name: connected}, "next": moment}."""
        connected = {name: platform.ready for name, platform in self._platforms.items()}
        try:
            next_at = await asyncio.to_thread(self._look)
        except OnRecordError as error:
            return {"ok": False, "store": str(error), "platforms": connected, "next": None}
        return {"ok": all(connected.values()), "store": "ok", "platforms": connected, "next": next_at}

    def _look(self) -> str | None:
        self._store.try_writing()
        upcoming = self._subscriptions.upcoming()
        next_at = upcoming[0].next_at if upcoming else None
        return next_at.isoformat() if next_at else None
