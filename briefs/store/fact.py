"""What the store answers with, and what it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from briefs.model import Actor, Brief, KeyPoint, Quote, Statement, Statistic

FactKind = Literal["point", "statistic", "statement", "quote", "actor"]
KINDS: tuple[FactKind, ...] = get_args(FactKind)
Finding = KeyPoint | Statistic | Statement | Quote | Actor


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """An article the store holds. `read_at` is when it was last found new or changed, in UTC.

    `fact_ids` are those of its findings by kind and position; a figure that repeats another has none.
    """

    number: int
    read_at: datetime
    brief: Brief
    source: str = ""
    """The address of the feed or the path of the folder that it came from; "" for a page read by hand."""
    fact_ids: Mapping[tuple[FactKind, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding of a held article, by an id that no other fact will ever have."""

    id: int
    kind: FactKind
    position: int
    held: HeldArticle

    @property
    def finding(self) -> Finding:
        return findings(self.held.brief, self.kind)[self.position]


@dataclass(frozen=True, slots=True)
class Query:
    """Which facts: all that is given must hold. `article` is a number, `since` a time of reading.

    `text` is as typed: every word of it, the last one may be unfinished. `actor` and `unit` are
    as `Store.actor_names` and `Store.units` give them. Ask for one more than is shown to learn
    whether there are more.
    """

    kinds: tuple[FactKind, ...] = ()
    text: str = ""
    actor: str | None = None
    unit: str | None = None
    article: int | None = None
    since: datetime | None = None
    limit: int = 10
    offset: int = 0


def findings(brief: Brief, kind: FactKind) -> tuple[Finding, ...]:
    match kind:
        case "point":
            return brief.key_points
        case "statistic":
            return brief.statistics
        case "statement":
            return brief.statements
        case "quote":
            return brief.quotes
        case "actor":
            return brief.actors
