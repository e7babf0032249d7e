"""The feeds that are due are asked, and what they say is read into the store.

A feed that fails costs itself alone, and so does an entry.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.feed_entry import FeedEntries, Read, Waiting
from bot.feeds import Asked, Feeds, wait_after
from bot.held_feed import HeldFeed
from bot.metrics import FeedOutcome, Metrics
from briefs.errors import ArticleError, OnRecordError, SourceError, StoreError, UnreachableError
from briefs.model import Article
from briefs.store import Store

if TYPE_CHECKING:
    from briefs.fetch import Fetcher
    from briefs.sources.child import Children

log = structlog.get_logger()
Result = TypeVar("Result")
FEEDS_AT_ONCE, ENTRIES_AT_ONCE = 100, 16
LANES = 3
"""Ticks that may run at the same time: a slow host holds up its own alone."""
MOST_TRIES = 5
OUR_FAULT = "a mistake on our side"


class FeedReader:
    def __init__(
        self,
        feeds: Feeds,
        entries: FeedEntries,
        tools: Callable[[], Awaitable[tuple["Fetcher", "Children"]]],
        store: Store,
        now: Callable[[], datetime],
        metrics: Metrics | None = None,
    ) -> None:
        self._feeds = feeds
        self._entries = entries
        self._tools = tools
        self._store = store
        self._now = now
        self._metrics = metrics or Metrics()
        self._turn = asyncio.Lock()

    async def tick(self) -> int:
        """Ask and read until nothing is due; how many articles that was."""
        count = 0
        while True:
            asked = await self.ask_feeds()
            read = await self.read_entries()
            count += sum(read)
            if not (asked or read):
                return count

    # ---- feeds

    async def ask_feeds(self) -> int:
        """Ask a batch of those that are due; how many they were."""
        due = await self._writing(self._feeds.claim, FEEDS_AT_ONCE)
        if not due:
            return 0
        asked = await asyncio.gather(*(self._ask(of) for of in due))
        new = await self._writing(self._feeds.settle, asked)
        for one in asked:
            outcome: FeedOutcome = "news" if new.get(one.of.id) else "nothing new"
            self._metrics.feed_read("failed" if one.failure else outcome)
        return len(due)

    async def _ask(self, of: HeldFeed) -> Asked:
        from briefs.sources.feed import Known, read_feed

        try:
            fetcher, children = await self._tools()
            known = Known(of.etag, of.last_modified)
            got = await read_feed(of.url, fetcher, children, self._now(), known, patient=True)
            if got.choices or not (got.fetched.unchanged or got.said or got.title):
                raise ArticleError("there is a page now, and no feed")
            return Asked(of, got)
        except OnRecordError as error:
            log.warning("feed not read", feed=of.url, reason=str(error))
            return Asked(of, failure=error)
        except Exception:
            log.exception("feed not read", feed=of.url)
            return Asked(of, failure=SourceError(OUR_FAULT))

    # ---- their entries

    async def read_entries(self) -> list[bool]:
        """Read a batch of those that wait; whether each became an article that was not held before."""
        due = await self._writing(self._entries.claim, ENTRIES_AT_ONCE)
        if not due:
            return []
        read = await asyncio.gather(*(self._read(of) for of in due))
        await self._writing(self._entries.settle, [one for one, _ in read])
        return [kept for _, kept in read]

    async def _read(self, of: Waiting) -> tuple[Read, bool]:
        from briefs.sources.feed import article_of

        try:
            if of.article and not await asyncio.to_thread(self._store.called, of.article):
                return Read(of), False  # an edit of what was thrown away as too old is no news
            article = await article_of(of.entry, of.publisher, of.url, *await self._tools(), was=of.article)
            return await self._keep(of, article, "")
        except (ArticleError, SourceError) as error:
            log.warning("entry not read", feed=of.url, entry=of.entry.link or of.key, reason=str(error))
            if isinstance(error, UnreachableError) and of.tries + 1 < MOST_TRIES:
                return Read(of, reason=str(error), again=wait_after(of.tries, error.after)), False
            return await self._summary(of, str(error))
        except StoreError:
            raise
        except Exception:
            log.exception("entry not read", feed=of.url, entry=of.entry.link or of.key)
            return Read(of, reason=OUR_FAULT), False

    async def _summary(self, of: Waiting, reason: str) -> tuple[Read, bool]:
        """What the feed itself says, where its page says nothing; what was read before stays."""
        from briefs.sources.feed import LEAST_SUMMARY, own_words

        if of.article or len(of.entry.text) < LEAST_SUMMARY:
            return Read(of, of.article, reason), False
        try:
            return await self._keep(of, own_words(of.entry, of.publisher, of.url), reason)
        except ArticleError as error:
            return Read(of, reason=str(error)), False

    async def _keep(self, of: Waiting, article: Article, reason: str) -> tuple[Read, bool]:
        if await asyncio.to_thread(self._store.holds, article):
            return Read(of, article.id, reason), False
        brief = await asyncio.to_thread(self._metrics.read, article)
        return Read(of, article.id, reason), await self._writing(self._store.add, brief, of.url)

    async def _writing(self, write: Callable[..., Result], *given: Any) -> Result:
        """One after the other: SQLite has one writer, and who waits for it in a thread may wait too long."""
        async with self._turn:
            return await asyncio.to_thread(write, *given)
