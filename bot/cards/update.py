"""What is new in a story that the channel has been told of, each fact beside its source."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.card import Action, Card, Line, Section
from bot.cards.action import story_line
from bot.cards.fact import fact_line
from bot.cards.source import marked
from bot.cards.told_by import told_by
from bot.story import Story, outlet
from briefs.model import Span
from briefs.store import Fact, FactKind

ORDER: tuple[FactKind, ...] = ("point", "quote", "statistic", "statement")
MOST, MOST_AMONG_OTHERS = 8, 3


def update_card(story: Story, credit: str, now: datetime) -> Card:
    return Card(
        "list",
        f"Update: {story.brief.title}",
        link=story.brief.article.url or "",
        credit=credit,
        sections=(Section(_lines(story, MOST), heading="New since it was posted"),),
        actions=(Action("Whole story", story_line("now", story)),),
        footer=told_by(story, now),
    )


def update_section(story: Story) -> Section:
    return Section(_lines(story, MOST_AMONG_OTHERS), heading=f"Update: {story.brief.title}")


def _lines(story: Story, most: int) -> tuple[Line, ...]:
    news = list(_told_once(story))
    lines = [_line(fact) for fact in news[:most]]
    if len(news) > most:
        more = f"… and {len(news) - most} more"
        lines.append(Line(more, action=Action("Open", story_line("now", story))))
    return tuple(lines)


def _told_once(story: Story) -> Iterator[Fact]:
    """Without those whose sentence is shown for another."""
    shown: set[tuple[int, Span]] = set()
    for fact in sorted(story.news or (), key=lambda fact: ORDER.index(fact.kind)):
        span = marked(fact.held.brief, fact)
        if not any(number == fact.held.number and span.meets(other) for number, other in shown):
            shown.add((fact.held.number, span))
            yield fact


def _line(fact: Fact) -> Line:
    line = fact_line(fact)
    note = " · ".join(part for part in (line.note, outlet(fact.held.brief.article)) if part)
    return replace(line, note=note)
