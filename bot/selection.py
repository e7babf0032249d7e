"""Which stories a channel gets: candidates, what is wanted of them, what is new of that, and in which order.

Whatever is left out is told with the reason, which `preview` shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.filter import Topics
from bot.posted import Edition, Posted
from bot.ranking import ranked
from bot.story import FRESH, MOST_STORIES, Story, story_of
from bot.subscription import Subscription
from bot.wanted import comes_from
from briefs.store import Fact, HeldArticle, Store
from briefs.store.row import digest_of
from briefs.story.gist import gist_of, new_facts

MOST_CANDIDATES = 40
"""Stories looked at: those in most outlets, the newest first."""
MOST_SIFTED = 400
"""The same where only some are taken."""


@dataclass(frozen=True)
class LeftOut:
    story: Story
    why: str


@dataclass(frozen=True)
class Selection:
    """`stories` in the order of the card; `beyond` are those left out for its length alone."""

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    beyond: int = 0

    @property
    def articles(self) -> list[HeldArticle]:
        return [held for story in self.stories for held in story.articles]


def select_stories(
    store: Store,
    posted: Posted,
    to: Subscription,
    last_brief: datetime | None,
    now: datetime,
    topics: Topics,
) -> Selection:
    most = MOST_SIFTED if to.sources or to.filters else MOST_CANDIDATES
    candidates = _candidates(store, last_brief, now, most)
    told = posted.told(to, [held.number for story in candidates for held in story.articles])
    kept: list[Story] = []
    left_out: list[LeftOut] = []
    for story in candidates:
        chosen = _wanted(story, to, topics)
        if isinstance(chosen, Story):
            chosen = _new(chosen, told)
        if isinstance(chosen, Story):
            kept.append(chosen)
        else:
            left_out.append(chosen)
    order = ranked(kept, now)
    beyond = [LeftOut(story, f"comes after the first {MOST_STORIES}") for story in order[MOST_STORIES:]]
    return Selection(tuple(order[:MOST_STORIES]), (*beyond, *left_out), len(beyond))


def _candidates(store: Store, last_brief: datetime | None, now: datetime, most: int) -> list[Story]:
    """Of what was read since the last brief; for the first one what is newest."""
    held = store.stories(last_brief or now - FRESH, most)
    if not held and last_brief is None and (latest := store.latest()):
        held = [store.story(latest.number)]
    return [story_of(articles) for articles in held]


def _wanted(story: Story, to: Subscription, topics: Topics) -> Story | LeftOut:
    """The story as those articles tell it that the subscription wants."""
    rules = [(held, _rule(held, to, topics)) for held in story.articles]
    articles = [held for held, rule in rules if not rule]
    if not articles:
        return LeftOut(story, rules[0][1])
    return story if len(articles) == len(story.articles) else story_of(articles)


def _rule(held: HeldArticle, to: Subscription, topics: Topics) -> str:
    """Which rule of the subscription leaves the article out, "" when none does."""
    if not comes_from(held.source, to.sources):
        return f"sources {', '.join(to.sources)}"
    return to.filters.drops(held.brief, topics) if to.filters else ""


def _new(story: Story, told: Mapping[int, list[Edition]]) -> Story | LeftOut:
    """The story, or what it tells that the channel was not told: an outlet that says the same is no news."""
    editions = [edition for held in story.articles for edition in told.get(held.number, ())]
    if not editions:
        return story
    known, digests = [edition.gist for edition in editions], {edition.digest for edition in editions}
    news: list[Fact] = []
    for held in story.articles:
        if digest_of(held.brief.article) not in digests:
            places = new_facts(held.brief, known)
            news += [Fact(held.fact_ids[place], *place, held) for place in places]
            known.append(gist_of(held.brief))
    if not news:
        return LeftOut(story, "was posted, and nothing in it is new since")
    return replace(story, news=tuple(news))
