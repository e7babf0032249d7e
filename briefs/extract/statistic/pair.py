"""Two figures that belong together: ranges, parts, ratios, dollars and cents, a unit said once for both."""

from decimal import Decimal

from briefs.extract.statistic.atom import Atoms
from briefs.extract.statistic.context import changes
from briefs.extract.statistic.numeral import scale_of
from briefs.extract.statistic.quantity import Figure
from briefs.extract.statistic.veto import DASHES, is_no_statistic
from briefs.extract.statistic.word import group

Link = tuple[str, ...]  # the words between two figures

LONGEST_LINK = 4  # atoms
LISTING = frozenset({(",",), ("and",), ("or",), (",", "and"), (",", "or"), ("to",)})
RATIOS = frozenset({("in",), ("in", "every"), ("out", "of"), ("out", "of", "every")})
CENTS = frozenset({"cent", "pence", "penny"})


def whole_of(atoms: Atoms, left: Figure, right: Figure) -> Figure | None:
    """The one figure that both make: a range, a part, a ratio, dollars and cents."""
    if right.first - left.last > LONGEST_LINK or right.upper is not None:
        return None
    link = atoms.lows[left.last : right.first]
    if _is_part(atoms, left, right, link):
        return left._replace(last=right.last, noun=right.noun, joined=True)
    if _is_ratio(left, right, link):
        return left._replace(last=right.last, value=left.value / right.value, noun=right.noun, joined=True)
    if left.number.part and link == ("of",) and right.unit == "percent" and right.value == 1:
        return right._replace(first=left.first, value=left.value)  # a quarter of 1 percent
    if _is_change(left, right, link):
        return left._replace(last=right.last, value=left.value + right.value / 100)
    if not _is_range(atoms, left, right, link):
        return None
    ends = sorted((_in_scale(left, right), right.value))
    return left._replace(
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
    opener, low = atoms.lows[left.first - 1], _in_scale(left, right)
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
        return "between" in atoms.lows[left.first - 4 : left.first] and not _is_dated(atoms, left)
    if link not in (("to",), ("-", "to")) or _is_dated(atoms, left):
        return False
    if opener == "from":
        ranging = atoms.lows[left.first - 2].startswith("rang")
        return ranging or (left.unit is None and low < right.value and not _changes(atoms, left.first))
    return low < right.value or low < 0


def _is_dated(atoms: Atoms, figure: Figure) -> bool:
    return figure.unit is None and is_no_statistic(atoms, figure.number, alone=False)


def _changes(atoms: Atoms, i: int) -> bool:
    """Whether something rises or falls before atom `i`: its "from" and "to" are two figures."""
    return any(word in changes() for word in atoms.lows[i - 6 : i])


def _in_scale(left: Figure, right: Figure) -> Decimal:
    """The left end: "10 to 12 million" and "$5-10bn" are millions and billions both."""
    scaled = right.number.scaled or right.value != right.number.value
    if not scaled or left.number.scaled or left.number.part or abs(left.value) >= 1000:
        return left.value
    value = left.value * scale_of(abs(right.value))
    return value if value <= right.value else left.value


def sharing(atoms: Atoms, left: Figure, right: Figure) -> Figure:
    """`left` with the unit said once for both: "45 and 50 mg", "from 2% to 5% of GDP"."""
    link = atoms.lows[left.last : right.first] if right.first - left.last <= LONGEST_LINK else ()
    if left.unit == "percent" and right.unit == "percent of gdp" and link[:1] == ("to",):
        return left._replace(unit=right.unit)
    if left.unit or left.noun or right.unit is None or link not in LISTING or _is_dated(atoms, left):
        return left
    if left.number.part != right.number.part:  # "a third and $5 million"
        return left
    return left._replace(unit=right.unit, value=_in_scale(left, right))
