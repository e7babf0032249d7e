"""A figure of one number: the number with its unit or with the noun it counts, and its sign."""

from decimal import Decimal
from typing import NamedTuple

from briefs.extract.statistic.atom import Atoms
from briefs.extract.statistic.noun import counted_noun
from briefs.extract.statistic.numeral import Number
from briefs.extract.statistic.unit import read_unit
from briefs.extract.statistic.unit_lexicon import currencies, measures
from briefs.extract.statistic.word import group

MINUS = frozenset({"-", "−"})
NEGATIVE = frozenset({"minus", "negative"})
# Metres on track and in water, so that "the 400m hurdles" are no millions.
RACES = frozenset({50, 60, 80, 100, 110, 200, 400, 800, 1500, 3000, 5000, 10000})


class Figure(NamedTuple):
    """A figure in the atoms of its sentence, `last` excluded.

    `unit` is None where `noun` (atoms) is counted, or nothing is said. A `joined` figure was read
    from several numbers, which makes it one whatever stands around it.
    """

    number: Number
    first: int
    last: int
    value: Decimal
    upper: Decimal | None = None
    unit: str | None = None
    noun: tuple[int, int] | None = None
    joined: bool = False


def figure_of(atoms: Atoms, number: Number) -> Figure:
    if number.multiple:
        return Figure(number, number.first, number.last, number.value, unit="time")
    number = _in_millions(atoms, number) or number
    unit = read_unit(atoms, _over_of(atoms, number))
    if unit:
        return _signed(atoms, Figure(number, unit.first, unit.last, unit.value, unit=unit.name))
    noun = counted_noun(atoms, number)
    unit_inside = _unit_inside(atoms, *noun) if noun else None
    if noun and unit_inside:
        return _signed(atoms, Figure(number, number.first, noun[1], number.value, unit=unit_inside))
    return _signed(atoms, Figure(number, number.first, number.last, number.value, noun=noun))


def _unit_inside(atoms: Atoms, first: int, last: int) -> str | None:
    """The time or money that heads a phrase: 14 straight years, billions of offshore dollars."""
    head = (atoms.texts[last - 1],)
    time = measures().words.get(head)
    if time in group("time_unit"):
        return time
    return currencies().words.get(head) if head[0] not in ("pounds", "bucks") else None


def _in_millions(atoms: Atoms, number: Number) -> Number | None:
    """The "m" of 1.3m units; those of "the 400m hurdles" are metres."""
    if atoms.lows[number.last] != "m" or number.scaled or not number.digits or number.value in RACES:
        return None
    million = number._replace(last=number.last + 1, value=number.value * 10**6, scaled=True)
    return million if counted_noun(atoms, million) else None


def _over_of(atoms: Atoms, number: Number) -> Number:
    """Before the unit of a vague number or a part: "millions of dollars", "half a mile"."""
    last = number.last
    if number.vague or number.part:
        last += atoms.lows[last] == "of"
        last += number.part and atoms.lows[last] in ("a", "an")
    return number._replace(last=last)


def _signed(atoms: Atoms, figure: Figure) -> Figure:
    """-5, minus 5; a hyphen between words and a dash are no sign."""
    further, before = atoms.lows[figure.first - 2 : figure.first]
    apart = not atoms.glued[figure.first - 1] or further in ("(", "[")
    sign = before in MINUS and atoms.glued[figure.first] and apart
    if sign or (before in NEGATIVE and further != "or"):  # "plus or minus 3"
        return figure._replace(first=figure.first - 1, value=-figure.value)
    return figure
