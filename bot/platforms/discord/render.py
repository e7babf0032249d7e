"""A card as Discord messages: Components V2, within 40 components and 4,000 characters each."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

import discord
from discord import ui

from bot.card import Action, Card, CardKind, Figure, Line, Section
from bot.platforms.discord.controls import Keep, control, works
from bot.platforms.discord.text import clean, escape, fitted, link, markdown, one_line, size
from bot.platforms.discord.trace import mark

COMPONENTS = 38  # of 40: the container itself and a mention above it are the other two
CHARACTERS = 3900  # of 4,000: the mention again
PIECE = 1800
"""The longest text that is kept in one piece; two of them and their surroundings fit a message."""

NAME = "On Record"

COLOURS: dict[CardKind, int] = {
    "digest": 0x2B6CB0,
    "list": 0x5A6B7B,
    "source": 0xD9A520,
    "help": 0x3A8F6B,
    "error": 0xC0392B,
}


@dataclass(frozen=True, slots=True)
class Part:
    """What a message is packed from: a text, a text with its button, a row of buttons, a rule, a file."""

    kind: Literal["text", "fact", "row", "rule", "file"]
    text: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def components(self) -> int:
        return 3 if self.kind == "fact" else 1 + len(self.actions)

    @property
    def runs_on(self) -> bool:
        return self.kind == "text" and not self.text.rpartition("\n")[2].startswith("> ")


@dataclass(slots=True)
class Message:
    parts: list[Part] = field(default_factory=list)
    components: int = 0
    characters: int = 0

    def takes(self, part: Part) -> bool:
        full = self.components + part.components > COMPONENTS
        return not full and self.characters + size(part.text) + 1 <= CHARACTERS

    def add(self, part: Part) -> None:
        """Texts that follow each other become one component, unless the quotation above would run on."""
        self.characters += size(part.text) + 1
        if part.kind == "text" and self.parts and self.parts[-1].runs_on:
            self.parts[-1] = Part("text", f"{self.parts[-1].text}\n{part.text}")
            return
        self.parts.append(part)
        self.components += part.components


class Drawn(ui.LayoutView):
    """A message whose buttons answer by their ids alone, so that discord.py need not hold it in memory."""

    def is_finished(self) -> bool:
        return True


def messages(card: Card, keep: Keep, mention: str = "", key: str = "") -> list[ui.LayoutView]:
    """At least one message; the last one goes with `attachments(card)`.

    `mention` is the id of the role that the first one tells, `key` that of the post they belong to.
    """
    views = list[ui.LayoutView]()
    for number, message in enumerate(pack(parts(card))):
        container = _container(message, keep, mark(key, number) if key else None)
        container.accent_colour = discord.Colour(COLOURS[card.kind])
        view = Drawn(timeout=None)
        if mention and number == 0:
            view.add_item(ui.TextDisplay(f"<@&{mention}>"))
        views.append(view.add_item(container))
    return views


def pack(every: Iterable[Part]) -> list[Message]:
    packed = [Message()]
    for part in every:
        if not packed[-1].takes(part):
            packed.append(Message())
        if part.kind != "rule" or packed[-1].parts:
            packed[-1].add(part)
    for message in packed:
        while message.parts and message.parts[-1].kind == "rule":
            message.parts.pop()
    return [message for message in packed if message.parts]


def parts(card: Card) -> Iterator[Part]:
    """The card in reading order; the strip of figures stands after the first section."""
    yield from _small(card.credit)
    yield from _small(one_line(card.title) or NAME) if card.kind == "error" else _title(card)
    for n, section in enumerate(card.sections):
        yield from _section(section, at_a_glance=card.kind == "digest")
        if n == 0:
            yield from _figures(card.figures)
    if not card.sections:
        yield from _figures(card.figures)
    yield Part("rule")
    yield from _rows(card.actions)
    yield from _small(card.footer)
    if card.file:
        yield Part("file", card.file.name)


def attachments(card: Card) -> list[discord.File]:
    """Made anew for every try: discord.py uses them up."""
    file = card.file
    return [discord.File(io.BytesIO(file.text.encode()), filename=file.name)] if file else []


def _title(card: Card) -> Iterator[Part]:
    """An error has none: what is wrong comes first."""
    title = one_line(card.title) or NAME

    def draw(start: int, end: int) -> str:
        return f"## {link(title[start:end], card.link)}"

    yield from (Part("text", drawn) for drawn in fitted(title, draw, PIECE))
    yield Part("rule")


def _small(text: str) -> Iterator[Part]:
    yield from (Part("text", drawn) for drawn in _notes(text))


def _notes(text: str) -> Iterator[str]:
    line = one_line(text)
    if line:
        yield from fitted(line, lambda start, end: f"-# {escape(line[start:end])}", PIECE)


def _bold(text: str) -> Iterator[str]:
    line = one_line(text)
    if line:
        yield from fitted(line, lambda start, end: f"**{escape(line[start:end].strip())}**", PIECE)


def _heading(text: str) -> Iterator[str]:
    line = one_line(text)
    if line:
        yield from fitted(line, lambda start, end: f"### {escape(line[start:end])}", PIECE)


def _section(section: Section, at_a_glance: bool) -> Iterator[Part]:
    """A digest's sources are behind one button, and who stands where is a list to run one's eye down."""
    yield from (Part("text", heading) for heading in _heading(section.heading))
    for line in section.lines:
        *before, last = _line(line, line.bullet or (at_a_glance and bool(line.lead)))
        yield from (Part("text", text) for text in before)
        if line.action is not None and not at_a_glance and works(line.action):
            yield Part("fact", last, (line.action,))
        else:
            yield Part("text", last)


def _line(line: Line, bullet: bool = False) -> list[str]:
    """The line in one piece where it fits, else lead, text and note each in as many as it takes."""
    rows = [*_bold(line.lead), *_passage(line)] or ["…"]
    if len(rows) == 2 and line.lead and not line.quoted:
        rows = [" ".join(rows)]
    rows += _notes(line.note)
    if bullet:
        rows[0] = f"- {rows[0]}"
    return ["\n".join(rows)] if sum(map(size, rows)) <= PIECE else rows


def _passage(line: Line) -> Iterator[str]:
    as_printed = bool(line.quoted or line.marks or line.channels)
    text = line.text if as_printed else one_line(line.text)
    if not clean(text).strip():
        return

    def draw(start: int, end: int) -> str:
        words = markdown(line.pieces(start, end)) if as_printed else escape(text[start:end])
        words = words.strip()
        return "> " + words.replace("\n", "\n> ") if line.quoted else words

    yield from fitted(text, draw, PIECE)


def _figures(figures: tuple[Figure, ...]) -> Iterator[Part]:
    if not figures:
        return
    yield Part("rule")
    for figure in figures:
        yield from (Part("text", text) for text in _line(Line(figure.label, lead=figure.value)))
    yield Part("rule")


def _rows(actions: tuple[Action, ...]) -> Iterator[Part]:
    usable = [action for action in actions if works(action)]
    for n in range(0, len(usable), 5):
        yield Part("row", actions=tuple(usable[n : n + 5]))


def _container(message: Message, keep: Keep, mark: int | None) -> ui.Container[Any]:
    container: ui.Container[Any] = ui.Container(id=mark)
    numbers = count()
    for part in message.parts:
        controls = [c for action in part.actions if (c := control(action, next(numbers), keep))]
        if controls or part.kind != "row":
            container.add_item(_item(part, controls))
    return container


def _item(part: Part, controls: list[ui.Item[Any]]) -> ui.Item[Any]:
    match part.kind:
        case "text":
            return ui.TextDisplay(part.text)
        case "fact" if not controls:
            return ui.TextDisplay(part.text)
        case "fact":
            return ui.Section(ui.TextDisplay(part.text), accessory=controls[0])
        case "row":
            return ui.ActionRow(*controls)
        case "rule":
            return ui.Separator()
        case "file":
            return ui.File(f"attachment://{part.text}")
