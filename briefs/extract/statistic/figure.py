"""Figures: numbers with what they count or measure, ranges joined, what is no statistic left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefs.extract.statistic.atom import Atoms
from briefs.extract.statistic.context import changes
from briefs.extract.statistic.noun import counted_noun, is_plural, listed
from briefs.extract.statistic.number import Number, read_number, scale_of
from briefs.extract.statistic.unit import money_before, read_unit
from briefs.extract.statistic.veto import DASHES, is_no_statistic, is_year, name

MINUS = frozenset("- −".split())
NEGATIVE = frozenset("minus negative".split())
POINTING = frozenset("the these those both same".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the atoms of its sentence. `unit` is None where `noun` (atoms) is counted, or nothing is said."""

    first: int
    last: int
    value: Decimal
    number: Number
    upper: Decimal | None = None
    unit: str | None = None
    noun: tuple[int, int] | None = None


def figures_of(atoms: Atoms) -> tuple[Figure, ...]:
    """From right to left, so that a number can take its unit from the next: "between 44 and 50 mg"."""
    found: list[Figure] = []
    ahead: Figure | None = None
    for number in reversed(tuple(numbers_of(atoms))):
        figure = _figure(atoms, number)
        joined = _join(atoms, figure, ahead) if ahead else None
        if joined and ahead:
            if joined[1] is None and found and found[-1] is ahead:
                found.pop()
            elif found and found[-1] is ahead and joined[1] is not None:
                found[-1] = joined[1]
            figure = joined[0]
        ahead = figure
        if joined or _counts(atoms, figure):
            found.append(figure)
    return tuple(reversed(found))


def numbers_of(atoms: Atoms) -> Iterator[Number]:
    i = 0
    while i < len(atoms):
        number = read_number(atoms, i)
        if number:
            yield number
        i = number.last if number else i + 1


# ---------------------------------------------------------------- one figure


def _figure(atoms: Atoms, number: Number) -> Figure:
    unit = read_unit(atoms, _over_of(atoms, number))
    if unit:
        return _signed(atoms, Figure(unit.first, unit.last, unit.value, number, unit=unit.name))
    noun = counted_noun(atoms, number)
    return _signed(atoms, Figure(number.first, number.last, number.value, number, noun=noun))


def _over_of(atoms: Atoms, number: Number) -> Number:
    """Before the unit of a vague number or a part: "millions of dollars", "half a mile", "two-thirds of an acre"."""
    last = number.last
    if number.vague or number.fraction:
        last += atoms.low(last) == "of"
        last += number.fraction and atoms.low(last) in ("a", "an")
    return number._replace(last=last)


def _signed(atoms: Atoms, figure: Figure) -> Figure:
    before = atoms.at(figure.first - 1)
    dash = before.text in MINUS and not before.glued and atoms[figure.first].glued
    if before.low in NEGATIVE or dash or _inner_minus(atoms, figure):
        first = min(figure.first, figure.first - 1) if before.low in NEGATIVE or dash else figure.first
        return replace(figure, first=first, value=-figure.value)
    return figure


def _inner_minus(atoms: Atoms, figure: Figure) -> bool:
    return False


def _counts(atoms: Atoms, figure: Figure) -> bool:
    """Whether the figure is a statistic."""
    number = figure.number
    if figure.unit:
        return not (_is_one(atoms, figure) and atoms.low(number.first - 1) in ("no", "any")) and not _idle_unit(atoms, figure)
    if is_no_statistic(atoms, number):
        return is_year(atoms, number) and False
    if number.vague and figure.noun is None:
        return False
    if atoms.low(number.first) == "one" and number.last == number.first + 1:
        return _one_counts(atoms, figure)
    if figure.noun is None:
        return not name(atoms, number) and not _points_back(atoms, number)
    return not (_orders_the_text(atoms, figure) or _points_back(atoms, number))


def _is_one(atoms: Atoms, figure: Figure) -> bool:
    return atoms.low(figure.number.first) == "one"


def _idle_unit(atoms: Atoms, figure: Figure) -> bool:
    """ "one day", "one time", "the second": time told, not counted."""
    return _is_one(atoms, figure) and figure.unit in ("day", "time", "second", "minute") and figure.last == figure.number.last + 1


def _one_counts(atoms: Atoms, figure: Figure) -> bool:
    """ "one" is mostly a pronoun or an article; it counts beside a word that says so."""
    return figure.noun is not None and atoms.low(figure.first - 1) in ("only", "just", "least", "than", "exactly")


def _points_back(atoms: Atoms, number: Number) -> bool:
    """ "the two", "those three men": known already."""
    return not number.digits and number.value in (2, 3) and atoms.low(number.first - 1) in POINTING


def _orders_the_text(atoms: Atoms, figure: Figure) -> bool:
    """three essential points, two reasons; but "led by three points"."""
    assert figure.noun
    start, end = figure.noun
    head = atoms.low(end - 1)
    if figure.number.digits or figure.value > 10 or head not in listed("discourse_noun"):
        return False
    return not (head in ("point", "points") and end == start + 1 and atoms.low(end) != ":")


# ---------------------------------------------------------------- two figures


def _join(atoms: Atoms, left: Figure, right: Figure) -> tuple[Figure, Figure | None] | None:
    """`left` with what it shares with `right`; the second is `right` as it stays, None when they are one figure."""
    between = atoms.lows(left.last, right.first)
    if between == () and right.first < left.last:
        return None
    if between in (("of", "the"), ("of",), ("of", "its"), ("of", "their")) and _is_part(left, right):
        return replace(left, last=right.last, noun=right.noun), None
    if between in (("in",), ("out", "of"), ("out", "of", "every"), ("in", "every")) and _is_ratio(left, right):
        return replace(left, last=right.last, value=left.value / right.value, noun=right.noun), None
    if _is_range(atoms, left, right, between):
        value = _same_scale(left, right)
        return replace(left, last=right.last, value=value, upper=right.value, unit=right.unit, noun=right.noun), None
    return _shared(atoms, left, right, between)


def _is_part(left: Figure, right: Figure) -> bool:
    """Twenty-three of the thirty-two."""
    plain = left.unit is None and right.unit is None and not left.number.fraction
    return plain and left.value < right.value and right.noun is not None and left.noun is None and not left.number.vague


def _is_ratio(left: Figure, right: Figure) -> bool:
    """one in five, eight out of 10, one out of three; not "8 in 2019"."""
    plain = left.unit is None and right.unit is None and left.noun is None and left.value % 1 == 0
    round_number = right.value <= 12 or right.value % 100 == 0 or right.value in (20, 25, 50)
    return plain and 0 < left.value < right.value and round_number and left.value < 100


def _is_range(atoms: Atoms, left: Figure, right: Figure, between: Sequence[str]) -> bool:
    if right.upper is not None or left.noun is not None or right.value == 0 and right.unit is None:
        return False
    opener = atoms.low(left.first - 1)
    if left.unit is not None and left.unit != right.unit:
        return False
    tied = len(between) == 1 and between[0] in DASHES
    if tied:
        return _is_dash_range(atoms, left, right)
    if between == ("or",):
        return left.unit is None and right.value - left.value <= 2 and 0 < left.value < right.value and (right.unit or right.noun) is not None
    if between == ("and",):
        return opener == "between"
    if between == ("to",):
        if opener == "from":
            return left.unit is None and right.unit is not None and not _changes_before(atoms, left.first - 1)
        return _same_scale(left, right) < right.value or left.value < 0
    return False


def _changes_before(atoms: Atoms, i: int) -> bool:
    return any(word in changes() for word in atoms.lows(max(0, i - 6), i))


def _is_dash_range(atoms: Atoms, left: Figure, right: Figure) -> bool:
    """10-12 people, $5-10 million, 3.5–4.0 percent; not 2-1, not 555-0123."""
    beyond = atoms.low(left.first - 1) in DASHES and atoms[left.first].glued and left.value >= 0
    return not beyond and _same_scale(left, right) < right.value and (right.unit or right.noun) is not None and not (
        len(atoms[left.number.first].text) == 4 and is_year(atoms, left.number)
    )


def _same_scale(left: Figure, right: Figure) -> Decimal:
    """ "10 to 12 million" are millions both."""
    if right.number.scaled and not left.number.scaled and not left.number.fraction:
        scaled = left.value * scale_of(abs(right.value))
        return scaled if scaled <= right.value else left.value
    if right.unit and left.unit is None and right.value >= 10**6 and left.value < 1000 and not right.number.scaled:
        scaled = left.value * scale_of(abs(right.value))
        return scaled if scaled <= right.value and right.value < 10**15 and _short(right) else left.value
    return left.value


def _short(figure: Figure) -> bool:
    """Whether a short scale ("£4m") is in the value."""
    return figure.value != figure.number.value


def _shared(atoms: Atoms, left: Figure, right: Figure, between: Sequence[str]) -> tuple[Figure, Figure] | None:
    """A unit said once for several: "45 and 50 mg", "5, 10 and 20 percent", "from 2 to 5 percent of GDP"."""
    if right.unit is None:
        return None
    if between and between[0] in ("to",) and left.unit == "percent" and right.unit == "percent of gdp":
        return replace(left, unit=right.unit), right
    if left.unit is not None or left.noun is not None:
        return None
    if tuple(between) in ((",",), ("and",), ("or",), (",", "and"), (",", "or"), ("to",)) and _listable(atoms, left):
        return replace(left, unit=right.unit, value=_same_scale(left, right)), right
    return None


def _listable(atoms: Atoms, left: Figure) -> bool:
    return not is_no_statistic(atoms, left.number)
