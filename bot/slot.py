"""The card of a slot: what a channel gets at its hour, or when somebody asks for it by hand."""

from dataclasses import replace
from datetime import datetime

from bot.card import Card, Line, Section
from bot.cards import phrase
from bot.cards.brief import brief_card
from bot.cards.language import in_language
from bot.claim import Claim
from bot.filter import Topics
from bot.late import lateness
from bot.posted import Posted
from bot.selection import Selection, select_stories
from bot.subscription import Subscription
from briefs.store import Store

NO_TOPICS: Topics = {}


def slot_card(
    store: Store, posted: Posted, claim: Claim, now: datetime, topics: Topics = NO_TOPICS
) -> Card | None:
    """None when nothing is to be posted. What is on the card is noted: it is posted once the card is sent."""
    last_brief = posted.last_brief(claim.to)
    selection = select_stories(store, posted, claim.to, last_brief, now, topics)
    posted.keep(claim.id, claim.to, selection.articles)
    return selected_card(selection, claim.to, last_brief, now, late=lateness(claim, now))


def selected_card(
    selection: Selection, to: Subscription, last_brief: datetime | None, now: datetime, *, late: str = ""
) -> Card | None:
    name = f"{to.name[:1].upper()}{to.name[1:]} brief"
    if selection.stories:
        card = brief_card(selection.stories, name, now, to.timezone, late=late)
        if more := selection.beyond:
            stories = "story" if more == 1 else "stories"
            card = replace(card, footer=f"and {more} more {stories}, perhaps in the next brief")
        return in_language(card, to.language)
    if to.when_empty == "silent":
        return None
    if last_brief:
        said = f"Nothing new since {phrase.day_of(last_brief, now, to.timezone)} brief."
    elif selection.left_out:
        said = "Nothing has been read yet that it takes and the channel was not told."
    else:
        said = "Nothing has been read yet: config.yaml names the sources."
    credit = " · ".join(part for part in ("On Record", phrase.local(now, to.timezone), late) if part)
    return in_language(Card("digest", name, credit=credit, sections=(Section((Line(said),)),)), to.language)
