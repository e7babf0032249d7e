"""Whether the program does its work, for /healthz and whoever watches it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.ledger import Ledger
from bot.platforms.platform import Platform
from briefs.errors import OnRecordError
from briefs.store import Store


class Health:
    def __init__(self, store: Store, ledger: Ledger, platforms: Mapping[str, Platform]) -> None:
        self._store = store
        self._ledger = ledger
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
        self._store.latest()
        runs = self._ledger.next_runs()
        return runs[0].at.isoformat() if runs else None
