"""The question to the database that finds the facts of a query."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select

from briefs.store.fact import Query
from briefs.store.row import instant
from briefs.store.schema import article, finding
from briefs.store.search import Search


def select_facts() -> Select[Any]:
    columns = (finding.c.id, finding.c.kind, finding.c.position, article.c.number, article.c.digest)
    return select(*columns).join(article, article.c.number == finding.c.article)


def select_found(query: Query, search: Search) -> Select[Any]:
    wanted = select_facts()
    number: ColumnElement[int] = finding.c.id
    if query.text.strip():
        # Whoever says it and its unit are among a finding's words, so that the index itself narrows.
        words = search.matches("finding_words", query.text, query.actor, query.unit).subquery()
        wanted, number = wanted.join(words, words.c.rowid == finding.c.id), words.c.rowid
    wanted = wanted.where(*_conditions(query), *_bounds(query, number))
    return wanted.order_by(number.desc()).limit(query.limit).offset(query.offset)


def _conditions(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.kinds:
        yield finding.c.kind.in_(query.kinds)
    if query.actor:
        yield finding.c.actor == query.actor
    if query.unit:
        yield finding.c.unit == query.unit
    if query.article is not None:
        yield finding.c.article == query.article
    if query.since is not None:
        yield article.c.read_at >= instant(query.since)


def _bounds(query: Query, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Between which ids the facts asked for lie.

    Implied by the conditions, but without them a search for few facts runs on to the oldest one.
    """
    if query.article is not None:
        ends = func.min(finding.c.id), func.max(finding.c.id)
        first, last = (
            select(end).where(finding.c.article == query.article).scalar_subquery() for end in ends
        )
        yield number.between(first, last)
    if query.since is not None:
        yield number >= _first_since(query.since)


def _first_since(since: datetime) -> ScalarSelect[Any]:
    own = select(func.min(finding.c.id)).where(finding.c.article == article.c.number).scalar_subquery()
    each = select(own.label("first")).where(article.c.read_at >= instant(since)).subquery()
    return select(func.min(each.c.first)).scalar_subquery()
