"""Which stories lead a brief.

    2 for each outlet that tells it, of the first 5
    4 for one read just now, half of that for each 12 hours since
    ½ for each who speaks in it, of the first 6
    ¹⁄₁₀ for each statement, of the first 20

That many outlets tell it says most; of two in as many the newer goes first, and of two as new the one in
which more is said.
"""

from collections.abc import Iterable
from datetime import datetime
from math import exp2

from bot.cards import phrase
from bot.story import Story

OUTLET, OUTLETS = 2.0, 5
NEW, HALF_LIFE = 4.0, 12.0  # hours
SPEAKER, SPEAKERS = 0.5, 6
STATEMENT, STATEMENTS = 0.1, 20


def ranked(stories: Iterable[Story], now: datetime) -> list[Story]:
    return sorted(stories, key=lambda story: (-weight(story, now), -story.held.number))


def weight(story: Story, now: datetime) -> float:
    hours = max(0.0, (now - story.read_at).total_seconds() / 3600)
    outlets, speakers, statements = _counts(story)
    weight = OUTLET * min(outlets, OUTLETS) + NEW * exp2(-hours / HALF_LIFE)
    weight += SPEAKER * min(speakers, SPEAKERS) + STATEMENT * min(statements, STATEMENTS)
    return round(weight, 6)


def reason(story: Story, now: datetime) -> str:
    """ "3 outlets, read 2 h ago, 4 speakers, 11 statements: weight 12.1"."""
    counted = zip(_counts(story), ("outlet", "speaker", "statement"), strict=True)
    outlets, speakers, statements = (f"{count} {word}{'s' * (count != 1)}" for count, word in counted)
    read = f"read {phrase.ago(story.read_at, now)}"
    return f"{outlets}, {read}, {speakers}, {statements}: weight {weight(story, now):.1f}"


def _counts(story: Story) -> tuple[int, int, int]:
    """Outlets, speakers, and the statements of the article that has most of them."""
    briefs = [held.brief for held in story.articles]
    speakers = {one.speaker for brief in briefs for one in brief.statements if one.speaker}
    return len(story.outlets), len(speakers), max(len(brief.statements) for brief in briefs)
