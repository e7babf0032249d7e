"""The counted noun: "Seven | European foreign ministers | held". There is no tagger, so the phrase runs from
the number to the first plural it meets, and ends before any word that cannot stand inside it.
"""

from functools import cache

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import Atom, Atoms, joined
from briefs.extract.statistic.number import PLURAL_SCALES, SCALES, SMALL, TENS, Number

CARDINALS = frozenset([*SMALL, *TENS, *SCALES, *PLURAL_SCALES, "hundred"])
LONGEST = 8  # words; a longer way to the first plural has left the phrase
SKIPPED = frozenset("more other others additional further extra such different full straight consecutive".split())
OF_WHAT = frozenset("the all its their his her our my your these those such".split())


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a lexicon that holds several a line."""
    return frozenset(word for line in lines(name) for word in line.split())


def is_plural(word: str) -> bool:
    if word in listed("plural"):
        return True
    return word[-1:] == "s" and len(word) > 3 and word[-2:] not in ("ss", "us", "is") and word not in listed("not_plural")


def counted_noun(atoms: Atoms, number: Number) -> tuple[int, int] | None:
    """The atoms of the noun phrase that `number` counts, its last word the head."""
    here = number.last
    if joined(atoms, here) > here:
        return (here + 1, here + 2) if atoms.low(here + 1) in listed("hyphen_noun") else None
    here = _over_of(atoms, number)
    while atoms.low(here) in SKIPPED:
        here += 1
    end = _first_plural(atoms, here) if number.value != 1 or number.digits else _singular(atoms, here)
    return (here, end) if end is not None and end > here else None


def _over_of(atoms: Atoms, number: Number) -> int:
    """Past the "of the" of a part: half of the voters, dozens of homes, 12 of the 15 members."""
    here = number.last
    if atoms.low(here) == "of":
        here += 1
        while atoms.low(here) in OF_WHAT:
            here += 1
    elif number.part:
        while atoms.low(here) in OF_WHAT:
            here += 1
    return here


def _first_plural(atoms: Atoms, i: int) -> int | None:
    for j in range(i, min(i + LONGEST, len(atoms))):
        atom = atoms[j]
        if _joins(atoms, j):
            continue
        if not _may_stand(atom):
            return None
        if is_plural(atom.low) and not _goes_on(atoms, j):
            return j + 1
    return None


def _joins(atoms: Atoms, j: int) -> bool:
    """A hyphen inside a word, the possessive of one inside the phrase."""
    atom = atoms[j]
    return atom.glued and (atom.low in ("-", "‑", "'s", "’s") or (atom.low in ("'", "’") and not atoms.at(j + 1).glued))


def _may_stand(atom: Atom) -> bool:
    return atom.is_word and atom.low not in listed("noun_end") and atom.low not in CARDINALS


def _goes_on(atoms: Atoms, j: int) -> bool:
    """Whether the plural at `j` modifies another: sports teams, United States senators, women's lives."""
    following = atoms.at(j + 1)
    if _joins(atoms, j + 1) if j + 1 < len(atoms) else False:
        return True
    if not following.is_word or not _may_stand(following) or not is_plural(following.low):
        return False
    return atoms[j].low in listed("plural_modifier") or (atoms[j].is_capital and not following.is_capital)


def _singular(atoms: Atoms, i: int) -> int | None:
    """After "one": up to the word before one that ends the phrase, at most three words."""
    j = i
    while j < min(i + 3, len(atoms)) and (_may_stand(atoms[j]) or _joins(atoms, j)) and not is_plural(atoms[j].low):
        j += 1
    while j > i and atoms[j - 1].low.endswith(("ed", "ly", "-")):
        j -= 1
    return j if j > i else None
