"""The shortcut "Show sources": what stands behind the buttons of a message, together."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.card import Card
from bot.dispatcher import error_card

SOURCES = 10
"""Of one message, at most; a page of a list has fewer."""


def source_lines(message: dict[str, Any]) -> list[str]:
    """The `source …` command lines behind the buttons of a message, each once, in its order."""
    values = (button.get("value", "") for button in _buttons(message.get("blocks")))
    lines = dict.fromkeys(value for value in values if value.partition(" ")[0] == "source")
    return list(lines)[:SOURCES]


def _buttons(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        for inner in part.values():
            yield from _buttons(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _buttons(inner)


def together(cards: list[Card]) -> Card:
    """The cards of several sources as one, without the button that posts the first of them alone."""
    first, *others = cards
    sections = tuple(section for card in cards for section in card.sections)
    actions = [a for a in first.actions if not others or " share:" not in a.command]
    return replace(first, sections=sections, actions=tuple(actions))


def no_sources() -> Card:
    return error_card("That message has no sources of On Record behind it. Try it on a brief or a list.")
