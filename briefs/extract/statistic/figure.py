"""Figures: numbers with what they count or measure, ranges joined, what is no statistic left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.context import changes
from briefs.extract.statistic.noun import counted_noun
from briefs.extract.statistic.number import read_number
from briefs.extract.statistic.numeral import Number, may_begin, scale_of
from briefs.extract.statistic.unit import measures, read_unit
from briefs.extract.statistic.veto import DASHES, in_code, in_word, is_name, is_no_statistic, rank
from briefs.extract.statistic.word import group, listed

MINUS = frozenset(["-", "−"])
NEGATIVE = frozenset(["minus", "negative"])
LISTING = frozenset([(",",), ("and",), ("or",), (",", "and"), (",", "or"), ("to",)])
RACES = frozenset(
    {50, 60, 80, 100, 110, 200, 400, 800, 1500, 3000, 5000, 10000}
)  # metres, on track and in water
CENTS = frozenset({"cent", "pence", "penny"})
Link = tuple[str, ...]  # the words between two numbers

LONGEST_LINK = 4  # atoms between two numbers that belong together


@dataclass(frozen=True, slots=True)
class Figure:
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


def figures_of(atoms: Atoms) -> tuple[Figure, ...]:
    """From right to left, so that a number can take its unit from the next: "between 44 and 50 mg"."""
    found: list[Figure] = []
    for number in reversed(tuple(_numbers(atoms))):
        figure = _figure(atoms, number)
        while found and found[-1].first < figure.last:  # "5 ft 2 in": taken in
            found.pop()
        whole = _whole(atoms, figure, found[-1]) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(_sharing(atoms, figure, found[-1]) if found else figure)
    return tuple(figure for figure in reversed(found) if _is_statistic(atoms, figure))


def _numbers(atoms: Atoms) -> Iterator[Number]:
    i = 0
    while i < len(atoms):
        number = read_number(atoms, i) if may_begin(atoms.low(i)) else None
        if number:
            yield number
        i = number.last if number else i + 1


# ---------------------------------------------------------------- one number


def _figure(atoms: Atoms, number: Number) -> Figure:
    if number.multiple:
        return Figure(number, number.first, number.last, number.value, unit="time")
    number = _in_millions(atoms, number) or number
    unit = read_unit(atoms, _over_of(atoms, number))
    if unit:
        return _signed(atoms, Figure(number, unit.first, unit.last, unit.value, unit=unit.name))
    noun = counted_noun(atoms, number)
    time = measures().words.get((atoms.low(noun[1] - 1),)) if noun else None
    if noun and time in group("time_unit"):  # "14 straight years"
        return _signed(atoms, Figure(number, number.first, noun[1], number.value, unit=time))
    return _signed(atoms, Figure(number, number.first, number.last, number.value, noun=noun))


def _in_millions(atoms: Atoms, number: Number) -> Number | None:
    """The "m" of 1.3m units; those of "the 400m hurdles" are metres."""
    if atoms.low(number.last) != "m" or number.scaled or not number.digits or number.value in RACES:
        return None
    million = number._replace(last=number.last + 1, value=number.value * 10**6, scaled=True)
    return million if counted_noun(atoms, million) else None


def _over_of(atoms: Atoms, number: Number) -> Number:
    """Before the unit of a vague number or a part: "millions of dollars", "half a mile"."""
    last = number.last
    if number.vague or number.part:
        last += atoms.low(last) == "of"
        last += number.part and atoms.low(last) in ("a", "an")
    return number._replace(last=last)


def _signed(atoms: Atoms, figure: Figure) -> Figure:
    """-5, minus 5; a hyphen between words and a dash are no sign."""
    before, first = atoms.at(figure.first - 1), atoms.at(figure.first)
    further = atoms.low(figure.first - 2)
    sign = before.text in MINUS and first.glued and (not before.glued or further in ("(", "["))
    if sign or (before.low in NEGATIVE and further != "or"):  # "plus or minus 3"
        return replace(figure, first=figure.first - 1, value=-figure.value)
    return figure


# ---------------------------------------------------------------- two numbers


def _whole(atoms: Atoms, left: Figure, right: Figure) -> Figure | None:
    """The one figure that both make: a range, a part, a ratio, dollars and cents."""
    if right.first - left.last > LONGEST_LINK or right.upper is not None:
        return None
    link = atoms.lows(left.last, right.first)
    if _is_part(atoms, left, right, link):
        return replace(left, last=right.last, noun=right.noun, joined=True)
    if _is_ratio(left, right, link):
        return replace(left, last=right.last, value=left.value / right.value, noun=right.noun, joined=True)
    if left.number.part and link == ("of",) and right.unit == "percent" and right.value == 1:
        return replace(right, first=left.first, value=left.value)  # a quarter of 1 percent
    if _is_change(left, right, link):
        return replace(left, last=right.last, value=left.value + right.value / 100)
    if not _is_range(atoms, left, right, link):
        return None
    ends = sorted((_in_scale(left, right), right.value))
    return replace(
        left,
        last=right.last,
        value=ends[0],
        upper=ends[1],
        unit=right.unit or left.unit,
        noun=None if left.unit else right.noun,
        joined=True,
    )


def _is_part(atoms: Atoms, left: Figure, right: Figure, link: Link) -> bool:
    """Twenty-three of the thirty-two members; not "one of four", not "nine of 10", a ratio."""
    if left.unit or right.unit or left.noun or left.number.part:
        return False
    if link == ("of",) and right.value in (10, 100):
        return False
    said = link[:1] == ("of",) and group("part_of").issuperset(link[1:]) and left.value < right.value
    return said and (left.value != 1 or right.noun is not None) and not is_no_statistic(atoms, right.number)


def _is_change(left: Figure, right: Figure, link: Link) -> bool:
    """Three dollars and 50 cents, three dollars fifty."""
    if left.unit is None or not left.unit.isupper() or right.value >= 100:
        return False
    bare = link == () and right.unit is None and right.noun is None and left.last > left.number.last
    return bare or (right.unit in CENTS and link in ((), ("and",)))


RATIOS = frozenset([("in",), ("in", "every"), ("out", "of"), ("out", "of", "every")])


def _is_ratio(left: Figure, right: Figure, link: Link) -> bool:
    """one in five, eight out of 10, one over three; not "8 in 2019"."""
    if left.unit or right.unit or left.noun or not 0 < left.value < min(right.value, Decimal(100)):
        return False
    if link == ("of",):
        return right.value in (10, 100)
    if link == ("over",):
        return right.noun is None
    rounded = right.value <= 12 or right.value % 100 == 0 or right.value in (20, 25, 50) or left.value == 1
    return link in RATIOS and rounded and right.value <= 10**6


def _is_range(atoms: Atoms, left: Figure, right: Figure, link: Link) -> bool:
    """10-12 people, between 10 and 12, 44 mg to 50 mg, two or three years; not "from 2% to 5%", a change."""
    opener, low = atoms.low(left.first - 1), _in_scale(left, right)
    priced = left.unit is not None and left.unit.isupper() and right.unit is None  # "$5-10 million"
    if left.noun is not None or not (priced or left.unit in (None, right.unit)):
        return False
    if left.number.part != right.number.part:  # "by a quarter to $5 million"
        return False
    counted = priced or (right.unit or right.noun) is not None
    if len(link) == 1 and link[0] in DASHES:
        chained = opener in DASHES and left.value >= 0
        return counted and low < right.value and not chained and not _is_dated(atoms, left)
    if link == ("or",):
        return counted and left.unit is None and 0 < left.value < right.value <= left.value + 2
    if link == ("and",):
        return "between" in atoms.lows(left.first - 4, left.first) and not _is_dated(atoms, left)
    if link not in (("to",), ("-", "to")) or _is_dated(atoms, left):
        return False
    if opener == "from":
        ranging = atoms.low(left.first - 2).startswith("rang")
        return ranging or (left.unit is None and low < right.value and not _changes(atoms, left.first))
    return low < right.value or low < 0


def _is_dated(atoms: Atoms, figure: Figure) -> bool:
    return figure.unit is None and is_no_statistic(atoms, figure.number, alone=False)


def _changes(atoms: Atoms, i: int) -> bool:
    """Whether something rises or falls before atom `i`: its "from" and "to" are two figures."""
    return any(word in changes() for word in atoms.lows(max(0, i - 6), i))


def _in_scale(left: Figure, right: Figure) -> Decimal:
    """The left end: "10 to 12 million" and "$5-10bn" are millions and billions both."""
    scaled = right.number.scaled or right.value != right.number.value
    if not scaled or left.number.scaled or left.number.part or abs(left.value) >= 1000:
        return left.value
    value = left.value * scale_of(abs(right.value))
    return value if value <= right.value else left.value


def _sharing(atoms: Atoms, left: Figure, right: Figure) -> Figure:
    """`left` with the unit said once for both: "45 and 50 mg", "from 2% to 5% of GDP"."""
    link = atoms.lows(left.last, right.first) if right.first - left.last <= LONGEST_LINK else ()
    if left.unit == "percent" and right.unit == "percent of gdp" and link[:1] == ("to",):
        return replace(left, unit=right.unit)
    if left.unit or left.noun or right.unit is None or link not in LISTING or _is_dated(atoms, left):
        return left
    if left.number.part != right.number.part:  # "a third and $5 million"
        return left
    return replace(left, unit=right.unit, value=_in_scale(left, right))


# ---------------------------------------------------------------- what counts


def _is_statistic(atoms: Atoms, figure: Figure) -> bool:
    number = figure.number
    if in_code(atoms, figure.first) or (in_word(atoms, figure.first) and not figure.joined):
        return False
    if figure.unit:
        return not _tells_time(atoms, figure)
    if figure.joined:
        return figure.noun is None or not _orders_the_text(atoms, figure, figure.noun)
    if is_no_statistic(atoms, number) or (number.vague and figure.noun is None):
        return False
    if atoms.low(number.first) == "one" and number.value == 1:
        return figure.noun is not None and _counts_one(atoms, figure.first, figure.noun[1])
    if figure.noun is None:
        return not (is_name(atoms, number) or rank(atoms, number) or _points_back(atoms, number))
    return not _orders_the_text(atoms, figure, figure.noun) and not _points_back(atoms, number)


def _counts_one(atoms: Atoms, first: int, last: int) -> bool:
    """Only one boat, at least one boat; one person was killed."""
    return atoms.low(first - 1) in group("exact") or atoms.low(last) in ("was", "died")


def _tells_time(atoms: Atoms, figure: Figure) -> bool:
    """ "one day", "one time", "one second", "a two-time winner": not counted."""
    if figure.unit == "time" and joined(atoms, figure.number.last) > figure.number.last:
        return True
    one = atoms.low(figure.number.first) == "one" and figure.value == 1
    return one and figure.unit in ("day", "time", "second")


def _points_back(atoms: Atoms, number: Number) -> bool:
    """ "the two", "those three men": known already."""
    return not number.digits and number.value in (2, 3) and atoms.low(number.first - 1) in group("pointing")


def _orders_the_text(atoms: Atoms, figure: Figure, noun: tuple[int, int]) -> bool:
    """three essential points, 5 things to watch; but "led by three points", "scored 12 points"."""
    head = atoms.low(noun[1] - 1)
    if figure.value > 10 or head not in listed("discourse_noun"):
        return False
    told = noun[1] > noun[0] + 1 or atoms.low(noun[1]) == ":"
    return told and not figure.number.digits if head.startswith("point") else True
