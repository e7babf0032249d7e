"""The door from the commands to the web: they run in threads, fetching runs on the event loop."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import AwayError, UserError, sentence
from bot.feed_entry import FeedEntries
from bot.feeds import Feeds
from briefs.address import Network
from briefs.errors import ArticleError, SourceError, UnreachableError
from briefs.model import Article

if TYPE_CHECKING:
    from briefs.fetch import Fetcher
    from briefs.politeness import Turns
    from briefs.sources.child import Children
    from briefs.sources.feed import Feed

T = TypeVar("T")


class Outside:
    """Made on the event loop that fetches. Nothing is loaded or opened before the first address is asked.

    What is not a coroutine is for threads: it waits, and raises UserError with the one sentence.
    """

    def __init__(
        self,
        allowed: Collection[Network],
        now: Callable[[], datetime],
        feeds: Feeds,
        entries: FeedEntries,
        children: "Children",
        turns: "Turns | None" = None,
    ) -> None:
        self.feeds = feeds
        self.entries = entries
        self._children = children
        self._turns = turns
        self._allowed = allowed
        self._now = now
        self._loop = asyncio.get_running_loop()
        self._open = AsyncExitStack()
        self._tools: tuple[Fetcher, Children] | None = None

    async def close(self) -> None:
        await self._open.aclose()

    async def tools(self) -> tuple["Fetcher", "Children"]:
        """On the event loop."""
        if self._tools is None:
            from briefs.fetch import Fetcher

            fetcher = await self._open.enter_async_context(Fetcher(self._allowed, turns=self._turns))
            self._tools = fetcher, self._children
        return self._tools

    def page(self, url: str) -> Article:
        return self._wait(self._page(url))

    def attachment(self, url: str) -> Article:
        return self._wait(self._attachment(url))

    def feed(self, url: str) -> "Feed":
        return self._wait(self._feed(url))

    def opml(self, url: str) -> bytes:
        return self._wait(self._opml(url))

    async def _page(self, url: str) -> Article:
        from briefs.sources.page import read_page

        return await read_page(url, *await self.tools())

    async def _attachment(self, url: str) -> Article:
        from briefs.sources.page import read_attachment

        return await read_attachment(url, *await self.tools())

    async def _feed(self, url: str) -> "Feed":
        from briefs.sources.feed import read_feed

        return await read_feed(url, *await self.tools(), self._now())

    async def _opml(self, url: str) -> bytes:
        from briefs.fetch import OPML

        fetcher, _ = await self.tools()
        return (await fetcher.get(url, OPML)).body

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        except UnreachableError as error:
            raise AwayError(sentence(f"That was not read: {error}")) from error
        except (ArticleError, SourceError) as error:
            raise UserError(sentence(f"That was not read: {error}")) from error
