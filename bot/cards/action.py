"""The buttons that cards share."""

from bot.card import Action
from bot.line import format_line
from bot.story import Story
from briefs.store import FactKind, HeldArticle


def article_line(command: str, number: int) -> str:
    return f"{command} article:{number}"


def source(story: Story, kind: FactKind, position: int) -> Action:
    """Shows the sentence of a finding of the article's brief in its paragraph."""
    return fact_source(story.fact_ids[kind, position])


def fact_source(fact: int) -> Action:
    return Action("Source", f"source fact:{fact}")


def opened(held: HeldArticle) -> Action:
    return Action("Open", article_line("now", held.number))


def positions_of(name: str) -> Action:
    return Action("Positions", format_line("positions", {"actor": name}))
