"""Numbers in digits and in words: "1,234.5", "4.5 billion", "twenty-three", "two and a half million", "a third".

Values are decimals, exact where decimals can be; a third is kept to 28 digits.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from briefs.extract.statistic.atom import Atoms, joined

SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
} | {"nought": Decimal(0), "naught": Decimal(0)}
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES = {
    "dozen": Decimal(12), "thousand": Decimal(10**3), "lakh": Decimal(10**5), "million": Decimal(10**6),
    "crore": Decimal(10**7), "billion": Decimal(10**9), "trillion": Decimal(10**12),
    "quadrillion": Decimal(10**15),
}  # fmt: skip
PLURAL_SCALES = {f"{word}s": value for word, value in SCALES.items()} | {"hundreds": Decimal(100)}
# After digits: "4bn", "10k". A lone "m" is metres and a lone "b" bytes unless it is money (`unit`).
SHORT_SCALES = {
    "k": 3, "mn": 6, "mln": 6, "mil": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "tln": 12,
}  # fmt: skip
ORDINALS = ["half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
UNIT_ORDINALS = frozenset(["first", "second", *ORDINALS[1:8]])
PARTS = {word: Decimal(part) for part, word in enumerate(ORDINALS, start=2)} | {
    "quarter": Decimal(4), "thirtieth": Decimal(30), "hundredth": Decimal(100), "thousandth": Decimal(1000),
    "millionth": Decimal(10**6), "trillionth": Decimal(10**12),
}  # fmt: skip
MANY_PARTS = {f"{word}s": part for word, part in PARTS.items()} | {"halves": Decimal(2)}
GLYPHS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
SLASH_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 40, 64, 100})
OTHER_HALVES = frozenset(["first", "second", "other", "latter", "top", "bottom", "back", "better", "the", "this", "each", "-"])
WHOLES = frozenset(["of", "the", "its", "their", "his", "her", "our", "my", "your", "all", "that"])

# Words a number may begin with, beside digits: where none stands there is no figure.
STARTS = frozenset([*SMALL, *TENS, *SCALES, *PLURAL_SCALES, *PARTS, "hundred", "tens"])

LONGEST = 24  # digits; more is a serial number, and arithmetic on it would not be exact
PLAIN = re.compile(r"\d++(?:\.\d++)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}")
TRIPLE = re.compile(r"\d{3}(?:\.\d+)?")


class Number(NamedTuple):
    first: int  # atoms, `last` excluded
    last: int
    value: Decimal
    digits: bool = False  # printed in figures
    scaled: bool = False  # "million" and its like
    vague: bool = False  # "dozens", "tens of thousands"
    part: bool = False  # a half, two-thirds, 3/4


def read_number(atoms: Atoms, i: int) -> Number | None:
    """The number that begins at atom `i`, as long as it can be read."""
    word = atoms.low(i)
    if word[:1].isnumeric():
        return _digits(atoms, i)
    if word in ("a", "an"):
        return _after_article(atoms, i)
    if word == "half":
        return _half(atoms, i)
    if word == "quarter":
        return _only_scaled(atoms, Number(i, i + 1, Decimal("0.25")))
    if word in PLURAL_SCALES or word == "tens":
        return _vague(atoms, i)
    number = _cardinal(atoms, i)
    if number is None or _is_ordinal(atoms, number):
        return None
    return _with_parts(atoms, number) or _with_point(atoms, number) or number


def scale_of(value: Decimal) -> Decimal:
    """The largest scale word that fits: a million for 2,500,000."""
    return max((scale for scale in SCALES.values() if scale <= value and scale != 12), default=Decimal(1))


# ---------------------------------------------------------------- digits


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


def _digits(atoms: Atoms, i: int) -> Number | None:
    text = atoms[i].text
    if text in GLYPHS:
        return _scaled(atoms, Number(i, i + 1, _ratio(GLYPHS[text]), digits=True, part=True))
    if _is_bare_point(atoms, i) and text.isdecimal() and len(text) < LONGEST:
        return _scaled(atoms, Number(i - 1, i + 1, Decimal(f"0.{text}"), digits=True))
    value = digits_value(text)
    if value is None:
        return None
    number = _mixed(atoms, _spaced(atoms, _taken_apart(atoms, Number(i, i + 1, value, digits=True))))
    return _powered(atoms, number) or _hundreds(atoms, number) or _scaled(atoms, number)


def _is_bare_point(atoms: Atoms, i: int) -> bool:
    """.08, $.50"""
    point = atoms.at(i - 1)
    return point.text == "." and atoms[i].glued and not (point.glued and atoms.at(i - 2).is_word)


def _taken_apart(atoms: Atoms, number: Number) -> Number:
    """ "6 . 2 %" and "80 , 000" of text that was cut into tokens."""
    mark, after = atoms.at(number.last), atoms.at(number.last + 1)
    apart = not mark.glued and not after.glued and after.text.isdecimal() and atoms[number.first].text.isdecimal()
    if not apart or len(after.text) > LONGEST or not (mark.text == "." or (mark.text == "," and len(after.text) == 3)):
        return number
    value = Decimal(f"{number.value}.{after.text}") if mark.text == "." else number.value * 1000 + int(after.text)
    return number._replace(last=number.last + 2, value=value)


def _spaced(atoms: Atoms, number: Number) -> Number:
    """Groups parted by a space: "1 414 021 100", "40 000"; "May 12 300 people" are two numbers."""
    last = number.last
    if len(atoms[number.first].text) <= 3 and number.value and number.value % 1 == 0:
        while TRIPLE.fullmatch(atoms.at(last).text) and atoms[last].start == atoms[last - 1].end + 1:
            last += 1
    if last == number.last or (last == number.last + 1 and atoms[last - 1].text != "000"):
        return number
    return number._replace(last=last, value=Decimal("".join(a.text for a in atoms[number.first : last])))


def _mixed(atoms: Atoms, number: Number) -> Number:
    """2½, 2 1/2, 3/4."""
    if atoms.low(number.last) in GLYPHS:
        added = _ratio(GLYPHS[atoms.low(number.last)])
        return number._replace(last=number.last + 1, value=number.value + added)
    own, added_slash = _slash(atoms, number.first), _slash(atoms, number.last)
    if own is not None:
        return number._replace(last=number.first + 3, value=own, part=True)
    if added_slash is not None and not atoms[number.last].glued:
        return number._replace(last=number.last + 3, value=number.value + added_slash)
    return number


def _slash(atoms: Atoms, i: int) -> Decimal | None:
    over, slash, under = atoms.lows(i, i + 3)
    if slash not in ("/", "⁄") or not (over.isdecimal() and under.isdecimal()) or len(over + under) > 5:
        return None
    if "/" in (atoms.low(i - 1), atoms.low(i + 3)) or not 0 < int(over) < int(under) or int(under) not in SLASH_PARTS:
        return None
    return _ratio(f"{over}/{under}")


def _powered(atoms: Atoms, number: Number) -> Number | None:
    """1.3x10^6 and 1e10."""
    here = number.last
    if atoms.low(here) in ("x", "×") and atoms.lows(here + 1, here + 3) == ("10", "^"):
        here += 3
    elif atoms.low(here) == "e" and atoms[here].glued:
        here += 1
    else:
        return None
    sign = atoms.low(here) if atoms.low(here) in ("-", "+") else ""
    exponent = atoms.low(here + len(sign))
    if not exponent.isdecimal() or len(exponent) > 2 or not atoms[here].glued:
        return None
    return number._replace(last=here + len(sign) + 1, value=number.value.scaleb(int(sign + exponent)))


def _hundreds(atoms: Atoms, number: Number) -> Number | None:
    """3 hundred and 21, 4 thousand 3 hundred: words that go on after digits."""
    following = atoms.low(number.last)
    if following not in ("hundred", "thousand") or number.last > number.first + 1:
        return None
    read = _cardinal(atoms, number.first)
    return read._replace(digits=True) if read and (following == "hundred" or read.last > number.last + 1) else None


def _scaled(atoms: Atoms, number: Number) -> Number:
    """Scale words after the number: "4.5 billion", "three lakh crore", "2-million", "10k", "10M"."""
    last, value = number.last, number.value
    short = _short_scale(atoms, last) if number.digits else None
    if short:
        return number._replace(last=last + 1, value=value * short, scaled=True)
    while (scale := _scale_at(atoms, joined(atoms, last))) is not None:
        value, last = value * scale, joined(atoms, last) + 1
    if last == number.last:
        return number
    return number._replace(last=last, value=value, scaled=True)


def _scale_at(atoms: Atoms, i: int) -> Decimal | None:
    return Decimal(12) if atoms.low(i) in ("dozens", "dzs", "dozs") else SCALES.get(atoms.low(i))


def _short_scale(atoms: Atoms, i: int) -> Decimal | None:
    letter, beyond = atoms.at(i), atoms.at(i + 1)
    if beyond.glued and beyond.text[:1].isalnum():
        return None
    if letter.text == "M" and letter.glued:
        return Decimal(10**6)
    power = SHORT_SCALES.get(letter.low)
    return Decimal(10**power) if power and (letter.glued or len(letter.text) > 1) else None


def _only_scaled(atoms: Atoms, number: Number) -> Number | None:
    scaled = _scaled(atoms, number)
    return scaled._replace(part=False) if scaled.scaled else None


# ---------------------------------------------------------------- words


def _cardinal(atoms: Atoms, i: int) -> Number | None:
    """ "two hundred and two thousand", "twenty-one", "4 thousand 3 hundred and 21".

    `total` holds what is before the last scale word, `current` what is after it.
    """
    total, current, last, place, scaled = Decimal(0), Decimal(0), "", i, False
    ceiling = Decimal(10**18)
    while place < i + 16:
        here = _next_word(atoms, place, last)
        word = atoms.low(here)
        kind = _kind(word)
        if kind in ("unit", "teen", "tens", "digits") and _fits(kind, last, word):
            current += _word_value(word)
        elif kind == "hundred" and last in ("", "unit", "teen", "digits"):
            current = (current or Decimal(1)) * 100
        elif kind == "scale" and SCALES[word] < ceiling:
            total, current, ceiling = total + (current or Decimal(1)) * SCALES[word], Decimal(0), SCALES[word]
            scaled = True
        elif kind == "scale":  # "three lakh crore", "a hundred thousand million"
            total, current, scaled = (total + current) * SCALES[word], Decimal(0), True
        else:
            break
        last, place = kind, here + 1
    if place == i:
        return None
    return Number(i, place, total + current, scaled=scaled)


def _is_ordinal(atoms: Atoms, number: Number) -> bool:
    """The twenty of "twenty-first"; "twenty-five hundredths" goes on to be a part."""
    here = joined(atoms, number.last)
    return atoms.low(number.last - 1) in TENS and here > number.last and atoms.low(here) in UNIT_ORDINALS


def _kind(word: str) -> str:
    if word in SMALL:
        return "unit" if 0 < SMALL[word] < 10 else "teen"
    if word in TENS:
        return "tens"
    if word[:1].isdecimal():
        return "digits" if PLAIN.fullmatch(word) and len(word) <= 6 else ""
    return "hundred" if word == "hundred" else "scale" if word in SCALES else ""


def _word_value(word: str) -> Decimal:
    return SMALL.get(word) or TENS.get(word) or Decimal(word if word[:1].isdecimal() else 0)


def _fits(kind: str, last: str, word: str) -> bool:
    if last in ("", "hundred", "scale"):
        return True
    return last == "tens" and kind == "unit"


def _next_word(atoms: Atoms, place: int, last: str) -> int:
    """Where the next word of the number would stand: over a hyphen, over "and" after hundreds and thousands."""
    if last not in ("hundred", "scale"):
        return joined(atoms, place) if last else place
    if atoms.low(place) not in ("and", "&"):
        return joined(atoms, place)
    following, further = _kind(atoms.low(place + 1)), _kind(atoms.low(place + 2))
    own_scale = (further == "scale" and last == "scale") or (further == "hundred" and last == "hundred")
    own_part = atoms.low(joined(atoms, place + 2)) in MANY_PARTS
    return place if following in ("", "hundred", "scale") or own_scale or own_part else place + 1


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
    if atoms.low(here) != "and":
        return None
    here = joined(atoms, here + 1)
    many = Decimal(1) if atoms.low(here) in ("a", "one") else SMALL.get(atoms.low(here))
    beyond = joined(atoms, here + 1)
    part = _part_at(atoms, beyond, many == 1)
    if not many or not part:
        return None
    whole = scale_of(number.value) if number.scaled else Decimal(1)
    return _scaled(atoms, number._replace(last=beyond + 1, value=number.value + whole * many / part))


def _part_at(atoms: Atoms, i: int, single: bool) -> Decimal | None:
    return (PARTS if single else MANY_PARTS).get(atoms.low(i))


def _divides(atoms: Atoms, number: Number, here: int) -> bool:
    """Whether the ordinal after the number is its denominator: not in "three quarters in a row", "one third party"."""
    beyond = atoms.low(here + 1)
    if here > number.last or beyond in ("of", "") or beyond in SCALES or not beyond[0].isalpha():
        return True
    return number.value > 1 and not atoms.low(here).startswith("quarter")


def _of_a_scale(atoms: Atoms, number: Number) -> Number:
    """two thirds of a million, three quarters of a billion, a quarter million."""
    over = atoms.lows(number.last, number.last + 2) == ("of", "a") and atoms.low(number.last + 2) in SCALES
    return _only_scaled(atoms, number._replace(last=number.last + 2) if over else number) or number


def _with_point(atoms: Atoms, number: Number) -> Number | None:
    """nine point five."""
    last = number.last + 1
    while SMALL.get(atoms.low(last), Decimal(10)) < 10 and last < number.last + 8:
        last += 1
    if atoms.low(number.last) != "point" or last == number.last + 1:
        return None
    decimals = "".join(str(SMALL[a.low]) for a in atoms[number.last + 1 : last])
    return _scaled(atoms, number._replace(last=last, value=number.value + Decimal(f"0.{decimals}")))


def _after_article(atoms: Atoms, i: int) -> Number | None:
    """a million, a dozen, a hundred and two, a third of, a quarter million."""
    word, beyond = atoms.lows(i + 1, i + 3)
    if word == "half":
        half = _half(atoms, i + 1)
        return half._replace(first=i) if half else None
    if word == "hundred" or word in SCALES:
        number = _cardinal(atoms, i + 1)
        return (_with_parts(atoms, number) or number)._replace(first=i) if number else None
    if word in PARTS:
        scaled = _of_a_scale(atoms, Number(i, i + 2, 1 / PARTS[word], part=True))
        return scaled if scaled.scaled or beyond in ("of", "", ".", "!", "?") else None
    return None


def _half(atoms: Atoms, i: int) -> Number | None:
    """half of, half the, half a million, by half; not "the first half", "half-hearted"."""
    half = Number(i, i + 1, Decimal("0.5"), part=True)
    here = joined(atoms, i + 1)
    for last in (i + 1, here + 1 if atoms.low(here) == "a" else here):
        scaled = _only_scaled(atoms, half._replace(last=last))
        if scaled:
            return scaled
    if atoms.low(i - 1) in OTHER_HALVES:
        return None
    return half if atoms.low(here) in WHOLES | {"a", "an", ""} or atoms.low(i - 1) in ("by", "than") else None


def _vague(atoms: Atoms, i: int) -> Number | None:
    """dozens of, hundreds of thousands of: more than that many, how many is not said."""
    value = PLURAL_SCALES.get(atoms.low(i))
    if atoms.low(i + 1) == "of" and atoms.low(i + 2) in PLURAL_SCALES:
        return Number(i, i + 3, (value or 10) * PLURAL_SCALES[atoms.low(i + 2)], scaled=True, vague=True)
    return Number(i, i + 1, value, scaled=True, vague=True) if value else None


def _ratio(printed: str) -> Decimal:
    over, under = printed.split("/")
    return Decimal(over) / Decimal(under)
