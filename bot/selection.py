"""Which stories a channel gets: candidates, what is wanted of them, what is new of that, and in which order.

Candidates are what was read since the last brief, and what was not shown in it for its length: that may
come in the next one, among the new and in their order, until it is two days old.

Whatever is left out is told with the reason, which `preview` shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.filter import Topics
from bot.posted import Edition, Posted
from bot.ranking import ranked
from bot.story import FRESH, MOST_STORIES, Story, story_of
from bot.subscription import Subscription
from bot.wanted import comes_from
from briefs.store import Fact, HeldArticle, Store
from briefs.store.row import digest_of
from briefs.story.gist import gist_of, new_facts

FORGOTTEN = timedelta(days=7)
"""After a long pause only the last week is told: a brief comes once a week at least."""
MAY_WAIT = timedelta(hours=48)
MOST_CANDIDATES = 40
"""Stories looked at: those in most outlets, the newest first."""
MOST_SIFTED = 400
"""The same where only some are taken."""
OF_SEVERAL = ("quote", "statistic")
"""Shown with all outlets that have them."""
BEYOND = f"comes after the first {MOST_STORIES}, and may come in the next brief"


@dataclass(frozen=True)
class LeftOut:
    story: Story
    why: str


@dataclass(frozen=True)
class Selection:
    """`stories` in the order of the card, updates behind the new; `beyond` are those left out for its
    length alone. What was read before `since` had no place in the last brief."""

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    since: datetime
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
    since = max(last_brief, now - FORGOTTEN) if last_brief else now - FRESH
    candidates = _candidates(store, since, most, first=last_brief is None)
    waiting = _waiting(store, since, now, candidates, most) if last_brief else []
    told = posted.told(to, [held.number for story in (*candidates, *waiting) for held in story.articles])
    sifted = [_sifted(story, to, topics, told) for story in candidates]
    still = [_sifted(story, to, topics, told) for story in waiting]
    order = ranked((story for story in (*sifted, *still) if isinstance(story, Story)), now)
    shown = sorted(order[:MOST_STORIES], key=lambda story: story.news is not None)
    beyond = [LeftOut(story, BEYOND) for story in order[MOST_STORIES:]]
    left_out = [one for one in sifted if isinstance(one, LeftOut)]
    return Selection(tuple(shown), (*beyond, *left_out), since, len(beyond))


def _candidates(store: Store, since: datetime, most: int, *, first: bool) -> list[Story]:
    """What was read since then; for the first brief of a channel the newest, if nothing was."""
    held = store.stories(since, most)
    if not held and first and (latest := store.latest()):
        held = [store.story(latest.number)]
    return [story_of(articles) for articles in held]


def _waiting(store: Store, since: datetime, now: datetime, new: Sequence[Story], most: int) -> list[Story]:
    """What was read in the day before the last brief, and not after it."""
    begin = max(since - FRESH, now - MAY_WAIT)
    known = {held.number for story in new for held in story.articles}
    held = store.stories(begin, len(new) + most) if begin < since else []
    return [story_of(articles) for articles in held if known.isdisjoint(one.number for one in articles)]


def _sifted(
    story: Story, to: Subscription, topics: Topics, told: Mapping[int, list[Edition]]
) -> Story | LeftOut:
    chosen = _wanted(story, to, topics)
    return _new(chosen, told) if isinstance(chosen, Story) else chosen


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
    before, digests = [edition.gist for edition in editions], {edition.digest for edition in editions}
    known = list(before)
    news: list[Fact] = []
    for held in story.articles:
        if digest_of(held.brief.article) not in digests:
            new, also = set(new_facts(held.brief, known)), new_facts(held.brief, before)
            places = [place for place in also if place in new or place[0] in OF_SEVERAL]
            news += [Fact(held.fact_ids[place], *place, held) for place in places]
            known.append(gist_of(held.brief))
    if not news:
        return LeftOut(story, "was posted, and nothing in it is new since")
    return replace(story, news=tuple(news))
