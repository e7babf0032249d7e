"""The buttons that cards share."""

from bot.card import Action
from bot.line import format_line
from bot.story import Story
from briefs.store import FactKind


def article_line(command: str, number: int) -> str:
    return f"{command} article:{number}"


def story_line(command: str, story: Story) -> str:
    """Of an article, and of the others that tell its story if there are any."""
    return article_line(command, story.held.number) + (" story:yes" if story.others else "")


def source(story: Story, kind: FactKind, position: int) -> Action:
    """Shows the sentence of a finding of the article's brief in its paragraph."""
    return fact_source(story.fact_ids[kind, position])


def fact_source(fact: int) -> Action:
    return Action("Source", f"source fact:{fact}")


def opened(story: Story) -> Action:
    return Action("Open", story_line("now", story))


def positions_of(name: str) -> Action:
    return Action("Positions", format_line("positions", {"actor": name}))
