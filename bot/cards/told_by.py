"""Who tells a story: the small line beneath its title."""

from datetime import datetime

from bot.cards import phrase
from bot.story import Story

MOST_OUTLETS = 6


def told_by(story: Story, now: datetime) -> str:
    """ "Courier · also: Ledger, Radio Skerry · read 2 h ago"."""
    article = story.brief.article
    others = story.outlets[1:]
    also = f"also: {', '.join(others[:MOST_OUTLETS])}" if others else ""
    if len(others) > MOST_OUTLETS:
        also += f" and {len(others) - MOST_OUTLETS} more"
    read = f"read {phrase.ago(story.read_at, now)}"
    return " · ".join(part for part in (article.publisher or "", also, read, phrase.unread(article)) if part)
