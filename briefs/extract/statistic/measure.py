"""What a figure measures, where the sentence says it plainly; else nothing, the reader has the sentence."""

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.context import changes
from briefs.extract.statistic.noun import phrase_after, phrase_before
from briefs.extract.statistic.quantity import Figure
from briefs.extract.statistic.word import group

Phrase = tuple[int, int]

LINKING_PAIRS = frozenset({("stood", "at"), ("stands", "at"), ("amounted", "to"), ("amounts", "to")})


def measure_of(atoms: Atoms, figure: Figure, start: int, change: int | None) -> Phrase | None:
    """The atoms of what `figure` counts or measures.

    `start` is where it begins with its qualifier, `change` the atom that says it rose or fell.
    """
    if figure.noun:
        return figure.noun
    if figure.number.multiple:
        return phrase_before(atoms, start) if change is not None else None
    return (
        _after(atoms, figure, start)
        or (_changed(atoms, figure, change) if change is not None else None)
        or _equated(atoms, start)
    )


def _after(atoms: Atoms, figure: Figure, start: int) -> Phrase | None:
    """60% of exports, £4 billion in aid, a $48 million contract, the 27-kilometre ring."""
    i = figure.last
    if atoms.lows[i] == "of":
        return phrase_after(atoms, i + 1)
    if atoms.lows[i] in changes() and atoms.lows[i + 1] in ("in", "of"):
        return phrase_after(atoms, i + 2)
    if atoms.lows[i] == "in" and _is_common(atoms, i + 1) and figure.unit and len(figure.unit) == 3:
        return phrase_after(atoms, i + 1)
    inside = atoms.lows[start - 1] in group("determiner")
    if inside and _is_noun(atoms, i) and atoms.lows[i] not in changes():
        return phrase_after(atoms, i)
    return None


def _is_common(atoms: Atoms, i: int) -> bool:
    return atoms.is_word(i) and not atoms.is_capital(i)


def _is_noun(atoms: Atoms, i: int) -> bool:
    return atoms.is_word(i) and joined(atoms, i) == i


def _changed(atoms: Atoms, figure: Figure, change: int) -> Phrase | None:
    """Sales rose 5%; cut emissions by 40%; an increase in sales of 5%."""
    if change >= figure.last:
        return phrase_before(atoms, figure.first)
    follows = change + 1
    if atoms.lows[follows] == "in":
        return phrase_after(atoms, follows + 1)
    object_ = phrase_after(atoms, follows)
    if object_ and object_[1] < figure.first and atoms.lows[object_[1]] in ("by", "to", "from"):
        return object_
    return phrase_before(atoms, change)


def _equated(atoms: Atoms, start: int) -> Phrase | None:
    """Sales were $5 billion, reached $5 billion; a rate of 5%; a fund worth €1 billion."""
    if atoms.lows[start - 1] in group("linking"):
        return phrase_before(atoms, start - 1)
    if atoms.lows[start - 2 : start] in LINKING_PAIRS:
        return phrase_before(atoms, start - 2)
    return phrase_before(atoms, start - 1) if atoms.lows[start - 1] == "of" else None
