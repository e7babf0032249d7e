"""A story as cards need it: the article that tells it, and the number of each of its facts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.wanted import comes_from
from briefs.model import Brief
from briefs.store import FactKind, HeldArticle, Store

FRESH = timedelta(hours=24)
MOST_STORIES = 8
LOOKED_AT = 500
"""Articles in which those of a subscription's sources are looked for."""
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    held: HeldArticle

    @property
    def brief(self) -> Brief:
        return self.held.brief

    @property
    def fact_ids(self) -> Mapping[tuple[FactKind, int], int]:
        return self.held.fact_ids


def stories_since(store: Store, since: datetime, sources: Collection[str] = ()) -> list[Story]:
    """What was read from then on, of those sources (of all, where none is named), newest first."""
    held = store.articles(since=since, limit=LOOKED_AT if sources else MOST_STORIES)
    return [Story(one) for one in held if comes_from(one.source, sources)][:MOST_STORIES]


def newest_stories(store: Store, now: datetime, sources: Collection[str] = ()) -> list[Story]:
    """What was read in the last 24 hours, newest first; if nothing was, the last article read."""
    fresh = stories_since(store, now - FRESH, sources)
    return fresh or stories_since(store, BEGINNING, sources)[:1]
