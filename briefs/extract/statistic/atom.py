"""Atoms: the words of a sentence, with hyphens and glued units taken apart.

Figures hide inside words ("twenty-three", "a 10kg bag", "£4bn", "the two-year deal"), so numbers are
read over pieces finer than the words other extractors share.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import eq

from briefs.text import Tokens
from briefs.text.word import in_a_row


@dataclass(slots=True, eq=False)
class Atom:
    """One of them, for the rules that ask it several things."""

    text: str
    low: str
    glued: bool

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


HYPHENS = frozenset("-‑")
WIDTH = 32  # no rule looks further around a number
NO_PLACES, NO_WORDS, NOT_GLUED = (0,) * WIDTH, ("",) * WIDTH, (False,) * WIDTH
LONGEST_WORD = 80  # what is longer is no word and holds no figure

PIECE = re.compile(r"\d++(?:[.,:]\d++)*+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[^\W\d_½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]++|\S")


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of one sentence, column by column, from place WIDTH on.

    Before and behind stand WIDTH empty ones, so that rules need not ask where the sentence ends.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]  # as printed
    lows: tuple[str, ...]  # in lower case
    glued: tuple[bool, ...]  # touches what stands before it

    def at(self, i: int) -> Atom:
        return Atom(self.texts[i], self.lows[i], self.glued[i])

    def is_word(self, i: int) -> bool:
        return self.texts[i][:1].isalpha()

    def is_capital(self, i: int) -> bool:
        return self.texts[i][:1].isupper()

    def places(self) -> range:
        """Of all atoms."""
        return range(WIDTH, len(self.lows) - WIDTH)


def atoms_of(tokens: Tokens) -> Atoms:
    row = in_a_row([*_taken_apart(tokens)])
    glued = map(eq, row.starts[1:], row.ends)
    return Atoms(
        (*NO_PLACES, *row.starts, *NO_PLACES),
        (*NO_PLACES, *row.ends, *NO_PLACES),
        (*NO_WORDS, *row.texts, *NO_WORDS),
        (*NO_WORDS, *row.lows, *NO_WORDS),
        (*NOT_GLUED, False, *glued, *NOT_GLUED),
    )


def _taken_apart(tokens: Tokens) -> Iterator[Tokens]:
    """The tokens, and instead of each compound its pieces."""
    beyond = 0
    for at, low in enumerate(tokens.lows):
        if not low.isalpha() and _is_compound(low):
            yield tokens.part(beyond, at)
            yield _pieces(tokens.starts[at], tokens.texts[at])
            beyond = at + 1
    yield tokens.part(beyond)


def _is_compound(text: str) -> bool:
    if len(text) > LONGEST_WORD or text.isdecimal():
        return False
    return "-" in text or "‑" in text or any(map(str.isnumeric, text))


def _pieces(start: int, text: str) -> Tokens:
    found = list(PIECE.finditer(text))
    pieces = tuple([piece[0] for piece in found])
    starts, ends = [start + piece.start() for piece in found], [start + piece.end() for piece in found]
    return Tokens(tuple(starts), tuple(ends), pieces, tuple(map(str.lower, pieces)))


def joined(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins what stands before it to what follows, else `i`."""
    return i + 1 if atoms.lows[i] in HYPHENS and atoms.glued[i] and atoms.glued[i + 1] else i
