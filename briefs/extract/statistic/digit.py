"""Numbers in digits: "1,234.5", "40 000", "2 1/2", "1.3x10^6"."""

import re
from decimal import Decimal

from briefs.extract.statistic.atom import Atoms
from briefs.extract.statistic.cardinal import cardinal
from briefs.extract.statistic.numeral import Number, scaled

GLYPHS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
SLASH_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 40, 64, 100})

LONGEST = 24  # digits; more is a serial number, and arithmetic on it would not be exact
MOST_GROUPS = 6
PLAIN = re.compile(r"\d++(?:\.\d++)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}")
TRIPLE = re.compile(r"\d{3}(?:\.\d+)?")


def digits_value(printed: str) -> Decimal | None:
    """The value of figures as English prints them, or as the Continent does; None for 1.2.3 and 007."""
    if len(printed) > LONGEST or (printed[0] == "0" and printed.isdecimal() and len(printed) > 1):
        return None
    if PLAIN.fullmatch(printed):
        return Decimal(printed)
    if GROUPED.fullmatch(printed):
        return Decimal(printed.replace(",", ""))
    if CONTINENTAL.fullmatch(printed):
        return Decimal(printed.replace(".", "").replace(",", "."))
    return None


def digits(atoms: Atoms, i: int) -> Number | None:
    text = atoms.texts[i]
    if text in GLYPHS:
        return scaled(atoms, Number(i, i + 1, _ratio(GLYPHS[text]), digits=True, part=True))
    if _is_bare_point(atoms, i) and text.isdecimal() and len(text) < LONGEST:
        return scaled(atoms, Number(i - 1, i + 1, Decimal(f"0.{text}"), digits=True))
    value = digits_value(text)
    if value is None:
        return None
    number = _mixed(atoms, _spaced(atoms, _taken_apart(atoms, Number(i, i + 1, value, digits=True))))
    return _powered(atoms, number) or _hundreds(atoms, number) or scaled(atoms, number)


def _is_bare_point(atoms: Atoms, i: int) -> bool:
    """.08, $.50"""
    inside = atoms.glued[i - 1] and atoms.is_word(i - 2)
    return atoms.texts[i - 1] == "." and atoms.glued[i] and not inside


def _taken_apart(atoms: Atoms, number: Number) -> Number:
    """ "6 . 2 %" and "80 , 000" of text that was cut into tokens."""
    mark = atoms.at(number.last)
    if mark.glued or mark.text not in (".", ","):
        return number
    after = atoms.at(number.last + 1)
    figures = atoms.texts[number.first].isdecimal() and after.text.isdecimal() and len(after.text) < LONGEST
    if not figures or after.glued:
        return number
    if mark.text == ".":
        return number._replace(last=number.last + 2, value=Decimal(f"{number.value}.{after.text}"))
    if len(after.text) == 3:
        return number._replace(last=number.last + 2, value=number.value * 1000 + int(after.text))
    return number


def _spaced(atoms: Atoms, number: Number) -> Number:
    """Groups parted by a space: "1 414 021 100", "40 000"; "May 12 300 people" are two numbers."""
    last = number.last
    if len(atoms.texts[number.first]) > 3 or not number.value or number.value % 1:
        return number
    while last < number.first + MOST_GROUPS and _is_group(atoms, last):
        last += 1
    if last == number.last or (last == number.last + 1 and atoms.texts[last - 1] != "000"):
        return number
    return number._replace(last=last, value=Decimal("".join(atoms.texts[number.first : last])))


def _is_group(atoms: Atoms, i: int) -> bool:
    return TRIPLE.fullmatch(atoms.texts[i]) is not None and atoms.starts[i] == atoms.ends[i - 1] + 1


def _mixed(atoms: Atoms, number: Number) -> Number:
    """2½, 2 1/2, 3/4."""
    if atoms.lows[number.last] in GLYPHS:
        added = _ratio(GLYPHS[atoms.lows[number.last]])
        return number._replace(last=number.last + 1, value=number.value + added)
    own, added_slash = _slash(atoms, number.first), _slash(atoms, number.last)
    if own is not None:
        return number._replace(last=number.first + 3, value=own, part=True)
    if added_slash is not None and not atoms.glued[number.last]:
        return number._replace(last=number.last + 3, value=number.value + added_slash)
    return number


def _slash(atoms: Atoms, i: int) -> Decimal | None:
    over, slash, under = atoms.lows[i : i + 3]
    if slash not in ("/", "⁄") or not (over.isdecimal() and under.isdecimal()) or len(over + under) > 5:
        return None
    dated = "/" in (atoms.lows[i - 1], atoms.lows[i + 3])
    if dated or not 0 < int(over) < int(under) or int(under) not in SLASH_PARTS:
        return None
    return _ratio(f"{over}/{under}")


def _powered(atoms: Atoms, number: Number) -> Number | None:
    """1.3x10^6 and 1e10."""
    here = number.last
    if atoms.lows[here] in ("x", "×") and atoms.lows[here + 1 : here + 3] == ("10", "^"):
        here += 3
    elif atoms.lows[here] == "e" and atoms.glued[here]:
        here += 1
    else:
        return None
    sign = atoms.lows[here] if atoms.lows[here] in ("-", "+") else ""
    exponent = atoms.lows[here + len(sign)]
    if not exponent.isdecimal() or len(exponent) > 2 or not atoms.glued[here]:
        return None
    return number._replace(last=here + len(sign) + 1, value=number.value.scaleb(int(sign + exponent)))


def _hundreds(atoms: Atoms, number: Number) -> Number | None:
    """3 hundred and 21, 4 thousand 3 hundred: words that go on after digits."""
    following = atoms.lows[number.last]
    if following not in ("hundred", "thousand") or number.last > number.first + 1:
        return None
    read = cardinal(atoms, number.first)
    went_on = read and (following == "hundred" or read.last > number.last + 1)
    return read._replace(digits=True) if read and went_on else None


def _ratio(printed: str) -> Decimal:
    over, under = printed.split("/")
    return Decimal(over) / Decimal(under)
