"""Why a brief holds what it holds, for who previews it."""

from collections.abc import Iterator
from datetime import datetime

from bot.card import Line, Section
from bot.ranking import reason
from bot.selection import Selection
from bot.story import Story

MOST_LEFT_OUT = 10


def selection_sections(selection: Selection, now: datetime) -> Iterator[Section]:
    order = [Line(_why(story, selection, now), lead=story.brief.title) for story in selection.stories]
    if order:
        yield Section(tuple(order), heading="Why in this order")
    left_out = [Line(one.why, lead=one.story.brief.title) for one in selection.left_out]
    if len(left_out) > MOST_LEFT_OUT:
        left_out[MOST_LEFT_OUT:] = [Line(f"… and {len(left_out) - MOST_LEFT_OUT} more")]
    if left_out:
        yield Section(tuple(left_out), heading="Left out")


def _why(story: Story, selection: Selection, now: datetime) -> str:
    update = ", an update: these come last" if story.news is not None and len(selection.stories) > 1 else ""
    waited = ", had no place in the last brief" if story.read_at < selection.since else ""
    return reason(story, now) + update + waited
