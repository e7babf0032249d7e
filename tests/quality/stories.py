"""Our own articles, told in stories: what the grouping is measured on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from briefs import Article

Half = Literal["development", "test"]


@dataclass(frozen=True)
class Told:
    """An article, and the story it belongs to; None when no other tells the same."""

    article: Article
    story: str | None


@cache
def told(half: Half) -> tuple[Told, ...]:
    """In the order of the file."""
    raw = Path(__file__).with_name("stories").joinpath(f"{half}.txt").read_text(encoding="utf-8")
    return tuple(_told(half, number, entry) for number, entry in enumerate(raw.split("\n@ ")[1:], 1))


def _told(half: str, number: int, entry: str) -> Told:
    head, title, text = entry.split("\n", 2)
    story, outlet, at = head.split(" | ")
    published = datetime.fromisoformat(at).replace(tzinfo=UTC)
    article = Article(
        f"{half} {number}", text.strip(), title=title, publisher=outlet, published=published
    )
    return Told(article, None if story == "-" else story)
