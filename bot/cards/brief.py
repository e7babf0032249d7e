"""The card of a morning: one story's digest, or the list of several."""

from collections.abc import Sequence
from datetime import datetime

from bot.card import Card
from bot.cards import phrase
from bot.cards.digest import digest_card, stories_card
from bot.cards.update import update_card
from bot.story import Story


def brief_card(stories: Sequence[Story], name: str, at: datetime, zone: str, *, late: str = "") -> Card:
    """`name` is the brief's ("Morning brief"); `late` tells when it was due, if that has passed."""
    credit = " · ".join(part for part in ("On Record", name, phrase.local(at, zone), late) if part)
    if len(stories) == 1:
        [story] = stories
        return digest_card(story, credit, at) if story.news is None else update_card(story, credit, at)
    return stories_card(stories, f"{len(stories)} stories", credit, at)
