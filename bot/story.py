"""A story as cards need it: the article that tells it, and the number of each of its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefs.model import Brief
from briefs.store import FactKind, HeldArticle, Store

FRESH = timedelta(hours=24)
MOST_STORIES = 8


@dataclass(frozen=True)
class Story:
    held: HeldArticle

    @property
    def brief(self) -> Brief:
        return self.held.brief

    @property
    def fact_ids(self) -> Mapping[tuple[FactKind, int], int]:
        return self.held.fact_ids


def stories_since(store: Store, since: datetime) -> list[Story]:
    """What was read from then on, newest first."""
    return [Story(held) for held in store.articles(since=since, limit=MOST_STORIES)]


def newest_stories(store: Store, now: datetime) -> list[Story]:
    """What was read in the last 24 hours, newest first; if nothing was, the last article read."""
    fresh = store.articles(since=now - FRESH, limit=MOST_STORIES) or store.articles(limit=1)
    return [Story(held) for held in fresh]
