"""A story as cards need it: the articles that tell it, best first, and what of it is news to a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from briefs.model import Article, Brief
from briefs.store import Fact, FactKind, HeldArticle, Store

FRESH = timedelta(hours=24)
MOST_STORIES = 8


@dataclass(frozen=True)
class Story:
    """`held` tells most of it, `others` tell it too. `news` are the facts that are new to a channel where
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
        """Who tells it, each once, the fullest first."""
        return list(dict.fromkeys(outlet(held.brief.article) for held in self.articles))

    @property
    def read_at(self) -> datetime:
        """When something of it was read last."""
        return max(held.read_at for held in self.articles)


def story_of(articles: Sequence[HeldArticle]) -> Story:
    """The one that says most goes first: of an agency's text the outlet that kept most of it, of two
    that say as much the earlier."""
    first, *others = sorted(articles, key=lambda held: (-_facts(held.brief), _told_at(held), held.number))
    return Story(first, tuple(others))


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
