"""Atoms: the words of a sentence, with hyphens and glued units taken apart.

Figures hide inside words ("twenty-three", "a 10kg bag", "£4bn", "the two-year deal"), so numbers are
read over pieces finer than the words other extractors share.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from briefs.text import Tokens


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
WIDTH = 32  # no rule looks further around a number
LONGEST_WORD = 80  # what is longer is no word and holds no figure
MARGIN = [NOTHING] * WIDTH

PIECE = re.compile(r"\d++(?:[.,:]\d++)*+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[^\W\d_½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]++|\S")


class Atoms:
    """The atoms of one sentence; a place a little outside it holds NOTHING, so that rules need not ask."""

    __slots__ = ("_atoms", "_lows", "_size")

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = [*MARGIN, *atoms, *MARGIN]
        self._lows = [atom.low for atom in self._atoms]
        self._size = len(atoms)

    def __len__(self) -> int:
        return self._size

    def at(self, i: int) -> Atom:
        return self._atoms[i + WIDTH]

    def low(self, i: int) -> str:
        return self._lows[i + WIDTH]

    def between(self, i: int, j: int) -> list[Atom]:
        return self._atoms[i + WIDTH : j + WIDTH]

    def texts(self, i: int, j: int) -> tuple[str, ...]:
        return tuple(atom.text for atom in self.between(i, j))

    def places(self, wanted: Callable[[str], bool]) -> list[int]:
        """Where the words (lower case) are that `wanted` accepts."""
        return [i for i, low in enumerate(self._lows[WIDTH:-WIDTH]) if wanted(low)]

    def lows(self, i: int, j: int) -> tuple[str, ...]:
        return tuple(self._lows[i + WIDTH : j + WIDTH])


def atoms_of(tokens: Tokens) -> Atoms:
    found: list[Atom] = []
    end = -1
    for start, stop, text, low in zip(tokens.starts, tokens.ends, tokens.texts, tokens.lows, strict=True):
        if text.isalpha() or not _is_compound(text):
            found.append(Atom(start, stop, text, low, start == end))
        else:
            found += _pieces(start, text, start == end)
        end = stop
    return Atoms(found)


def _is_compound(text: str) -> bool:
    if len(text) > LONGEST_WORD:
        return False
    return "-" in text or "‑" in text or any(map(str.isnumeric, text))


def _pieces(start: int, text: str, glued: bool) -> Iterator[Atom]:
    """Everything in a token touches: "10kg", "twenty-three"."""
    for m in PIECE.finditer(text):
        piece = m.group()
        yield Atom(start + m.start(), start + m.end(), piece, piece.lower(), glued or m.start() > 0)


def joined(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins what stands before it to what follows, else `i`."""
    return i + 1 if atoms.low(i) in HYPHENS and atoms.at(i).glued and atoms.at(i + 1).glued else i
