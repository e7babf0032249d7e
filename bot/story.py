"""A story as cards need it: the articles that tell it, best first, and what of it is news to a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum
from urllib.parse import urlsplit

from briefs.model import Article, Brief, Span
from briefs.store import Fact, FactKind, HeldArticle, Store
from briefs.story.gist import stems_of
from briefs.story.likeness import shared

FRESH = timedelta(hours=24)
MOST_STORIES = 8
BEGIN = 600  # characters


@dataclass(frozen=True)
class Story:
    """`held` tells it best, `others` tell it too. `news` are the facts that are new to a channel where
    others of the story were posted: then it is an update. None: all of it is new."""

    held: HeldArticle
    others: tuple[HeldArticle, ...] = ()
    news: tuple[Fact, ...] | None = None

    @property
    def articles(self) -> tuple[HeldArticle, ...]:
        return (self.held, *self.others)

    @property
    def brief(self) -> Brief:
        return self.held.brief

    @property
    def fact_ids(self) -> Mapping[tuple[FactKind, int], int]:
        return self.held.fact_ids

    @property
    def outlets(self) -> list[str]:
        """Who tells it, each once, the best first."""
        return list(dict.fromkeys(outlet(held.brief.article) for held in self.articles))

    @property
    def read_at(self) -> datetime:
        """When something of it was read last."""
        return max(held.read_at for held in self.articles)


def story_of(articles: Sequence[HeldArticle]) -> Story:
    """The one that begins as most of the others do goes first, for it tells the news and not a side of it;
    of those alike in that the one that says most, of two that say as much the earlier."""
    common = _common(articles)
    first, *others = sorted(
        articles,
        key=lambda held: (-common[held.number], -_facts(held.brief), _told_at(held), held.number),
    )
    return Story(first, tuple(others))


def _common(articles: Sequence[HeldArticle]) -> dict[int, float]:
    """How much the beginning of each is like those of the others, to a tenth; two are like each other."""
    if len(articles) < 3:
        return dict.fromkeys((held.number for held in articles), 0.0)
    begins = {held.number: _begin(held.brief) for held in articles}
    return {
        number: round(fsum(shared(begin, other) for other in begins.values()) / len(begins), 1)
        for number, begin in begins.items()
    }


def _begin(brief: Brief) -> frozenset[str]:
    return (
        stems_of(brief, Span(0, min(BEGIN, len(brief.article.text)))) if brief.article.text else frozenset()
    )


def newest_stories(store: Store, now: datetime) -> list[Story]:
    """What was read in the last 24 hours, that in most outlets first; if nothing was, the last story read."""
    fresh = store.stories(now - FRESH, MOST_STORIES)
    if not fresh and (latest := store.latest()):
        fresh = [store.story(latest.number)]
    return [story_of(articles) for articles in fresh]


def outlet(article: Article) -> str:
    """Its publisher, else its site; an article of neither stands for itself."""
    return article.publisher or urlsplit(article.url or "").hostname or article.id


def _facts(brief: Brief) -> int:
    figures = sum(figure.same_as is None for figure in brief.statistics)
    return figures + len(brief.statements) + len(brief.quotes)


def _told_at(held: HeldArticle) -> datetime:
    published = held.brief.article.published
    return published if published and published.tzinfo else held.read_at
