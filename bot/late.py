"""What a post says that comes late: when it was due."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.card import Card
from bot.cards import phrase
from bot.cards.language import in_language
from bot.claim import Claim

LATE = timedelta(minutes=5)


def lateness(claim: Claim, now: datetime) -> str:
    """ "late, due 08:00"; "" when it is in time."""
    if now - claim.due_at <= LATE:
        return ""
    return f"late, due {phrase.local_time(claim.due_at, claim.to.timezone)}"


def marked_late(card: Card, claim: Claim) -> Card:
    """A card of an earlier try, which was in time then, with the words for now in its language."""
    said = lateness(claim, claim.claimed_at)
    if not said or lateness(claim, claim.begun_at):
        return card
    said = in_language(Card("digest", "", credit=said), claim.to.language).credit
    return replace(card, credit=" · ".join(filter(None, (card.credit, said))))
