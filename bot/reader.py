"""Articles from the sources, read into the store. What cannot be read costs itself alone."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.metrics import Metrics
from briefs.errors import ArticleError, OnRecordError, StoreError
from briefs.model import Article
from briefs.sources import Source
from briefs.store import Store

log = structlog.get_logger()
RENEWED = 20
"""Articles at a time: some seconds of work."""


class Reader:
    def __init__(self, sources: Sequence[Source], store: Store, metrics: Metrics) -> None:
        self.sources = sources
        self._store = store
        self._metrics = metrics
        self._troubles: dict[str, str] = {}
        """Why a source was not read when it was asked last: told once, and again when it is another."""

    async def tick(self) -> int:
        """Read what is new or changed; how many articles that was."""
        return sum([await self._read_source(source) for source in self.sources])

    async def renew(self) -> int:
        """Read anew some of what an earlier version of the extractor read; how many articles those were."""
        return await asyncio.to_thread(self._renew)

    def _renew(self) -> int:
        outdated = self._store.outdated(RENEWED)
        for held in outdated:
            try:
                self._store.renew(held, self._metrics.read(held.brief.article))
            except ArticleError as error:
                log.warning("article not read anew", article=held.brief.article.id, reason=str(error))
                self._store.renew(held, held.brief)
        return len(outdated)

    async def _read_source(self, source: Source) -> int:
        count = 0
        try:
            async for article in source.articles():
                count += await asyncio.to_thread(self._read_one, article, source.name)
        except OnRecordError as error:
            if self._troubles.get(source.name) != str(error):
                log.warning("source not read", reason=str(error))
            self._troubles[source.name] = str(error)
        else:
            self._troubles.pop(source.name, None)
        return count

    def _read_one(self, article: Article, source: str) -> bool:
        try:
            return not self._store.holds(article) and self._store.add(self._metrics.read(article), source)
        except ArticleError as error:
            log.warning("article not read", article=article.id, reason=str(error))
        except StoreError:
            raise  # the source gives it again
        except Exception:
            log.exception("article not read", article=article.id)
        return False
