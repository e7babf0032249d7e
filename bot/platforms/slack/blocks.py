"""The blocks a card is made of, each within Slack's limits for one block."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from bot.card import Action, Figure
from bot.platforms.slack.text import (
    Block,
    clean,
    escape,
    mrkdwn,
    one_line,
    pieces,
    plain,
    shorten,
    words,
)

HEADER_LIMIT, FIELD_LIMIT, FIELDS, LABEL_LIMIT = 150, 2000, 10, 75
URL_LIMIT, ROW = 3000, 5
VALUE_LIMIT = 1000
"""Slack takes 2,000; a row of five must leave room in a message."""
LEAD_LIMIT = 500
"""A longer lead is no lead: it joins the text."""

KeepLine = Callable[[str], str]
"""A command line kept: the token that finds it again, "" when it could not be (State.keep_line)."""
ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)


class Buttons:
    """Makes the buttons of one card, numbered, for an action id stands once in a message.

    The id says what the value is: a command line, the token of a kept one, or nothing for a link.
    """

    def __init__(self, keep_line: KeepLine) -> None:
        self._keep_line = keep_line
        self._numbers = count()

    def button(self, action: Action) -> Block | None:
        """None when there is nothing that Slack would let a button do, or its line cannot be kept."""
        number = next(self._numbers)
        button: Block = {"type": "button", "text": plain(shorten(action.label, LABEL_LIMIT) or "Open")}
        if action.primary:
            button["style"] = "primary"
        if action.url:
            target = address(action.url)
            return {**button, "action_id": f"open:{number}", "url": target} if target else None
        line = one_line(action.command)
        if not line:
            return None
        if len(line) <= VALUE_LIMIT:
            return {**button, "action_id": f"line:{number}", "value": line}
        token = self._keep_line(line)
        return {**button, "action_id": f"kept:{number}", "value": token} if token else None

    def rows(self, actions: Iterable[Action]) -> Iterator[Block]:
        buttons = [b for action in actions if (b := self.button(action))]
        for row in parts(buttons, ROW):
            yield {"type": "actions", "elements": row}


def address(url: str) -> str:
    """The address when Slack takes it for a button, else ""."""
    return url if len(url) <= URL_LIMIT and ADDRESS.fullmatch(url) else ""


def parts(items: Sequence[Block], size: int) -> Iterator[list[Block]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def header(title: str) -> Iterator[Block]:
    title = one_line(title)
    if title and len(title) <= HEADER_LIMIT:
        yield {"type": "header", "text": plain(title)}
        return
    for piece in pieces(title, LEAD_LIMIT):
        yield {"type": "section", "text": words("", lead=piece.strip())}


def context(*texts: str) -> Iterator[Block]:
    """Small type. The texts are plain words."""
    for text in texts:
        for piece in pieces(clean(text), FIELD_LIMIT):
            yield {"type": "context", "elements": [words(piece)]}


def footer(text: str, link: str) -> Iterator[Block]:
    """The last small line, with a link to the article when no button has it."""
    elements = [words(piece) for piece in pieces(clean(text), FIELD_LIMIT)]
    if address(link):
        elements.append(mrkdwn(f"<{escape(link)}|Open article>"))
    for row in parts(elements, ROW - 1):
        yield {"type": "context", "elements": list(row)}


def section(text: str, lead: str = "", accessory: Block | None = None) -> Iterator[Block]:
    """Sections for a text of any length; the accessory stands beside the first."""
    text, lead = clean(text), one_line(lead)
    if len(escape(lead)) > LEAD_LIMIT:
        text, lead = f"{lead}  {text}", ""
    for number, piece in enumerate(list(pieces(text, 3000 - LEAD_LIMIT - 10)) or [""]):
        block: Block = {"type": "section", "text": words(piece, "" if number else lead)}
        if accessory and not number:
            block["accessory"] = accessory
        if block["text"]["text"]:
            yield block


def strip(figures: Sequence[Figure]) -> Iterator[Block]:
    """Figures side by side, the value above what it measures."""
    fields = [words(clean(f.label), lead=one_line(f.value), between="\n") for f in figures]
    if sum(len(field["text"]) for field in fields) > FIELD_LIMIT:
        for figure in figures:
            yield from section(figure.label, figure.value)
        return
    for row in parts([f for f in fields if f["text"].strip()], FIELDS):
        yield {"type": "section", "fields": list(row)}
