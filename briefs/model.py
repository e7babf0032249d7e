"""The words of the project: an article goes in, a brief comes out.

Every finding is grounded: it holds spans of the article and no copy of its words, so what a
reader is shown is always `brief.article.text[span.start:span.end]`.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple, Self

ActorKind = Literal["person", "organisation", "country", "group"]
StatementKind = Literal["direct", "mixed", "indirect"]
Stance = Literal["for", "against"]
Qualifier = Literal["about", "at least", "at most", "more than", "less than"]
Change = Literal["up", "down"]


class Ends(NamedTuple):
    start: int
    end: int


class Span(Ends):
    """Characters `start` up to, not including, `end`, in code points of the article's text."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        if not 0 <= start < end:
            raise ValueError(f"a span runs forward and holds something: {start}..{end}")
        return tuple.__new__(cls, (start, end))

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A news article, with the field names of schema.org/NewsArticle."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: datetime | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """What the reader should not miss: a sentence, or a lead-in with its bullets in `lines`."""

    span: Span
    lines: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure as printed.

    `value` is the full number (4500000000 for "£4.5 billion"), `upper` the other end of a range.
    `unit` is an ISO 4217 code, "percent", "percent of gdp", an English unit name ("kilometre",
    "year"), or the counted noun as printed. `statement` is the index in `Brief.statements` of the
    statement that gives the figure, `same_as` the index of the earlier statistic it repeats.
    """

    span: Span
    value: Decimal
    sentence: Span
    upper: Decimal | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    change: Change | None = None
    measure: Span | None = None
    period: Span | None = None
    statement: int | None = None
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: `content` is what is attributed, by `cue`, to the one printed as `mention`.

    `speaker` is the name of an actor of the brief, the mention's own words when it is nobody
    known ("officials"), or None when it is unsure.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    mention: tuple[Span, ...]
    speaker: str | None
    kind: StatementKind
    sentence: Span
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words inside quotation marks that belong to the statement of that index."""

    span: Span
    statement: int
    speaker: str | None = None
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country or group. `roles` and `mentions` are in reading order.

    `name` is the fullest form printed, `aliases` the others; `mentions` holds the pronouns too.
    """

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """An article and what was found in it, in reading order; key points most important first."""

    article: Article
    title: str
    key_points: tuple[KeyPoint, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    statements: tuple[Statement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actors: tuple[Actor, ...] = ()

    def words(self, span: Span) -> str:
        """The article's own words at `span`."""
        return span.of(self.article.text)

    def actor(self, name: str | None) -> Actor | None:
        return next((a for a in self.actors if a.name == name), None)
