"""Cardinal numbers in words: "twenty-one", "two hundred and two thousand", "4 thousand 3 hundred and 21"."""

from decimal import Decimal

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.numeral import MANY_PARTS, SCALES, SMALL, TENS, UNIT_ORDINALS, Number

LONGEST = 60  # atoms
DIGITS = 6  # as many as stand before a word: "322 hundred"


def cardinal(atoms: Atoms, i: int) -> Number | None:
    """The number of the words from atom `i` on.

    `total` holds what is before the last scale word, `current` what is after it.
    """
    total, current, last, place, scaled = Decimal(0), Decimal(0), "", i, False
    ceiling = Decimal(10**18)
    mixed = atoms.lows[i][:1].isdecimal()
    while place < i + LONGEST:
        here = _next_word(atoms, place, last, mixed)
        word = atoms.lows[here]
        kind = _kind(word, mixed)
        if kind in ("unit", "teen", "tens", "digits") and _fits(kind, last):
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
    few = atoms.lows[i - 1] in ("few", "several", "many", "couple") and atoms.lows[i] not in SMALL
    return Number(i, place, total + current, scaled=scaled, vague=few)


def is_ordinal(atoms: Atoms, number: Number) -> bool:
    """The twenty of "twenty-first"; "twenty-five hundredths" goes on to be a part."""
    here = joined(atoms, number.last)
    return atoms.lows[number.last - 1] in TENS and here > number.last and atoms.lows[here] in UNIT_ORDINALS


def _kind(word: str, mixed: bool = False) -> str:
    """What `word` is in a number; digits are part of one that began with digits (`mixed`)."""
    if word in SMALL:
        return "unit" if 0 < SMALL[word] < 10 else "teen"
    if word in TENS:
        return "tens"
    if mixed and word[:1].isdecimal():
        return "digits" if word.replace(".", "", 1).isdecimal() and len(word) <= DIGITS else ""
    return "hundred" if word == "hundred" else "scale" if word in SCALES else ""


def _word_value(word: str) -> Decimal:
    return SMALL.get(word) or TENS.get(word) or Decimal(word if word[:1].isdecimal() else 0)


def _fits(kind: str, last: str) -> bool:
    if last in ("", "hundred", "scale"):
        return True
    return last == "tens" and kind == "unit"


def _next_word(atoms: Atoms, place: int, last: str, mixed: bool) -> int:
    """Where the next word of the number would stand: over a hyphen, or "and" after hundreds and thousands."""
    if last not in ("hundred", "scale"):
        return joined(atoms, place) if last else place
    if atoms.lows[place] not in ("and", "&"):
        return joined(atoms, place)
    following, further = _kind(atoms.lows[place + 1], mixed), _kind(atoms.lows[place + 2], mixed)
    own_scale = (further == "scale" and last == "scale") or (further == "hundred" and last == "hundred")
    own_part = atoms.lows[joined(atoms, place + 2)] in MANY_PARTS
    return place if following in ("", "hundred", "scale") or own_scale or own_part else place + 1
