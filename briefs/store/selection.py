"""The questions put to the database: each is written once, and filled in whenever it is asked."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select

from briefs.store.fact import FactKind, Query
from briefs.store.row import instant
from briefs.store.schema import article, finding
from briefs.store.search import Search

Asked = frozenset[str]
"""The fields of a question that are given."""

ARTICLE = (article.c.number, article.c.digest, article.c.read_at, article.c.extractor)
FACT = (finding.c.id, finding.c.kind, finding.c.position, *ARTICLE)
WORDS = bindparam("words", type_=article.c.text.type)

BY_NUMBER = select(*ARTICLE).where(article.c.number == bindparam("number"))
BY_KEY = select(*ARTICLE).where(article.c.key == bindparam("key"))
BY_ID = (
    select(*FACT).join(article, article.c.number == finding.c.article).where(finding.c.id == bindparam("id"))
)
WHOLE = select(article).where(article.c.number.in_(bindparam("numbers", expanding=True)))
FACT_IDS = select(finding.c.article, finding.c.kind, finding.c.position, finding.c.id).where(
    finding.c.article.in_(bindparam("numbers", expanding=True))
)

OUTDATED = (
    select(*ARTICLE)
    .where(article.c.extractor < bindparam("extractor"))
    .order_by(article.c.number.desc())
    .limit(bindparam("limit"))
)
STORY_OF = select(article.c.story).where(article.c.number == bindparam("number"))
MOST_OF_A_STORY = 50
"""Its newest articles: one that everybody writes about for days is not read whole at each question."""
_newest = func.row_number().over(partition_by=article.c.story, order_by=article.c.number.desc())
_members = (
    select(*ARTICLE, article.c.story, _newest.label("place"))
    .where(article.c.story.in_(bindparam("stories", expanding=True)))
    .subquery()
)
IN_STORIES = select(_members).where(_members.c.place <= MOST_OF_A_STORY)
LED_BY_OUTLETS = (
    select(article.c.story)
    .where(article.c.story.in_(select(article.c.story).where(article.c.read_at >= bindparam("since"))))
    .group_by(article.c.story)
    .order_by(
        func.count(article.c.publisher.distinct()).desc(),
        func.max(article.c.read_at).desc(),
        article.c.story.desc(),
    )
    .limit(bindparam("limit"))
)


def found(query: Query, search: Search) -> tuple[Select[Any], dict[str, Any]]:
    """Which facts a query finds: the question, and what it is filled in with."""
    given = {
        "words": search.question(query.text, query.actor, query.unit) if query.text.strip() else None,
        "actor": query.actor or None,
        "unit": query.unit or None,
        "article": query.article,
        "since": _said(query.since),
    }
    asked = frozenset(name for name, value in given.items() if value is not None)
    return _select_facts(query.kinds, asked, search), given | {"limit": query.limit, "offset": query.offset}


def listed(
    search: Search, text: str, since: datetime | None, limit: int, offset: int
) -> tuple[Select[Any], dict[str, Any]]:
    """Which articles hold the words of `text`, as `found` tells it."""
    given = {"words": search.question(text) if text.strip() else None, "since": _said(since)}
    asked = frozenset(name for name, value in given.items() if value is not None)
    return _select_articles(asked, search), given | {"limit": limit, "offset": offset}


@cache
def _select_facts(kinds: tuple[FactKind, ...], asked: Asked, search: Search) -> Select[Any]:
    wanted = select(*FACT).join(article, article.c.number == finding.c.article)
    number: ColumnElement[int] = finding.c.id
    if "words" in asked:
        # Whoever says it and its unit are among a finding's words, so that the index itself narrows.
        words = search.matches("finding_words", WORDS).subquery()
        wanted, number = wanted.join(words, words.c.rowid == finding.c.id), words.c.rowid
    if kinds:
        wanted = wanted.where(finding.c.kind.in_(kinds) if len(kinds) > 1 else finding.c.kind == kinds[0])
    wanted = wanted.where(*_conditions(asked), *_bounds(asked, number))
    return _page(wanted.order_by(number.desc()))


@cache
def _select_articles(asked: Asked, search: Search) -> Select[Any]:
    wanted = select(*ARTICLE)
    if "words" in asked:
        wanted = wanted.where(article.c.number.in_(search.matches("article_words", WORDS)))
    if "since" in asked:
        wanted = wanted.where(article.c.read_at >= bindparam("since"))
    return _page(wanted.order_by(article.c.read_at.desc(), article.c.number.desc()))


def _page(wanted: Select[Any]) -> Select[Any]:
    return wanted.limit(bindparam("limit")).offset(bindparam("offset"))


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if "actor" in asked:
        yield finding.c.actor == bindparam("actor")
    if "unit" in asked:
        yield finding.c.unit == bindparam("unit")
    if "article" in asked:
        yield finding.c.article == bindparam("article")
    if "since" in asked:
        yield article.c.read_at >= bindparam("since")


def _bounds(asked: Asked, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Between which ids the facts asked for lie.

    Implied by the conditions, but without them a search for few facts runs on to the oldest one.
    """
    if "article" in asked:
        first, last = (
            select(end).where(finding.c.article == bindparam("article")).scalar_subquery()
            for end in (func.min(finding.c.id), func.max(finding.c.id))
        )
        yield number.between(first, last)
    if "since" in asked:
        yield number >= _first_since()


def _first_since() -> ScalarSelect[Any]:
    own = select(func.min(finding.c.id)).where(finding.c.article == article.c.number).scalar_subquery()
    each = select(own.label("first")).where(article.c.read_at >= bindparam("since")).subquery()
    return select(func.min(each.c.first)).scalar_subquery()


def _said(since: datetime | None) -> str | None:
    return None if since is None else instant(since)
