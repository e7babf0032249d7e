"""An article becomes a brief."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from briefs.errors import TooLongError
from briefs.extract.actor import find_actors
from briefs.extract.attribution import find_statements
from briefs.extract.key_point import find_key_points
from briefs.extract.quote import find_quotes
from briefs.extract.statistic import find_statistics
from briefs.model import Article, Brief, KeyPoint, Span
from briefs.text import Text, parse

Finding = TypeVar("Finding")

EXTRACTOR = 2
"""Grows with every release that finds something else: what older ones read is then read anew."""
LONGEST = 2_000_000  # characters: twenty novels; more is a mistake, and would hold a worker for seconds
LONGEST_TITLE = 300  # a first sentence beyond this is no title; posts cap titles at 256 (Discord)

READ = "en"
"""The language that is read for facts."""
LEAD = 200  # characters: the sentence that reaches them ends it

log = logging.getLogger(__name__)


def read(article: Article) -> Brief:
    """The brief of an article, the same for the same article; of one that is not in English the title and
    the lead alone. Raises TooLongError."""
    if len(article.text) > LONGEST:
        raise TooLongError(len(article.text), LONGEST)
    text = parse(article.text)
    if article.language.partition("-")[0].casefold() != READ:
        return Brief(article, title_of(article, text), _lead(text))
    actors = _found(article, find_actors, text)
    statements = _found(article, find_statements, text, actors)
    quotes = _found(article, find_quotes, text, statements, actors)
    statistics = _found(article, find_statistics, text, statements)
    headline = article.title or headline_of(text)
    key_points = _found(article, find_key_points, text, headline, statements, statistics)
    return Brief(article, title_of(article, text), key_points, statistics, statements, quotes, actors)


def _lead(text: Text) -> tuple[KeyPoint, ...]:
    """The first paragraph that is no heading, as far as a lead goes."""
    block = next((block for block in text.blocks if block.kind != "heading"), None)
    if block is None:
        return ()
    ends = [s.span.end for s in text.sentences if block.span.holds(s.span)]
    end = next((end for end in ends if end - block.span.start >= LEAD), block.span.end)
    return (KeyPoint(Span(block.span.start, end)),)


def _found(article: Article, find: Callable[..., tuple[Finding, ...]], *given: Any) -> tuple[Finding, ...]:
    """What `find` finds; when it breaks, nothing and a line in the log: the other findings stand."""
    try:
        return find(*given)
    except Exception as error:  # whatever it is, it is told and costs itself alone
        log.warning("%s: %s failed: %r", article.id, find.__name__, error)
        return ()


def title_of(article: Article, text: Text) -> str:
    """The given title, else the first line like a heading, else the first sentence, else the id."""
    opening = text.sentences[0].span.of(text.raw) if text.sentences else ""
    titles = (" ".join(title.split()) for title in (article.title or "", headline_of(text), opening))
    return next((title for title in titles if 0 < len(title) <= LONGEST_TITLE), article.id)


def headline_of(text: Text) -> str:
    """The first line that looks like a heading, or nothing."""
    return next((block.span.of(text.raw) for block in text.blocks if block.kind == "heading"), "")
