"""Owners of briefs that fail are told, once for each trouble, where only they read it; so is the log."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from bot.cards.trouble import trouble_card
from bot.platforms.platform import Direct, Platform, Post, RetryError, SendError
from bot.trouble import Notice, to_tell, told

log = structlog.get_logger()
LATER = timedelta(minutes=5)
MOST = 5
"""Owners told in one go: platforms take many first messages for a nuisance."""


class Teller:
    def __init__(
        self, engine: Engine, platforms: Mapping[str, Platform], now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._platforms = platforms
        self._now = now

    async def tick(self) -> None:
        ready = [name for name, platform in self._platforms.items() if platform.ready]
        for notice in (await asyncio.to_thread(to_tell, self._engine, ready, self._now()))[:MOST]:
            again_at = await self._tell(notice)
            await asyncio.to_thread(told, self._engine, notice, again_at)

    async def _tell(self, notice: Notice) -> datetime | None:
        """When to try again; None when the owner knows, or cannot be told."""
        platform, reached = self._platforms[notice.platform], False
        try:
            if isinstance(platform, Direct) and (
                channel := await platform.direct(notice.owner, notice.place)
            ):
                place = notice.place if notice.platform == "slack" else ""
                await platform.send(Post(channel, trouble_card(notice), notice.key, place=place))
                reached = True
        except RetryError:
            return self._now() + LATER
        except SendError as error:
            log.warning("owner not told", platform=notice.platform, owner=notice.owner, reason=str(error))
        for one in notice.troubled:
            log.warning(
                "brief fails",
                subscription=one.name,
                platform=one.platform,
                channel=one.channel,
                reason=one.trouble,
                stopped=one.stopped,
                owner_told=reached,
            )
        return None
