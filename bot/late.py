"""What a post says that comes late: when it was due."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.card import Card
from bot.cards import phrase
from bot.ledger import Claim

LATE = timedelta(minutes=5)


def late(claim: Claim, now: datetime) -> str:
    """ "late, due 08:00"; "" when it is in time."""
    if now - claim.due_at <= LATE:
        return ""
    return f"late, due {phrase.local_time(claim.due_at, claim.to.timezone)}"


def marked_late(card: Card, claim: Claim) -> Card:
    """A card that was made for an earlier try, which was in time."""
    said = late(claim, claim.claimed_at)
    if not said or "late, due" in card.credit:
        return card
    return replace(card, credit=" · ".join(filter(None, (card.credit, said))))
