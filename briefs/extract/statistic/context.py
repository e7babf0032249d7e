"""What stands around a figure: how sure it is, which way it goes."""

from collections.abc import Iterator
from functools import cache

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import Atoms
from briefs.extract.statistic.word import group
from briefs.model import Change, Qualifier

Words = tuple[str, ...]
LONGEST_QUALIFIER = 5
CLAUSE = 14  # atoms a change may stand before its "by", "to" or "from"
CLAUSE_ENDS = frozenset([".", ",", ";", ":", "!", "?", "(", ")", "“", "”", '"'])


@cache
def qualifiers() -> tuple[dict[Words, Qualifier], dict[Words, Qualifier]]:
    """Those before a figure, those after."""
    before: dict[Words, Qualifier] = {}
    after: dict[Words, Qualifier] = {}
    for line in lines("qualifier"):
        phrase, name = (part.strip() for part in line.split("|"))
        table = after if name.endswith("...") else before
        table[tuple(phrase.split())] = name.removesuffix("...").strip()  # type: ignore[assignment]  # as the file says
    return before, after


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in qualifiers()[0])


@cache
def changes() -> dict[str, Change]:
    return {word.rstrip("*"): direction for word, direction in _change_entries()}


@cache
def weak_changes() -> frozenset[str]:
    """Those that show a change only of percent, or before "by", "to" and "from"."""
    return frozenset(word.rstrip("*") for word, _ in _change_entries() if word.endswith("*"))


def _change_entries() -> Iterator[tuple[str, Change]]:
    for line in lines("change"):
        direction, *words = line.split()
        for word in words:
            yield word, "up" if direction == "up" else "down"


def qualifier_before(atoms: Atoms, i: int, unit: str | None) -> tuple[Qualifier, int] | None:
    """The qualifier that ends where atom `i` begins, and where it begins."""
    if atoms.lows[i - 1] not in _last_words():
        return None
    for j in range(i - LONGEST_QUALIFIER, i):
        found = qualifiers()[0].get(atoms.lows[j:i])
        apart = not atoms.lows[j].isalpha() and not atoms.glued[i]  # the "~" of a list
        if found and not apart and not _is_preposition(atoms, j, i, unit):
            return found, j
    return None


def _is_preposition(atoms: Atoms, j: int, i: int, unit: str | None) -> bool:
    """ "over three years" is during them; "under 18", "above 2" at the start of nothing counted stay."""
    return i - j == 1 and atoms.lows[j] == "over" and unit in group("time_unit")


def qualifier_after(atoms: Atoms, i: int) -> tuple[Qualifier, int] | None:
    """The qualifier that begins at atom `i`, and where it ends."""
    here = i + 1 if atoms.lows[i] == "-" and atoms.glued[i] else i
    for j in (here + 2, here + 1):
        found = qualifiers()[1].get(atoms.lows[here:j])
        if found:
            return found, j
    return None


def change_of(atoms: Atoms, first: int, last: int, unit: str) -> tuple[Change, int] | None:
    """Which way a figure goes and the atom that says so: "rose by 5%", "5% lower", "cut costs by 5%".

    `unit` is that of the figure, or the head of the noun it counts.
    """
    if unit == "time" and atoms.lows[last - 1] in changes():  # "doubled"
        return changes()[atoms.lows[last - 1]], last - 1
    i, bridged = first - 1, False
    while i >= first - 8 and atoms.lows[i] in group("bridge"):
        bridged = bridged or atoms.lows[i] in ("by", "to", "from")
        i -= 1
    if unit in group("time_unit") and not bridged:  # "it falls four days before"
        return None
    strong = bridged or unit.startswith(("percent", "point"))
    found = _change_at(atoms, i, strong)
    if found:
        return found, i
    k = last + (atoms.lows[last] in ("annual", "percentage", "year-on-year", "quarterly"))
    found = _change_at(atoms, k, strong)
    if found and not atoms.is_capital(k) and atoms.lows[k] != "cut":
        return found, k
    return _governing(atoms, i) if bridged else None


def _change_at(atoms: Atoms, i: int, strong: bool) -> Change | None:
    word = atoms.lows[i]
    if word in weak_changes() and not strong:
        return None
    other_phrase = atoms.lows[i - 1] in group("phrasal") or atoms.lows[i + 1] in group("loose")
    if word in ("up", "down") and other_phrase:
        return None
    return changes().get(word)


def _governing(atoms: Atoms, i: int) -> tuple[Change, int] | None:
    """The verb of change earlier in the clause of a "by", "to" or "from": "cut emissions by 40%"."""
    for k in range(i, i - CLAUSE, -1):
        if atoms.lows[k] in CLAUSE_ENDS:
            return None
        found = _change_at(atoms, k, True)
        if found:
            return found, k
    return None
