"""Briefs kept, and every finding of them to be asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, column, func, select, table, update

from briefs.model import Article, Brief
from briefs.store.cache import Cache
from briefs.store.choice import Choices, latest_finding, read_choices
from briefs.store.engine import reading, writing
from briefs.store.fact import Fact, HeldArticle, Query
from briefs.store.keeping import keep
from briefs.store.migrations import BRIEFS
from briefs.store.row import article_row, digest_of, held_article, instant
from briefs.store.schema import article, finding
from briefs.store.search import search_of
from briefs.store.selection import select_facts, select_found

CACHED_BRIEFS = 64  # some 10 MB


class Store:
    """Safe to share among threads and processes. Every method raises StoreError when the database does.

    `now` gives the time, with its zone.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now
        self._search = search_of(engine.dialect)
        self._cache = Cache(CACHED_BRIEFS)
        self._choices: Choices | None = None

    # ---- keeping

    def holds(self, candidate: Article) -> bool:
        """Whether this very article, unchanged, was read before."""
        same = (article.c.key == candidate.id, article.c.digest == digest_of(candidate))
        held = select(article.c.number).where(*same)
        with reading(self._engine) as connection:
            return connection.scalar(held) is not None

    def add(self, brief: Brief) -> bool:
        """Keeps a brief, in place of that of an earlier text of the same article; False when it is held."""
        row = article_row(brief, self._now())
        with writing(self._engine) as connection:
            kept = keep(connection, brief, row)
        if kept:
            self._choices = None
        return kept

    # ---- articles

    def article(self, number: int) -> HeldArticle | None:
        return self._one(_articles().where(article.c.number == number))

    def called(self, key: str) -> HeldArticle | None:
        """The one whose Article.id that is."""
        return self._one(_articles().where(article.c.key == key))

    def latest(self) -> HeldArticle | None:
        return self._one(_newest_first(_articles()).limit(1))

    def articles(
        self, *, text: str = "", since: datetime | None = None, limit: int = 10, offset: int = 0
    ) -> list[HeldArticle]:
        """Those with all words of `text` in title, publisher or text, the last read first."""
        wanted = _newest_first(_articles()).limit(limit).offset(offset)
        if text.strip():
            wanted = wanted.where(article.c.number.in_(self._search.matches("article_words", text)))
        if since is not None:
            wanted = wanted.where(article.c.read_at >= instant(since))
        with reading(self._engine) as connection:
            rows = connection.execute(wanted).all()
            held = self._held(connection, rows)
        return [held[row.number] for row in rows if row.number in held]

    def count(self) -> int:
        """How many articles are held."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(article)).scalar_one()

    # ---- facts

    def fact(self, number: int) -> Fact | None:
        return next(iter(self._facts(select_facts().where(finding.c.id == number))), None)

    def find(self, query: Query) -> list[Fact]:
        """The facts asked for: newest article first, in each the order of its brief."""
        return self._facts(select_found(query, self._search))

    # ---- choices

    def actor_names(self) -> list[str]:
        """Of the latest articles, those in most of them first."""
        return list(self._read_choices().actors)

    def aliases(self) -> Mapping[str, str]:
        """Every form, casefolded, in which the latest articles print an actor, with the actor's name."""
        return self._read_choices().aliases

    def units(self) -> list[str]:
        """Of the latest articles' figures, those of most figures first."""
        return list(self._read_choices().units)

    # ----

    def try_writing(self) -> None:
        """Writes, and changes nothing: raises StoreError when the disk is full or another holds the store."""
        version = table(BRIEFS.version_table, column("version_num"))
        with writing(self._engine) as connection:
            connection.execute(update(version).values(version_num=version.c.version_num))

    def close(self) -> None:
        self._engine.dispose()

    # ----

    def _one(self, wanted: Select[Any]) -> HeldArticle | None:
        with reading(self._engine) as connection:
            return next(iter(self._held(connection, connection.execute(wanted).all()).values()), None)

    def _facts(self, wanted: Select[Any]) -> list[Fact]:
        with reading(self._engine) as connection:
            rows = connection.execute(wanted).all()
            held = self._held(connection, rows)
        return [Fact(r.id, r.kind, r.position, held[r.number]) for r in rows if r.number in held]

    def _held(self, connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, HeldArticle]:
        """The articles of the rows' numbers and digests, by number."""
        cached = {row.number: self._cache.get(row.number, row.digest) for row in rows}
        missing = [number for number, held in cached.items() if held is None]
        if missing:
            for row in connection.execute(select(article).where(article.c.number.in_(missing))):
                cached[row.number] = held = held_article(row)
                self._cache.put(row.digest, held)
        return {number: held for number, held in cached.items() if held is not None}

    def _read_choices(self) -> Choices:
        choices = self._choices
        with reading(self._engine) as connection:
            if choices is None or choices.latest != latest_finding(connection):
                choices = self._choices = read_choices(connection)
        return choices


def _articles() -> Select[Any]:
    return select(article.c.number, article.c.digest)


def _newest_first(wanted: Select[Any]) -> Select[Any]:
    return wanted.order_by(article.c.read_at.desc(), article.c.number.desc())
