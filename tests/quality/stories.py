"""Our own articles, told in stories, and how well the grouping finds these.

Of all pairs of articles: precision, of those put together how many belong together; recall, of those that
belong together how many were put.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Literal

from briefs import Article, read
from briefs.story import WINDOW, profile_of, same_story

Part = Literal["development", "test", "later"]
"""Tuned on; looked at; written when all was settled."""
PARTS: tuple[Part, ...] = ("development", "test", "later")


@dataclass(frozen=True)
class Told:
    """An article, and the story it belongs to; None when no other tells the same."""

    article: Article
    story: str | None


@cache
def told(part: Part) -> tuple[Told, ...]:
    """In the order of the file."""
    raw = Path(__file__).with_name("stories").joinpath(f"{part}.txt").read_text(encoding="utf-8")
    return tuple(_told(part, number, entry) for number, entry in enumerate(raw.split("\n@ ")[1:], 1))


def scores() -> dict[str, float]:
    return {
        f"{part} {name}": value
        for part in PARTS
        for name, value in zip(("precision", "recall"), _score(told(part)), strict=True)
    }


def grouped(articles: Sequence[Article]) -> list[int]:
    """For each article the index of the first that hangs together with it."""
    group = list(range(len(articles)))
    for a, b in linked(articles):
        first, second = sorted((group[a], group[b]))
        group = [first if one == second else one for one in group]
    return group


def linked(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    profiles = [profile_of(read(one)) for one in articles]
    for a, b in combinations(range(len(articles)), 2):
        one, other = articles[a].published, articles[b].published
        near = one is None or other is None or abs(one - other) <= WINDOW
        if near and same_story(profiles[a], profiles[b]):
            yield a, b


def _score(part: Sequence[Told]) -> tuple[float, float]:
    group = grouped([one.article for one in part])
    pairs = list(combinations(range(len(part)), 2))
    found = {(a, b) for a, b in pairs if group[a] == group[b]}
    right = {(a, b) for a, b in pairs if part[a].story is not None and part[a].story == part[b].story}
    both = len(found & right)
    return 100 * both / max(1, len(found)), 100 * both / len(right)


def _told(part: str, number: int, entry: str) -> Told:
    head, title, text = entry.split("\n", 2)
    story, outlet, at = head.split(" | ")
    published = datetime.fromisoformat(at).replace(tzinfo=UTC)
    article = Article(f"{part} {number}", text.strip(), title=title, publisher=outlet, published=published)
    return Told(article, None if story == "-" else story)
