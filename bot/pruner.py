"""What is old goes, once a day, a little at a time.

What was read goes after `keep`, unless a brief that was made refers to it: its buttons go on working. Of
what became of the runs, the rows go after `keep` as well, but for the last run of each schedule and the last
that was sent; who changed what goes after a year, or after `keep` when that is longer.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, Engine, Table, and_, exists, func, or_, select

from bot.schema import UNCITED, audit, delivery, edition, posted
from bot.stamp import stamp
from briefs.store import Store
from briefs.store.engine import reading, writing

log = structlog.get_logger()
AUDITED = timedelta(days=365)
CARDS, ARTICLES, ROWS = 100, 20, 500
"""At a time: whoever else writes waits some tenths of a second at most."""
ARTICLE, FACT = (re.compile(rf"\b{name}:(\d{{1,15}})\b") for name in ("article", "fact"))


class Pruner:
    def __init__(self, engine: Engine, store: Store, now: Callable[[], datetime], keep: timedelta) -> None:
        self.keep = keep
        self._engine = engine
        self._store = store
        self._now = now

    async def tick(self) -> None:
        articles = rows = 0
        while count := await asyncio.to_thread(self._prune_articles):
            articles += count
        while count := await asyncio.to_thread(self._prune_rows):
            rows += count
        if articles or rows:
            log.info("removed what is old", articles=articles, rows=rows)

    def _prune_articles(self) -> int:
        while self._cite():
            pass
        return self._store.prune(self._now() - self.keep, ARTICLES)

    def _cite(self) -> int:
        """Looks at cards not looked at yet; a card is made once and stays as it is."""
        with reading(self._engine) as connection:
            query = select(delivery.c.id, delivery.c.card).where(UNCITED).order_by(delivery.c.id).limit(CARDS)
            rows = connection.execute(query).all()
            ids = [row.id for row in rows]
            of_stories = select(edition.c.article).join(posted, posted.c.edition == edition.c.id)
            articles = set(connection.scalars(of_stories.where(posted.c.delivery.in_(ids))))
        if not rows:
            return 0
        cards = "\n".join(row.card for row in rows)
        facts = {int(n) for n in FACT.findall(cards)}
        self._store.cite(articles | {int(n) for n in ARTICLE.findall(cards)}, facts)
        with writing(self._engine) as connection:
            connection.execute(delivery.update().where(delivery.c.id.in_(ids)).values(cited=1))
        return len(rows)

    def _prune_rows(self) -> int:
        before = self._now() - self.keep
        changed = audit.c.at < stamp(min(before, self._now() - AUDITED))
        forgotten = ~exists().where(posted.c.edition == edition.c.id)
        removed = self._prune(delivery, _over(stamp(before))) + self._prune(audit, changed)
        return removed + self._prune(edition, forgotten)

    def _prune(self, table: Table, old: ColumnElement[bool]) -> int:
        some = select(table.c.id).where(old).limit(ROWS)
        with reading(self._engine) as connection:
            ids = connection.scalars(some).all()
        if ids:
            with writing(self._engine) as connection:
                connection.execute(table.delete().where(table.c.id.in_(ids)))
        return len(ids)


def _over(before: str) -> ColumnElement[bool]:
    """Settled before then, and neither the last run of its schedule nor the last that was sent."""
    settled = delivery.c.state.in_(("sent", "failed", "skipped"))
    looked_at = or_(delivery.c.cited == 1, delivery.c.card.is_(None))
    last = select(func.max(delivery.c.id)).group_by(delivery.c.subscription)
    kept = or_(delivery.c.id.in_(last), delivery.c.id.in_(last.where(delivery.c.state == "sent")))
    return and_(settled, looked_at, delivery.c.due_at < before, ~kept)
