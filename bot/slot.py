"""The card of a slot: what a channel gets at its hour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.card import Card, Line, Section
from bot.cards import phrase
from bot.cards.brief import brief_card
from bot.ledger import Claim
from bot.story import newest_stories
from briefs.store import Store

LATE = timedelta(minutes=5)


def slot_card(store: Store, claim: Claim, now: datetime) -> Card:
    name = f"{claim.name[:1].upper()}{claim.name[1:]} brief"
    late = ""
    if now - claim.due_at > LATE:
        late = f"late, due {claim.due_at.astimezone(ZoneInfo(claim.timezone)):%H:%M}"
    stories = newest_stories(store, now)
    if not stories:
        nothing = Section((Line("Nothing has been read yet: config.yaml names the sources."),))
        return Card("digest", name, credit=phrase.local(now, claim.timezone), sections=(nothing,))
    return brief_card(stories, name, now, claim.timezone, late=late)
