"""Atoms: the words of a sentence, with hyphens and glued units taken apart.

Figures hide inside words ("twenty-three", "a 10kg bag", "£4bn", "the two-year deal"), so numbers are
read over pieces finer than the words other extractors share.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from briefs.text import Tokens


class Atom(NamedTuple):
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
    starts, ends, texts, lows = [0] * WIDTH, [-1] * WIDTH, [""] * WIDTH, [""] * WIDTH
    for start, end, text, low in zip(tokens.starts, tokens.ends, tokens.texts, tokens.lows, strict=True):
        if low.isalpha() or not _is_compound(low):
            starts.append(start)
            ends.append(end)
            texts.append(text)
            lows.append(low)
        else:
            for piece in PIECE.finditer(text):
                starts.append(start + piece.start())
                ends.append(start + piece.end())
                texts.append(piece.group())
                lows.append(piece.group().lower())
    glued = [start == end for start, end in zip(starts, [-1, *ends], strict=False)]
    no_places, no_words = [0] * WIDTH, [""] * WIDTH
    return Atoms(
        (*starts, *no_places),
        (*ends, *no_places),
        (*texts, *no_words),
        (*lows, *no_words),
        (*glued, *[False] * WIDTH),
    )


def _is_compound(text: str) -> bool:
    if len(text) > LONGEST_WORD:
        return False
    return "-" in text or "‑" in text or any(map(str.isnumeric, text))


def joined(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins what stands before it to what follows, else `i`."""
    return i + 1 if atoms.lows[i] in HYPHENS and atoms.glued[i] and atoms.glued[i + 1] else i
