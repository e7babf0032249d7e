"""Atoms: the words of a sentence, with hyphens and glued units taken apart.

Figures hide inside words ("twenty-three", "a 10kg bag", "£4bn", "the two-year deal"), so numbers are
read over pieces finer than the words other extractors share.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefs.text import Token


class Atom(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    glued: bool  # touches what stands before it

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


HYPHENS = frozenset("-‑")

NOTHING = Atom(0, 0, "", "", False)

PIECE = re.compile(r"\d++(?:[.,:]\d++)*+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[^\W\d_½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]++|\S")


class Atoms(tuple[Atom, ...]):
    """The atoms of one sentence; a place outside it holds NOTHING."""

    def at(self, i: int) -> Atom:
        return self[i] if 0 <= i < len(self) else NOTHING

    def low(self, i: int) -> str:
        return self[i].low if 0 <= i < len(self) else ""

    def lows(self, i: int, j: int) -> tuple[str, ...]:
        return tuple(self.low(k) for k in range(i, j))


def atoms_of(tokens: Sequence[Token]) -> Atoms:
    found: list[Atom] = []
    end = -1
    for token in tokens:
        for start, text in _pieces(token):
            found.append(Atom(start, start + len(text), text, text.lower(), start == end))
            end = start + len(text)
    return Atoms(found)


def _pieces(token: Token) -> list[tuple[int, str]]:
    text = token.text
    if text.isalpha() or not ("-" in text or "‑" in text or any(map(str.isnumeric, text))):
        return [(token.start, text)]
    return [(token.start + m.start(), m.group()) for m in PIECE.finditer(text)]


def joined(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins what stands before it to what follows, else `i`."""
    return i + 1 if atoms.low(i) in HYPHENS and atoms[i].glued and atoms.at(i + 1).glued else i
