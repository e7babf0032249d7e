"""What is new in a story that the channel has been told of, each fact beside its source."""

from collections.abc import Iterator
from datetime import datetime

from bot.card import Action, Card, Line, Section
from bot.cards.action import story_line
from bot.cards.merged import Group, merged, merged_line
from bot.cards.source import marked
from bot.cards.told_by import told_by
from bot.story import Story
from briefs.model import Span
from briefs.store import FactKind, HeldArticle

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
    lines = [merged_line(group) for group in news[:most]]
    if len(news) > most:
        more = f"… and {len(news) - most} more"
        lines.append(Line(more, action=Action("Open", story_line("now", story))))
    return tuple(lines)


def _told_once(story: Story) -> Iterator[Group]:
    """Without those whose sentence, as one of their outlets prints it, is shown for another."""
    shown: list[tuple[HeldArticle, Span]] = []
    for group in merged(sorted(story.news or (), key=lambda fact: ORDER.index(fact.kind))):
        told = [(entry.fact.held, marked(entry.fact.held.brief, entry.fact)) for entry in group]
        if not any(held is other and span.meets(said) for held, span in told for other, said in shown):
            shown += told
            yield group
