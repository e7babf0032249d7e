"""The card of a slot: what a channel gets at its hour."""

from datetime import datetime, timedelta

from bot.card import Card, Line, Section
from bot.cards import phrase
from bot.cards.brief import brief_card
from bot.ledger import Claim
from bot.story import Story, newest_stories, stories_since
from bot.subscription import Subscription
from briefs.store import Store

LATE = timedelta(minutes=5)


def slot_card(store: Store, claim: Claim, now: datetime) -> Card | None:
    """None when nothing is to be posted. What somebody asks for by hand shows what there is."""
    late = ""
    if now - claim.due_at > LATE:
        late = f"late, due {phrase.local_time(claim.due_at, claim.to.timezone)}"
    return next_card(store, claim.to, None if claim.by_hand else claim.last_brief, now, late=late)


def next_card(
    store: Store, to: Subscription, last_brief: datetime | None, now: datetime, *, late: str = ""
) -> Card | None:
    """What was read since the last brief; for the first one, what is newest."""
    name = f"{to.name[:1].upper()}{to.name[1:]} brief"
    stories = _stories(store, to, last_brief, now)
    if stories:
        return brief_card(stories, name, now, to.timezone, late=late)
    if to.when_empty == "silent":
        return None
    if last_brief:
        said = f"Nothing new since {phrase.day_of(last_brief, now, to.timezone)} brief."
    else:
        said = "Nothing has been read yet: config.yaml names the sources."
    credit = " · ".join(part for part in ("On Record", phrase.local(now, to.timezone), late) if part)
    return Card("digest", name, credit=credit, sections=(Section((Line(said),)),))


def _stories(store: Store, to: Subscription, last_brief: datetime | None, now: datetime) -> list[Story]:
    if last_brief is None:
        return newest_stories(store, now, to.sources)
    return stories_since(store, last_brief, to.sources)
