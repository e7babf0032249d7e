"""The units of measure and of money, by the words and symbols that print them."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import HYPHENS, Atoms, atoms_of, joined
from briefs.extract.statistic.word import group
from briefs.text.word import tokenise

Words = tuple[str, ...]


class Unit(NamedTuple):
    name: str
    first: int  # atoms of number and unit together, `last` excluded
    last: int
    value: Decimal


class Lexicon(NamedTuple):
    words: Mapping[Words, str]
    symbols: Mapping[Words, str]
    starts: frozenset[str]  # of either, so that most places are left at once
    ends: frozenset[str]  # of symbols, in capitals

    def after(self, atoms: Atoms, i: int) -> tuple[str, int] | None:
        """The longest entry that begins at atom `i`, and where it ends."""
        if atoms.lows[i] not in self.starts and atoms.texts[i] not in self.starts:
            return None
        for j in range(i + 5, i, -1):
            if atoms.lows[j - 1] in HYPHENS:
                continue
            name = self.words.get(tuple(low for low in atoms.lows[i:j] if low not in HYPHENS))  # square-foot
            if name is None and all(atoms.glued[i + 1 : j]):  # not the m2 of "12 m 2"
                name = self.symbols.get(atoms.texts[i:j])
            if name:
                return name, j
        return None


@cache
def measures() -> Lexicon:
    return _load("unit")


@cache
def currencies() -> Lexicon:
    return _load("currency")


def _load(name: str) -> Lexicon:
    words: dict[Words, str] = {}
    symbols: dict[Words, str] = {}
    for line in lines(name):
        unit, spoken, printed = (part.strip() for part in line.split("|"))
        words |= {
            _split(phrase.lower().replace("-", " ")): unit for phrase in spoken.split(",") if phrase.strip()
        }
        symbols |= {_split(symbol): unit for symbol in printed.split()}
    starts = frozenset(phrase[0] for phrase in (*words, *symbols))
    return Lexicon(words, symbols, starts, frozenset(symbol[-1].upper() for symbol in symbols))


def _split(phrase: str) -> Words:
    return tuple(filter(None, atoms_of(tokenise(phrase, 0, len(phrase))).texts))


def rated(atoms: Atoms, unit: Unit, money: bool = False) -> Unit:
    """USD per barrel, barrel per day, kilometre per hour; "a share" and "a head" are taken into the span."""
    here = joined(atoms, unit.last)
    per = atoms.lows[here]
    if per not in group("per"):
        return unit
    what = joined(atoms, here + 1)
    found = measures().after(atoms, what)
    if found is None and atoms.lows[what] in group("rate_noun"):
        return unit._replace(last=what + 1)
    if found is None or (money and found[0] in group("accounting")):
        return unit
    if per in ("a", "an") and atoms.lows[what].endswith("s"):
        return unit
    return unit._replace(name=f"{unit.name} per {found[0]}", last=found[1])
