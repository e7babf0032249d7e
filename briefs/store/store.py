"""Briefs kept, and every finding of them to be asked for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, column, func, select, table, update

from briefs.model import Article, Brief
from briefs.read import EXTRACTOR
from briefs.store.cache import Cache
from briefs.store.choice import Choices, latest_finding, read_choices
from briefs.store.engine import reading, writing
from briefs.store.fact import Fact, FactKind, HeldArticle, Query
from briefs.store.keeping import keep, replace
from briefs.store.migrations import BRIEFS
from briefs.store.pruning import cite, prune
from briefs.store.row import article_row, digest_of, held_article, instant
from briefs.store.schema import article, gone
from briefs.store.search import search_of
from briefs.store.selection import (
    BY_ID,
    BY_KEY,
    BY_NUMBER,
    FACT_IDS,
    IN_STORIES,
    LED_BY_OUTLETS,
    OUTDATED,
    STORY_OF,
    WHOLE,
    found,
    listed,
)
from briefs.store.sqlite import check_files
from briefs.store.turn import take_turn
from briefs.story import profile_of

CACHED_BRIEFS = 200  # some 30 MB: eight stories of many outlets each, and what else is asked for


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
        this = {"key": candidate.id, "digest": digest_of(candidate)}
        with reading(self._engine) as connection:
            return any(
                connection.execute(select(one.c.key).filter_by(**this)).first() for one in (article, gone)
            )

    def add(self, brief: Brief, source: str = "") -> bool:
        """Keeps a brief, in place of that of an earlier text of the same article; False when it is held.

        `source` is the address of the feed or the path of the folder that it came from.
        """
        row, profile = article_row(brief, self._now()) | {"source": source}, profile_of(brief)
        with writing(self._engine) as connection:
            kept = keep(connection, brief, row, profile)
        if kept:
            self._choices = None
        return kept

    def outdated(self, most: int) -> list[HeldArticle]:
        """Some of what an earlier version of the extractor read, the newest first."""
        return self._articles(OUTDATED, {"extractor": EXTRACTOR, "limit": most})

    def renew(self, held: HeldArticle, brief: Brief) -> None:
        """What the same words say to the extractor of now; it is no news. Of a text that was edited
        meanwhile nothing is changed."""
        row = article_row(brief, held.read_at)
        with writing(self._engine) as connection:
            take_turn(connection, "keep")
            same = select(article.c.number).filter_by(number=held.number, digest=row["digest"])
            if connection.scalar(same) is not None:
                replace(connection, held.number, brief, row)
        self._choices = None

    def cite(self, articles: Collection[int], facts: Collection[int]) -> None:
        """A post refers to these: they outlive `prune`."""
        with writing(self._engine) as connection:
            cite(connection, articles, facts)

    def prune(self, before: datetime, most: int = 20) -> int:
        """Removes some of what was read before then and no post refers to; how many articles that were."""
        with writing(self._engine) as connection:
            count = prune(connection, instant(before), most)
        if count:
            self._choices = None
        return count

    # ---- articles

    def article(self, number: int) -> HeldArticle | None:
        return next(iter(self._articles(BY_NUMBER, {"number": number})), None)

    def called(self, key: str) -> HeldArticle | None:
        """The one whose Article.id that is."""
        return next(iter(self._articles(BY_KEY, {"key": key})), None)

    def latest(self) -> HeldArticle | None:
        return next(iter(self.articles(limit=1)), None)

    def articles(
        self, *, text: str = "", since: datetime | None = None, limit: int = 10, offset: int = 0
    ) -> list[HeldArticle]:
        """Those with all words of `text` in title, publisher or text, the last read first."""
        return self._articles(*listed(self._search, text, since, limit, offset))

    def story(self, number: int) -> list[HeldArticle]:
        """Those that tell the story of the article of that number, in the order they were first read."""
        with reading(self._engine) as connection:
            stories = list(connection.scalars(STORY_OF, {"number": number}))
            return next(iter(self._stories(connection, stories)), [])

    def stories(self, since: datetime, limit: int) -> list[list[HeldArticle]]:
        """Whole stories of which something was read since: those in most outlets first, then the newest."""
        with reading(self._engine) as connection:
            led = connection.scalars(LED_BY_OUTLETS, {"since": instant(since), "limit": limit}).all()
            return self._stories(connection, led)

    def sources(self) -> list[str]:
        """Where the articles held came from."""
        with reading(self._engine) as connection:
            return list(connection.scalars(select(article.c.source).distinct().order_by(article.c.source)))

    def count(self) -> int:
        """How many articles are held."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(article)).scalar_one()

    # ---- facts

    def fact(self, number: int) -> Fact | None:
        return next(iter(self._facts(BY_ID, {"id": number})), None)

    def find(self, query: Query) -> list[Fact]:
        """The facts asked for: newest article first, in each the order of its brief."""
        return self._facts(*found(query, self._search))

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
        """Writes, and changes nothing: raises StoreError when the disk is full, when another holds the store,
        or when its files are gone."""
        version = table(BRIEFS.version_table, column("version_num"))
        with writing(self._engine) as connection:
            connection.execute(update(version).values(version_num=version.c.version_num))
            check_files(connection)

    def close(self) -> None:
        self._engine.dispose()

    # ----

    def _articles(self, wanted: Select[Any], given: dict[str, Any]) -> list[HeldArticle]:
        with reading(self._engine) as connection:
            rows = connection.execute(wanted, given).all()
            held = self._held(connection, rows)
        return [held[row.number] for row in rows if row.number in held]

    def _stories(self, connection: Connection, stories: Sequence[int]) -> list[list[HeldArticle]]:
        found = {"stories": stories}
        rows: list[Row[Any]] = list(connection.execute(IN_STORIES, found)) if stories else []
        held = self._held(connection, rows)
        members: dict[int, list[HeldArticle]] = {story: [] for story in stories}
        for row in sorted(rows, key=lambda row: row.number):
            if row.number in held:
                members[row.story].append(held[row.number])
        return [articles for articles in members.values() if articles]

    def _facts(self, wanted: Select[Any], given: dict[str, Any]) -> list[Fact]:
        with reading(self._engine) as connection:
            rows = connection.execute(wanted, given).all()
            held = self._held(connection, rows)
        return [Fact(r.id, r.kind, r.position, held[r.number]) for r in rows if r.number in held]

    def _held(self, connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, HeldArticle]:
        """The articles of the rows, by number."""
        cached = {row.number: self._cache.get(row) for row in rows}
        missing = {"numbers": [number for number, held in cached.items() if held is None]}
        if missing["numbers"]:
            ids: dict[int, dict[tuple[FactKind, int], int]] = defaultdict(dict)
            for number, kind, position, fact in connection.execute(FACT_IDS, missing):
                ids[number][kind, position] = fact
            for row in connection.execute(WHOLE, missing):
                cached[row.number] = held = held_article(row, ids[row.number])
                self._cache.put(row, held)
        return {number: held for number, held in cached.items() if held is not None}

    def _read_choices(self) -> Choices:
        choices = self._choices
        with reading(self._engine) as connection:
            if choices is None or choices.latest != latest_finding(connection):
                choices = self._choices = read_choices(connection)
        return choices
