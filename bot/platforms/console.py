"""A card in the terminal: readable in colour, in 80 columns, and through a pipe."""

import re
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.card import Action, Card, Line, Section

WIDEST = 100
"""Columns; longer lines are hard to read however wide the terminal is."""

PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "*", "·": "-"}
    | {"↑": "up", "↓": "down", "─": "-", "\N{NO-BREAK SPACE}": " "}
)
"""For a terminal that cannot print them."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What an article must not do to a terminal: move the cursor, colour it, turn the direction of writing."""

FOR_THE_SHELL = re.compile(r"[$`\\!';&|<>()*?#~\n]")


def draw(card: Card, console: Console) -> None:
    """The card, then where its lines stand as numbered notes, each with the command that opens it.

    Of a card with a file only the file, so that it can be led into one.
    """
    if card.file:
        console.print(Text(_harmless(card.file.text)), soft_wrap=True, end="")
    else:
        _Drawing(console).draw(card)


def _harmless(text: str) -> str:
    return CONTROL.sub("", text.replace("\t", " "))


def command_line(action: Action) -> str:
    """What to type in a shell for the action; an address as it is."""
    if not action.command:
        return action.url
    name, _, rest = action.command.partition(" ")
    if FOR_THE_SHELL.search(rest):
        rest = "'" + rest.replace("'", "'\\''") + "'"
    return f"onrecord {name} {rest}".rstrip()


class _Drawing:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, WIDEST)
        self._notes: list[str] = []

    def draw(self, card: Card) -> None:
        if card.kind != "error":
            self._heading(card)
        # The story first, then its figures, then the rest.
        figures = tuple(
            Line(figure.label, lead=figure.value, action=figure.action) for figure in card.figures
        )
        for section in (*card.sections[:1], Section(figures), *card.sections[1:]):
            self._section(section)
        self._sources()
        self._more(card.actions)
        self._put(self._text(card.footer, "dim"))

    def _heading(self, card: Card) -> None:
        self._put(self._text(card.credit, "dim"))
        self._put(self._text(card.title, "bold"))
        self._put(self._text(card.link, "dim"))
        self._put(self._text("─" * self._width, "dim"))

    def _section(self, section: Section) -> None:
        self._put(self._text(section.heading, "bold underline"))
        column = self._column(section)
        for line in section.lines:
            self._line(line, column)
        if section.lines:
            self._console.print()

    def _column(self, section: Section) -> int:
        """Where the texts begin when the leads are short enough to stand beside them, else 0."""
        leads = [self._text(line.lead).cell_len for line in section.lines if line.lead and line.text]
        widest = max(leads, default=0) + 2
        return widest if widest < 0.45 * self._width else 0

    def _line(self, line: Line, column: int) -> None:
        sign = self._text("• " if line.bullet else "| " if line.quoted else "", "dim")
        lead, words = self._text(line.lead, "bold"), self._words(line)
        if lead and not _harmless(line.text).strip():
            words = Text.assemble(lead, words)
        elif lead and column:
            sign = Text.assemble(sign, lead, " " * (column - lead.cell_len))
        elif lead:
            self._put(lead, sign)
            sign = Text("  ")
        self._put(words, sign, again=line.quoted)
        self._put(self._text(line.note, "dim"), Text(" " * (sign.cell_len or 2)))

    def _words(self, line: Line) -> Text:
        words = Text()
        for piece, kind in line.pieces():
            words += self._marked(piece) if kind == "mark" else self._text(piece)
        if line.action:
            words += self._note(command_line(line.action))
        return words

    def _marked(self, text: str) -> Text:
        """In colour on a ground; without colour between two signs each, so that it is seen in a file too."""
        if self._console.color_system and not self._console.no_color:
            return self._text(text, "black on yellow")
        return self._text(f">>{text}<<")

    def _note(self, opened_by: str) -> Text:
        if opened_by not in self._notes:
            self._notes.append(opened_by)
        return Text(f" [{self._notes.index(opened_by) + 1}]", "cyan")

    def _sources(self) -> None:
        """As many notes beside each other as fit, for they are short and many."""
        notes = [f"[{number}] {line}" for number, line in enumerate(self._notes, 1)]
        column = max((len(note) for note in notes), default=0) + 3
        beside = max(1, (self._width + 3) // column)
        for start in range(0, len(notes), beside):
            self._command("".join(note.ljust(column) for note in notes[start : start + beside]))
        if notes:
            self._console.print()

    def _more(self, actions: Sequence[Action]) -> None:
        # A terminal has no channel to share with.
        actions = [action for action in actions if " share:" not in action.command]
        longest = max((len(action.label) for action in actions), default=0)
        for action in actions:
            self._command(f"{action.label.ljust(min(longest, 24))}  {command_line(action)}")

    def _command(self, line: str) -> None:
        """Never broken, so that it can be copied whole."""
        self._console.print(self._text(line.rstrip(), "cyan"), soft_wrap=True)

    def _put(self, words: Text, sign: Text | None = None, *, again: bool = False) -> None:
        """The words, wrapped beside the sign, which stands at the first line, or at every line `again`."""
        sign = sign or Text()
        for number, line in enumerate(
            words.wrap(self._console, self._width - sign.cell_len, overflow="fold")
        ):
            line.rstrip()
            before = sign if again or number == 0 else Text(" " * sign.cell_len)
            if line:
                self._console.print(Text.assemble(before, line), soft_wrap=True)

    def _text(self, text: str, style: str = "") -> Text:
        text = _harmless(text)
        encoding = self._console.encoding
        if not encoding.casefold().startswith("utf"):
            text = text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
        return Text(text, style)
