"""The words numbers are made of, and what a number read from them is."""

from decimal import Decimal
from typing import NamedTuple

from briefs.extract.statistic.atom import Atoms, joined

SMALL_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
SMALL = {word: Decimal(value) for value, word in enumerate(SMALL_WORDS)}
SMALL |= {"nought": Decimal(0), "naught": Decimal(0)}
TENS = {word: Decimal(10 * value) for value, word in enumerate(TENS_WORDS, start=2)}
SCALES = {
    "dozen": Decimal(12), "thousand": Decimal(10**3), "lakh": Decimal(10**5), "million": Decimal(10**6),
    "crore": Decimal(10**7), "billion": Decimal(10**9), "trillion": Decimal(10**12),
    "quadrillion": Decimal(10**15),
}  # fmt: skip
THOUSANDS = tuple(Decimal(10**power) for power in (3, 6, 9, 12, 15))
PLURAL_SCALES = {f"{word}s": value for word, value in SCALES.items()} | {"hundreds": Decimal(100)}
# After digits: "4bn", "10k". A lone "m" is metres and a lone "b" bytes unless it is money (`unit`).
SHORT_SCALES = {
    "k": 3, "mn": 6, "mln": 6, "mil": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "tln": 12,
}  # fmt: skip
UNIT_ORDINALS = frozenset(["first", "second", *ORDINALS[1:8]])
PARTS = {word: Decimal(part) for part, word in enumerate(ORDINALS, start=2)} | {
    "quarter": Decimal(4), "thirtieth": Decimal(30), "hundredth": Decimal(100), "thousandth": Decimal(1000),
    "millionth": Decimal(10**6), "trillionth": Decimal(10**12),
}  # fmt: skip
MANY_PARTS = {f"{word}s": part for word, part in PARTS.items()} | {"halves": Decimal(2)}

MULTIPLES = {
    "twice": Decimal(2), "double": Decimal(2), "doubled": Decimal(2), "doubles": Decimal(2),
    "doubling": Decimal(2),
    "triple": Decimal(3), "tripled": Decimal(3), "triples": Decimal(3), "tripling": Decimal(3),
    "trebled": Decimal(3), "quadrupled": Decimal(4), "quadruples": Decimal(4), "quadrupling": Decimal(4),
    "quintupled": Decimal(5), "halved": Decimal("0.5"), "halves": Decimal("0.5"), "halving": Decimal("0.5"),
} | {f"{word}fold": value for word, value in SMALL.items() if value > 1}  # fmt: skip

# Words a number may begin with, beside digits; where none of NEEDED stands there is no figure.
NEEDED = frozenset([*MULTIPLES, *SMALL, *TENS, *SCALES, *PLURAL_SCALES, *PARTS, "hundred", "tens"])
STARTS = NEEDED | {"a", "an"}
CARDINALS = frozenset([*SMALL, *TENS, *SCALES, *PLURAL_SCALES, "hundred"])


def may_begin(low: str) -> bool:
    """Whether a number can begin with this word."""
    return low in STARTS or low[0].isnumeric()


class Number(NamedTuple):
    first: int  # atoms, `last` excluded
    last: int
    value: Decimal
    digits: bool = False  # printed in figures
    scaled: bool = False  # "million" and its like
    vague: bool = False  # "dozens", "tens of thousands"
    part: bool = False  # a half, two-thirds, 3/4
    multiple: bool = False  # doubled, twice as many


def scale_of(value: Decimal) -> Decimal:
    """The largest power of a thousand that fits: a million for 2,500,000."""
    return max((scale for scale in THOUSANDS if scale <= value), default=Decimal(1))


def scaled(atoms: Atoms, number: Number) -> Number:
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
    return Decimal(12) if atoms.lows[i] in ("dozens", "dzs", "dozs") else SCALES.get(atoms.lows[i])


def _short_scale(atoms: Atoms, i: int) -> Decimal | None:
    letter = atoms.at(i)
    power = 6 if letter.text == "M" else SHORT_SCALES.get(letter.low)
    if power is None or (atoms.glued[i + 1] and atoms.texts[i + 1][:1].isalnum()):
        return None
    return Decimal(10**power) if letter.glued or len(letter.text) > 1 else None


def only_scaled(atoms: Atoms, number: Number) -> Number | None:
    """`number` with its scale words, None without."""
    read = scaled(atoms, number)
    return read._replace(part=False) if read.scaled else None
