"""A card: what a reader is shown, as plain data. Each platform draws it with its own means.

Texts are plain: a platform escapes them, and splits a card at its limits, never cuts it.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CardKind = Literal["digest", "list", "source", "help", "error"]
Piece = Literal["", "mark", "channel"]
"""What a part of a line's text is: words, words to highlight, or a channel by its id."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button: it runs a command line (`stats unit:percent page:2`) or opens an address."""

    label: str
    command: str = ""
    url: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: `lead` in bold, then `text`, with `note` in small type beneath.

    `marks` are (start, end) ranges of `text` to highlight, `channels` those that are a channel's id (on
    the page and in a terminal its name), which each platform draws in its own way; `quoted` sets it
    apart as a passage of the article; `action` stands beside the line (its source, the story it opens).
    """

    text: str
    lead: str = ""
    note: str = ""
    bullet: bool = False
    quoted: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    channels: tuple[tuple[int, int], ...] = ()
    action: Action | None = None

    def pieces(self, start: int = 0, end: int | None = None) -> list[tuple[str, Piece]]:
        """`text[start:end]` in order, each piece with what it is; of a channel all or none."""
        end = len(self.text) if end is None else min(end, len(self.text))
        ranges: list[tuple[int, int, Piece]] = [(*mark, "mark") for mark in self.marks]
        ranges += [(*channel, "channel") for channel in self.channels]
        found: list[tuple[str, Piece]] = []
        for first, last, kind in sorted(ranges):
            opening, closing = max(first, start), min(last, end)
            if opening < closing and (kind == "mark" or (opening, closing) == (first, last)):
                found += [(self.text[start:opening], ""), (self.text[opening:closing], kind)]
                start = closing
        return [(text, kind) for text, kind in [*found, (self.text[start:end], "")] if text]


@dataclass(frozen=True, slots=True)
class Section:
    lines: tuple[Line, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the strip: `value` large ("↑ 12%"), `label` beneath (what it measures)."""

    value: str
    label: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class CardFile:
    """A text file that goes with a card: an export."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """`credit` is the small line above the title, `footer` the one beneath everything.

    On a digest the sources of its lines are behind one button; a list shows them line by line.
    """

    kind: CardKind
    title: str
    link: str = ""
    credit: str = ""
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    actions: tuple[Action, ...] = ()
    footer: str = ""
    file: CardFile | None = None


@cache
def _adapter() -> "TypeAdapter[Card]":
    from pydantic import TypeAdapter

    return TypeAdapter(Card)


def to_json(card: Card) -> str:
    return _adapter().dump_json(card, exclude_defaults=True).decode()


def from_json(data: str) -> Card:
    return _adapter().validate_json(data)
