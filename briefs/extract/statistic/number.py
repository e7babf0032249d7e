"""Numbers in digits and in words: "1,234.5", "4.5 billion", "twenty-three", "two and a half million", "a third".

Values are exact decimals; a fraction such as a third is kept to 28 digits.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from briefs.extract.statistic.atom import Atoms

SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
} | {"nought": Decimal(0), "naught": Decimal(0)}
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "dozen": Decimal(12), "thousand": Decimal(10**3), "lakh": Decimal(10**5), "million": Decimal(10**6),
    "crore": Decimal(10**7), "billion": Decimal(10**9), "trillion": Decimal(10**12),
    "quadrillion": Decimal(10**15),
}  # fmt: skip
PLURAL_SCALES = {f"{word}s": value for word, value in SCALES.items()} | {"hundreds": Decimal(100)}
# After digits only. "m" may be metres and "b" bytes: whoever reads the unit decides (see `short_scale`).
SHORT_SCALES = {
    "k": Decimal(10**3), "mn": Decimal(10**6), "mln": Decimal(10**6), "mil": Decimal(10**6),
    "bn": Decimal(10**9), "bln": Decimal(10**9), "tn": Decimal(10**12), "trn": Decimal(10**12),
    "tln": Decimal(10**12),
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
PARTS |= {f"{word}s": part for word, part in PARTS.items() if word != "halves" and word != "half"}
GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
SLASH_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 40, 64, 100})

STARTS = frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES) | {"hundred", "half", "quarter"}

LONGEST = 24  # digits; more is a serial number, and arithmetic on it would not be exact
PLAIN = re.compile(r"\d++(?:\.\d++)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d{1,2}(?:,\d{2})++,\d{3}(?:\.\d++)?")
CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})++,\d++|\d++,\d{1,2}")


class Number(NamedTuple):
    first: int  # atoms, `last` excluded
    last: int
    value: Decimal
    digits: bool  # printed in figures
    scaled: bool = False  # "million" and its like
    vague: bool = False  # "dozens", "tens of thousands"
    fraction: bool = False  # a half, two-thirds, 3/4


def digits_value(printed: str) -> Decimal | None:
    """The value of figures as English prints them, or as the Continent does; None for 1.2.3 or 22,24,26."""
    if len(printed) > LONGEST:
        return None
    if PLAIN.fullmatch(printed):
        return Decimal(printed)
    if GROUPED.fullmatch(printed):
        return Decimal(printed.replace(",", ""))
    if CONTINENTAL.fullmatch(printed):
        return Decimal(printed.replace(".", "").replace(",", "."))
    return None


def read_number(atoms: Atoms, i: int) -> Number | None:
    """The number that begins at atom `i`, as long as it can be read."""
    first = atoms.at(i)
    if first.text[:1].isnumeric():
        return _in_digits(atoms, i)
    if first.low in ("a", "an"):
        return _with_article(atoms, i)
    if first.low == "half":
        return _half(atoms, i)
    if first.low == "quarter" and atoms.low(i + 1) in ("million", "billion"):
        return _scaled(atoms, Number(i, i + 1, Decimal("0.25"), False))
    if first.low in PLURAL_SCALES:
        return _vague(atoms, i)
    return _in_words(atoms, i)


# ---------------------------------------------------------------- digits


def _in_digits(atoms: Atoms, i: int) -> Number | None:
    text = atoms[i].text
    if text in GLYPHS:
        return _scaled(atoms, Number(i, i + 1, _ratio(*GLYPHS[text]), True, fraction=True))
    value = digits_value(text)
    if value is None:
        return None
    return _power(atoms, _scaled(atoms, _mixed(atoms, _spaced(atoms, Number(i, i + 1, value, True)))))


def _spaced(atoms: Atoms, number: Number) -> Number:
    """Groups parted by a space: "1 414 021 100", "40 000"."""
    if not 1 <= len(atoms[number.first].text) <= 3 or number.value == 0:
        return number
    last = number.last
    while len(atoms.at(last).text) == 3 and atoms.at(last).text.isdigit() and _one_space(atoms, last):
        last += 1
    if last == number.last or (last == number.last + 1 and atoms[last - 1].text != "000"):
        return number
    return number._replace(last=last, value=Decimal("".join(a.text for a in atoms[number.first : last])))


def _one_space(atoms: Atoms, i: int) -> bool:
    return atoms[i].start == atoms[i - 1].end + 1


def _mixed(atoms: Atoms, number: Number) -> Number:
    """2½, 2 1/2, 3/4."""
    following = atoms.at(number.last)
    if following.text in GLYPHS:
        return number._replace(last=number.last + 1, value=number.value + _ratio(*GLYPHS[following.text]))
    own = _slash(atoms, number.first)
    if own is not None:
        return number._replace(last=number.first + 3, value=own, fraction=True)
    added = _slash(atoms, number.last)
    if added is not None and not following.glued:
        return number._replace(last=number.last + 3, value=number.value + added)
    return number


def _slash(atoms: Atoms, i: int) -> Decimal | None:
    above, slash, below = atoms.at(i), atoms.at(i + 1), atoms.at(i + 2)
    if slash.text not in ("/", "⁄") or not (above.text.isdecimal() and below.text.isdecimal()):
        return None
    if max(len(above.text), len(below.text)) > 3 or atoms.low(i + 3) == "/" or atoms.low(i - 1) == "/":
        return None
    over, under = int(above.text), int(below.text)
    return _ratio(over, under) if 0 < over < under and under in SLASH_PARTS else None


def _power(atoms: Atoms, number: Number) -> Number:
    """1.3x10^6 and 1e10."""
    match atoms.lows(number.last, number.last + 3):
        case ("x" | "×", "10", "^") if atoms.at(number.last + 3).text.isdecimal():
            exponent, last = atoms[number.last + 3].text, number.last + 4
        case ("e", exponent, _) if exponent.isdecimal() and atoms[number.last].glued:
            last = number.last + 2
        case _:
            return number
    return number._replace(last=last, value=number.value.scaleb(int(exponent))) if len(exponent) < 3 else number


def short_scale(low: str, text: str, money: bool) -> Decimal | None:
    """The scale of a letter after digits: "4bn" always, "4m" and "4b" of money, "10M" anywhere."""
    if money and low in ("m", "b", "t", "mm"):
        return Decimal({"m": 10**6, "mm": 10**6, "b": 10**9, "t": 10**12}[low])
    if text == "M":
        return Decimal(10**6)
    return SHORT_SCALES.get(low)


def _scaled(atoms: Atoms, number: Number) -> Number:
    """Scale words after the number: "4.5 billion", "three lakh crore", "2-million"."""
    last, value = number.last, number.value
    while (scale := SCALES.get(atoms.low(_over_hyphen(atoms, last)))) is not None:
        value, last = value * scale, _over_hyphen(atoms, last) + 1
    if last == number.last:
        return number
    if number.digits and atoms.lows(last, last + 3) == ("and", "a", "half"):
        value, last = value + scale_of(value) / 2, last + 3
    return number._replace(last=last, value=value, scaled=True)


def scale_of(value: Decimal) -> Decimal:
    return max((scale for scale in SCALES.values() if scale <= value), default=Decimal(1))


def _over_hyphen(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins, else `i`."""
    return i + 1 if atoms.low(i) in ("-", "‑") and atoms[i].glued and atoms.at(i + 1).glued else i


# ---------------------------------------------------------------- words


def _in_words(atoms: Atoms, i: int) -> Number | None:
    number = _cardinal(atoms, i)
    if number is None:
        return None
    return _fraction(atoms, number) or _and_a_half(atoms, number) or _point(atoms, number) or number


def _cardinal(atoms: Atoms, i: int) -> Number | None:
    """ "two hundred and two thousand", "twenty-one": hundreds collect in `current`, thousands in `total`."""
    total, current, last = Decimal(0), None, ""
    ceiling, place, scaled = Decimal(10**18), i, False
    while True:
        here = _next_word(atoms, place, last)
        word = atoms.low(here)
        kind = _kind(word)
        if kind in ("small", "tens") and _fits(kind, word, last, current):
            current = (current or Decimal(0)) + (SMALL.get(word) or TENS.get(word) or Decimal(0))
            kind = "unit" if kind == "small" and SMALL[word] < 10 else kind
        elif kind == "hundred" and last in ("", "unit", "small"):
            current = (current or Decimal(1)) * 100
        elif kind == "scale" and (current is not None or last in ("", "scale")):
            scale = SCALES[word]
            if last == "scale":
                total *= scale
            elif scale < ceiling:
                total, current, ceiling = total + (current or Decimal(1)) * scale, None, scale
            else:
                total, current = (total + (current or Decimal(0))) * scale, None
            scaled = True
        else:
            break
        last, place = kind, here + 1
    if place == i:
        return None
    return Number(i, place, total + (current or Decimal(0)), False, scaled)


def _kind(word: str) -> str:
    if word in SMALL:
        return "small"
    if word in TENS:
        return "tens"
    return "hundred" if word == "hundred" else "scale" if word in SCALES else ""


def _fits(kind: str, word: str, last: str, current: Decimal | None) -> bool:
    if last in ("", "hundred", "scale"):
        return True
    return last == "tens" and kind == "small" and 0 < SMALL[word] < 10


def _next_word(atoms: Atoms, place: int, last: str) -> int:
    """Where the next word of the number would stand: over a hyphen, over "and" after hundreds and thousands."""
    if not last:
        return place
    if last in ("hundred", "scale") and atoms.low(place) == "and":
        ahead = _kind(atoms.low(place + 1))
        further = _kind(atoms.low(place + 2))
        own_number = further in ("hundred", "scale") or not ahead or ahead in ("hundred", "scale")
        return place if own_number and not (last == "hundred" and further == "scale") else place + 1
    return _over_hyphen(atoms, place)


def _fraction(atoms: Atoms, number: Number) -> Number | None:
    """two-thirds, one fifth; not "three quarters" of a year (no hyphen, no "of")."""
    here = _over_hyphen(atoms, number.last)
    part = PARTS.get(atoms.low(here))
    if part is None or not 0 < number.value < 20:
        return None
    plural = atoms.low(here).endswith("s")
    joined = here > number.last or atoms.low(here + 1) == "of"
    if plural == (number.value == 1) or (not joined and (part == 4 or not plural and part > 3)):
        return None
    return _scaled_part(atoms, Number(number.first, here + 1, number.value / part, False, fraction=True))


def _scaled_part(atoms: Atoms, number: Number) -> Number:
    """two thirds of a million, three-quarters of a billion, a quarter million."""
    if atoms.lows(number.last, number.last + 2) == ("of", "a") and atoms.low(number.last + 2) in SCALES:
        number = number._replace(last=number.last + 2)
    scaled = _scaled(atoms, number)
    return scaled._replace(fraction=False) if scaled.scaled else number


def _and_a_half(atoms: Atoms, number: Number) -> Number | None:
    """one and a half, two and a half million, 3 million and a half."""
    here = number.last
    while atoms.low(here) in ("-", "‑"):
        here += 1
    words = tuple(a.low for a in atoms[here : here + 6] if a.low not in ("-", "‑"))
    if len(words) < 3 or words[0] != "and" or words[1] not in ("a", "one") or words[2] not in PARTS:
        return None
    step = 3 + sum(a.low in ("-", "‑") for a in atoms[here : here + 5]) if atoms.low(here + 1) in ("-", "‑") else 3
    whole = scale_of(number.value) if number.scaled else Decimal(1)
    value = number.value + whole / PARTS[words[2]]
    return _scaled(atoms, Number(number.first, here + step, value, False, number.scaled))


def _point(atoms: Atoms, number: Number) -> Number | None:
    """nine point five."""
    if atoms.low(number.last) != "point":
        return None
    last = number.last + 1
    while SMALL.get(atoms.low(last), Decimal(10)) < 10 and last < number.last + 8:
        last += 1
    decimals = "".join(str(SMALL[a.low]) for a in atoms[number.last + 1 : last])
    if not decimals:
        return None
    return _scaled(atoms, number._replace(last=last, value=number.value + Decimal(f"0.{decimals}")))


def _with_article(atoms: Atoms, i: int) -> Number | None:
    """a million, a dozen, a hundred and two, a third of, a quarter million."""
    word = atoms.low(i + 1)
    if word == "half":
        half = _half(atoms, i + 1)
        return half._replace(first=i) if half else None
    if word == "hundred" or word in SCALES:
        number = _in_words(atoms, i + 1)
        return number._replace(first=i) if number else None
    if word in PARTS and not word.endswith("s"):
        number = Number(i, i + 2, _ratio(1, PARTS[word]), False, fraction=True)
        scaled = _scaled_part(atoms, number)
        return scaled if scaled.scaled or atoms.low(i + 2) == "of" or _ends_clause(atoms, i) else None
    return None


def _ends_clause(atoms: Atoms, i: int) -> bool:
    """ "by a third." and "by nearly a third": the fraction of what was said before."""
    before = atoms.lows(i - 2, i)
    return "by" in before and not atoms.at(i + 2).is_word


def _half(atoms: Atoms, i: int) -> Number | None:
    """half of, half the, half a million, by half; not "the first half", "half-hearted"."""
    here = _over_hyphen(atoms, i + 1)
    words = atoms.lows(here, here + 2)
    half = Number(i, i + 1, Decimal("0.5"), False, fraction=True)
    if words[0] in SCALES:
        return _scaled(atoms, half)._replace(fraction=False)
    if words[0] == "a" and words[1] in SCALES:
        return _scaled(atoms, half._replace(last=here + 1))._replace(fraction=False)
    if atoms.low(i - 1) in ("first", "second", "other", "latter", "top", "bottom", "back", "better", "the", "-"):
        return None
    if words[0] in ("of", "the", "its", "their", "his", "her", "our", "all") or atoms.low(i - 1) == "by":
        return half
    return None


def _vague(atoms: Atoms, i: int) -> Number | None:
    """dozens of, hundreds of thousands of: at least that many, how many is not said."""
    word = atoms.low(i)
    value = PLURAL_SCALES[word]
    if atoms.low(i + 1) == "of" and atoms.low(i + 2) in PLURAL_SCALES:
        return Number(i, i + 3, value * PLURAL_SCALES[atoms.low(i + 2)], False, True, vague=True)
    return Number(i, i + 1, value, False, True, vague=True)


def _ratio(over: int, under: int) -> Decimal:
    return Decimal(over) / Decimal(under)
