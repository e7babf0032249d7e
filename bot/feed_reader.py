"""The feeds that are due, read into the store. A feed that fails costs itself alone, and so does an entry."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.feeds import Feeds, HeldFeed
from bot.metrics import Metrics
from briefs.errors import ArticleError, OnRecordError, SourceError, UnreachableError
from briefs.model import Article
from briefs.store import Store

if TYPE_CHECKING:
    from briefs.fetch import Fetcher
    from briefs.sources.child import Child
    from briefs.sources.feed import Entry, Feed

log = structlog.get_logger()
AT_ONCE = 8
MOST_ENTRIES = 20
"""Read of a feed at a time, the newest; of what a feed held before it was added the rest is history."""


class FeedReader:
    def __init__(
        self,
        feeds: Feeds,
        tools: Callable[[], Awaitable[tuple["Fetcher", "Child"]]],
        store: Store,
        now: Callable[[], datetime],
        metrics: Metrics | None = None,
    ) -> None:
        self._feeds = feeds
        self._tools = tools
        self._store = store
        self._now = now
        self._metrics = metrics or Metrics()

    async def tick(self) -> int:
        """Read what is due; how many articles that was."""
        due = await asyncio.to_thread(self._feeds.claim, AT_ONCE)
        return sum(await asyncio.gather(*(self._read(of) for of in due)))

    async def _read(self, of: HeldFeed) -> int:
        from briefs.sources.feed import read_feed

        try:
            fetcher, child = await self._tools()
            got = await read_feed(
                of.url, fetcher, child, self._now(), etag=of.etag, last_modified=of.last_modified
            )
            if got.choices or not (got.fetched.unchanged or got.entries or got.title):
                raise ArticleError("there is a page now, and no feed")
            unread = await asyncio.to_thread(self._feeds.unread, of, got.entries)
            newest = unread[:MOST_ENTRIES][::-1]
            read_now = [await self._read_entry(of, got, entry) for entry in newest]
            later = [entry for entry, count in zip(newest, read_now, strict=True) if count is None]
            await asyncio.to_thread(self._feeds.keep, of, [entry for entry in unread if entry not in later])
            if later:  # asked for whole the next time, for those whose page did not answer
                got = replace(got, fetched=replace(got.fetched, etag="", last_modified=""))
            await asyncio.to_thread(self._feeds.answered, of, got, news=bool(unread))
        except OnRecordError as error:
            await self._fail(of, error)
        except Exception:
            self._metrics.feed_read("failed")
            log.exception("feed not read", feed=of.url)
        else:
            self._metrics.feed_read("news" if unread else "nothing new")
            return sum(count or 0 for count in read_now)
        return 0

    async def _fail(self, of: HeldFeed, error: OnRecordError) -> None:
        self._metrics.feed_read("failed")
        log.warning("feed not read", feed=of.url, reason=str(error))
        after = error.after if isinstance(error, UnreachableError) else 0.0
        for_good = isinstance(error, SourceError) and error.permanent
        try:
            await asyncio.to_thread(self._feeds.failed, of, str(error), after=after, for_good=for_good)
        except OnRecordError as second:
            log.warning("feed not settled", feed=of.url, reason=str(second))

    async def _read_entry(self, of: HeldFeed, got: "Feed", entry: "Entry") -> int | None:
        """How many articles that was; None when it is to be tried again."""
        from briefs.sources.feed import article_of

        try:
            article = await article_of(entry, got, of.url, *await self._tools())
            return await asyncio.to_thread(self._keep, article)
        except (ArticleError, SourceError) as error:
            log.warning("entry not read", feed=of.url, entry=entry.link or entry.key, reason=str(error))
            return None if isinstance(error, UnreachableError) else 0

    def _keep(self, article: Article) -> bool:
        return not self._store.holds(article) and self._store.add(self._metrics.read(article))
