"""Numbers as text says them: in digits, in words, as parts ("a third"), vaguely ("dozens").

Values are decimals, exact where decimals can be; a third is kept to 28 digits.
"""

from decimal import Decimal

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.cardinal import cardinal, is_ordinal
from briefs.extract.statistic.digit import digits
from briefs.extract.statistic.numeral import (
    MANY_PARTS,
    MULTIPLES,
    PARTS,
    PLURAL_SCALES,
    SCALES,
    SMALL,
    Number,
    only_scaled,
    scale_of,
    scaled,
)
from briefs.extract.statistic.word import group

BEYOND = Decimal(10**18)  # nothing in the news is counted so far, and arithmetic stays exact


def read_number(atoms: Atoms, i: int) -> Number | None:
    """The number that begins at atom `i`, as long as it can be read."""
    number = _read(atoms, i)
    return number if number and number.value < BEYOND else None


def _read(atoms: Atoms, i: int) -> Number | None:
    word = atoms.lows[i]
    if word[:1].isnumeric():
        number = digits(atoms, i)
        return (_and_a_part(atoms, number) or number) if number and number.scaled else number
    if word in ("a", "an"):
        return _after_article(atoms, i)
    if word in MULTIPLES:
        return _multiple(atoms, i)
    if word == "half":
        return _half(atoms, i)
    if word == "quarter":
        return only_scaled(atoms, Number(i, i + 1, Decimal("0.25")))
    if word in PLURAL_SCALES or word == "tens":
        return _vague(atoms, i)
    number = cardinal(atoms, i)
    if number is None or is_ordinal(atoms, number):
        return None
    return _with_parts(atoms, number) or _with_point(atoms, number) or number


def _with_parts(atoms: Atoms, number: Number) -> Number | None:
    """two-thirds, one fifth, three quarters of; one and a half, 3 million and a half."""
    here = joined(atoms, number.last)
    part = _part_at(atoms, here, number.value == 1)
    if part and number.value > 0 and _divides(atoms, number, here):
        return _of_a_scale(atoms, Number(number.first, here + 1, number.value / part, part=True))
    return _and_a_part(atoms, number)


def _and_a_part(atoms: Atoms, number: Number) -> Number | None:
    """one and a half, 3 million and a half, two and three quarters, two-and-a-half."""
    here = joined(atoms, number.last)
    if atoms.lows[here] != "and":
        return None
    here = joined(atoms, here + 1)
    many = Decimal(1) if atoms.lows[here] in ("a", "one") else SMALL.get(atoms.lows[here])
    beyond = joined(atoms, here + 1)
    part = _part_at(atoms, beyond, many == 1)
    if not many or not part:
        return None
    whole = scale_of(number.value) if number.scaled else Decimal(1)
    return scaled(atoms, number._replace(last=beyond + 1, value=number.value + whole * many / part))


def _part_at(atoms: Atoms, i: int, single: bool) -> Decimal | None:
    return (PARTS if single else MANY_PARTS).get(atoms.lows[i])


def _divides(atoms: Atoms, number: Number, here: int) -> bool:
    """Whether the ordinal after the number is its denominator: not in "three quarters in a row"."""
    beyond = atoms.lows[here + 1]
    if here > number.last or beyond in ("of", "") or beyond in SCALES or not beyond[0].isalpha():
        return True
    return number.value > 1 and not atoms.lows[here].startswith("quarter")


def _of_a_scale(atoms: Atoms, number: Number) -> Number:
    """two thirds of a million, three quarters of a billion, a quarter million."""
    over = atoms.lows[number.last : number.last + 2] == ("of", "a") and atoms.lows[number.last + 2] in SCALES
    return only_scaled(atoms, number._replace(last=number.last + 2) if over else number) or number


def _with_point(atoms: Atoms, number: Number) -> Number | None:
    """nine point five."""
    last = number.last + 1
    while SMALL.get(atoms.lows[last], Decimal(10)) < 10 and last < number.last + 8:
        last += 1
    if atoms.lows[number.last] != "point" or last == number.last + 1:
        return None
    decimals = "".join(str(SMALL[low]) for low in atoms.lows[number.last + 1 : last])
    return scaled(atoms, number._replace(last=last, value=number.value + Decimal(f"0.{decimals}")))


def _after_article(atoms: Atoms, i: int) -> Number | None:
    """a million, a dozen, a hundred and two, a third of, a quarter million."""
    word, beyond = atoms.lows[i + 1 : i + 3]
    if word == "half":
        half = _half(atoms, i + 1)
        return half._replace(first=i) if half else None
    if word == "hundred" or word in SCALES:
        number = cardinal(atoms, i + 1)
        return (_with_parts(atoms, number) or number)._replace(first=i) if number else None
    if word in PARTS:
        whole = _of_a_scale(atoms, Number(i, i + 2, 1 / PARTS[word], part=True))
        changed = "by" in atoms.lows[i - 3 : i]  # "rose by nearly a quarter to"
        return whole if whole.scaled or changed or beyond in ("of", "", ".", "!", "?") else None
    return None


def _half(atoms: Atoms, i: int) -> Number | None:
    """half of, half the, half a million, by half; not "the first half", "half-hearted"."""
    half = Number(i, i + 1, Decimal("0.5"), part=True)
    here = joined(atoms, i + 1)
    for last in (i + 1, here + 1 if atoms.lows[here] == "a" else here):
        million = only_scaled(atoms, half._replace(last=last))
        if million:
            return million
    if atoms.lows[i - 1] in group("other_half"):
        return None
    after = atoms.lows[here]
    told = after == "" or after in group("whole") or after in group("half_of")
    return half if told or atoms.lows[i - 1] in ("by", "than") else None


def _multiple(atoms: Atoms, i: int) -> Number | None:
    """Sales doubled, twice as many, double the rate; not "doubled down", "twice a week", "a double room"."""
    word, beyond = atoms.lows[i : i + 2]
    if word in ("twice", "double", "triple") and beyond not in group("times_what"):
        return None
    if beyond in ("down", "back", "over", "check", "-"):
        return None
    return Number(i, i + 1, MULTIPLES[word], multiple=True)


def _vague(atoms: Atoms, i: int) -> Number | None:
    """dozens of, hundreds of thousands of: more than that many, how many is not said."""
    value = PLURAL_SCALES.get(atoms.lows[i])
    if atoms.lows[i + 1] == "of" and atoms.lows[i + 2] in PLURAL_SCALES:
        return Number(i, i + 3, (value or 10) * PLURAL_SCALES[atoms.lows[i + 2]], scaled=True, vague=True)
    return Number(i, i + 1, value, scaled=True, vague=True) if value else None
