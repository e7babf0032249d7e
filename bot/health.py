"""Whether the program does its work: for /healthz, for /metrics, and whoever watches them."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.feeds import Feeds
from bot.platforms.platform import Platform
from bot.running import is_well, standing_of
from bot.subscription import Subscriptions
from briefs.errors import OnRecordError
from briefs.store import Store

if TYPE_CHECKING:
    from prometheus_client.core import Metric


class Health:
    def __init__(
        self,
        store: Store,
        subscriptions: Subscriptions,
        feeds: Feeds,
        platforms: Mapping[str, Platform],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._subscriptions = subscriptions
        self._feeds = feeds
        self._platforms = platforms
        self._now = now

    async def report(self) -> dict[str, Any]:
        """{"ok": bool, "store": "ok" or what is wrong, "platforms": {name: how it is}, "next": moment}."""
        platforms = {name: standing_of(platform) for name, platform in self._platforms.items()}
        well = all(is_well(platform) for platform in self._platforms.values())
        try:
            next_at = await asyncio.to_thread(self._look)
        except OnRecordError as error:
            return {"ok": False, "store": str(error), "platforms": platforms, "next": None}
        return {"ok": well, "store": "ok", "platforms": platforms, "next": next_at}

    def standing(self) -> "Iterable[Metric]":
        """What the store knows, as metrics; when it does not answer, that alone. Blocks on the store."""
        from bot.metrics import gauge

        connected = [((name,), float(platform.ready)) for name, platform in self._platforms.items()]
        yield gauge("platform_ready", "Whether a platform is connected", connected, "platform")
        try:
            held, latest = self._store.count(), self._store.latest()
            feeds = Counter(feed.standing for feed in self._feeds.all())
        except OnRecordError:
            yield gauge("store_up", "Whether the store answers", [((), 0.0)])
            return
        yield gauge("store_up", "Whether the store answers", [((), 1.0)])
        yield gauge("articles", "Articles held", [((), float(held))])
        each = [((state,), float(feeds[state])) for state in ("answering", "failing", "paused")]
        yield gauge("feeds", "Feeds by how they are", each, "state")
        if latest:
            age = (self._now() - latest.read_at).total_seconds()
            yield gauge("data_age_seconds", "Since the newest article was read", [((), age)])

    def _look(self) -> str | None:
        self._store.try_writing()
        upcoming = self._subscriptions.upcoming()
        next_at = upcoming[0].next_at if upcoming else None
        return next_at.isoformat() if next_at else None
