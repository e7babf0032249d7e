"""A story as cards need it: the article that tells it, and the number of each of its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefs.model import Brief
from briefs.store import FactKind, HeldArticle, Query, Store

MOST_FACTS = 10_000
FRESH = timedelta(hours=24)
MOST_STORIES = 8


@dataclass(frozen=True, slots=True)
class Story:
    held: HeldArticle
    fact_ids: Mapping[tuple[FactKind, int], int]

    @property
    def brief(self) -> Brief:
        return self.held.brief


def story_of(store: Store, held: HeldArticle) -> Story:
    facts = store.find(Query(article=held.number, limit=MOST_FACTS))
    return Story(held, {(fact.kind, fact.position): fact.id for fact in facts})


def stories_since(store: Store, since: datetime) -> list[Story]:
    """What was read from then on, newest first."""
    return [story_of(store, held) for held in store.articles(since=since, limit=MOST_STORIES)]


def newest_stories(store: Store, now: datetime) -> list[Story]:
    """What was read in the last 24 hours, newest first; if nothing was, the last article read."""
    fresh = store.articles(since=now - FRESH, limit=MOST_STORIES) or store.articles(limit=1)
    return [story_of(store, held) for held in fresh]
