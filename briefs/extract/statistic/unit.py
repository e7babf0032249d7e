"""What a number is followed or preceded by: percent, money, a measure; and the rate after it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import HYPHENS, Atoms, atoms_of, joined
from briefs.extract.statistic.numeral import SCALES, Number
from briefs.extract.statistic.word import group, listed
from briefs.text.word import tokenise

Words = tuple[str, ...]

# What prices and rates are counted by, beside the units of measure.
MONEY_SCALES = {"m": Decimal(10**6), "mm": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}


MINUS = frozenset(["-", "−"])


class Unit(NamedTuple):
    name: str
    first: int  # atoms of number and unit together, `last` excluded
    last: int
    value: Decimal


class Lexicon(NamedTuple):
    words: Mapping[Words, str]
    symbols: Mapping[Words, str]
    names: frozenset[str]

    def after(self, atoms: Atoms, i: int) -> tuple[str, int] | None:
        """The longest entry that begins at atom `i`, and where it ends."""
        for j in range(min(i + 4, len(atoms)), i, -1):
            name = self.words.get(atoms.lows(i, j))
            if name is None and all(atom.glued for atom in atoms.between(i + 1, j)):  # not the m2 of "12 m 2"
                name = self.symbols.get(atoms.texts(i, j))
            if name:
                return name, j
        return None


@cache
def measures() -> Lexicon:
    return _load("unit")


@cache
def currencies() -> Lexicon:
    return _load("currency")


def _load(name: str) -> Lexicon:
    words: dict[Words, str] = {}
    symbols: dict[Words, str] = {}
    for line in lines(name):
        unit, spoken, printed = (part.strip() for part in line.split("|"))
        words |= {_split(phrase.lower()): unit for phrase in spoken.split(",") if phrase.strip()}
        symbols |= {_split(symbol): unit for symbol in printed.split()}
    return Lexicon(words, symbols, frozenset(words.values()))


def _split(phrase: str) -> Words:
    atoms = atoms_of(tokenise(phrase, 0, len(phrase)))
    return atoms.texts(0, len(atoms))


def read_unit(atoms: Atoms, number: Number) -> Unit | None:
    """The unit of `number`, with the rate it is of ("per hour", "a share")."""
    return (
        _percent(atoms, number)
        or _money_before(atoms, number)
        or _money_after(atoms, number)
        or _measure(atoms, number)
        or _age(atoms, number)
    )


# ---------------------------------------------------------------- percent


def _percent(atoms: Atoms, number: Number) -> Unit | None:
    here = joined(atoms, number.last)
    match atoms.lows(here, here + 2):
        case ("percentage", _) if atoms.low(joined(atoms, here + 1)) in ("point", "points"):
            return Unit("percentage point", number.first, joined(atoms, here + 1) + 1, number.value)
        case ("per", "cent"):
            last = here + 2
        case ("%" | "percent" | "pct" | "percents" | "percentage", _):
            last = here + 1
        case _:
            return None
    name, last = _of_gdp(atoms, last)
    return Unit(name, number.first, last, number.value)


def _of_gdp(atoms: Atoms, last: int) -> tuple[str, int]:
    match atoms.lows(last, last + 4):
        case ("of", "gdp", *_):
            return "percent of gdp", last + 2
        case ("gdp", *_):
            return "percent of gdp", last + 1
        case ("of", "gross", "domestic", "product"):
            return "percent of gdp", last + 4
    return "percent", last


# ---------------------------------------------------------------- money


def _money_before(atoms: Atoms, number: Number) -> Unit | None:
    sign = atoms.at(number.first - 1)
    minus = sign.text in MINUS and sign.glued and atoms.at(number.first).glued  # $-5
    found = money_before(atoms, number.first - minus)
    if found is None:
        return None
    value, last = _with_scale(atoms, number)
    return _rated(atoms, Unit(found[0], found[1], last, -value if minus else value), money=True)


def money_before(atoms: Atoms, i: int) -> tuple[str, int] | None:
    """The currency printed just before atom `i`, and where it begins; its letters and sign touch ("US$")."""
    symbols = currencies().symbols
    for j in range(max(0, i - 4), i):
        texts = atoms.texts(j, i)
        name = symbols.get(texts) or (symbols.get(tuple(map(str.upper, texts))) if i > j + 1 else None)
        if name and _stands_apart(atoms, j, i):
            return name, j
    return None


def _stands_apart(atoms: Atoms, j: int, i: int) -> bool:
    """Letters are a currency when they are a whole word; a single one must touch the number."""
    letters = atoms.at(j).text
    if not letters[0].isalpha():
        return all(atom.glued for atom in atoms.between(j + 1, i))
    return not atoms.at(j).glued and (len(letters) > 1 or atoms.at(j + 1).glued)


def _with_scale(atoms: Atoms, number: Number) -> tuple[Decimal, int]:
    """The value of money with the "m" or "b" after it, and where that ends."""
    letter, beyond = atoms.at(number.last), atoms.at(number.last + 1)
    scale = MONEY_SCALES.get(letter.low)
    if scale is None or number.scaled or not number.digits or (beyond.glued and beyond.is_word):
        return number.value, number.last
    return number.value * scale, number.last + 1


def _money_after(atoms: Atoms, number: Number) -> Unit | None:
    value, last = _with_scale(atoms, number)
    here = joined(atoms, last)
    code = atoms.at(here).text
    if _is_million_code(code):
        return Unit(code[1:], number.first, here + 1, value * 10**6)
    found = currencies().after(atoms, here)
    if found is None or not _is_money(atoms, number._replace(value=value), here, found[1]):
        return None
    name, last = found
    scale = SCALES.get(atoms.low(last))
    if scale and not number.scaled:
        value, last = value * scale, last + 1
    return _rated(atoms, Unit(name, number.first, last, value), money=True)


def _is_million_code(printed: str) -> bool:
    """MUSD, MEUR: millions in the language of annual reports."""
    return len(printed) == 4 and printed[0] == "M" and printed[1:] in currencies().names


def _is_money(atoms: Atoms, number: Number, here: int, last: int) -> bool:
    printed, beyond = atoms.at(here), atoms.at(last)
    if beyond.text[:1].isnumeric() and beyond.glued:
        return False  # it belongs to the next number: "1 $10 bill"
    if len(printed.text) == 1 and printed.is_word and last == here + 1:
        return printed.glued and number.digits and printed.text != "R"
    if printed.is_capital and not printed.text.isupper() and beyond.is_capital:
        return False  # "8 Rand Hollis"
    if printed.low in ("pound", "pounds") and last == here + 1:
        spoken_of = not group("money_talk").isdisjoint(atoms.lows(number.first - 4, number.first))
        hyphenated = atoms.low(here - 1) in HYPHENS
        return (number.value >= 10**5 or (spoken_of and not hyphenated)) and beyond.low != "of"
    return True


# ---------------------------------------------------------------- measures


def _measure(atoms: Atoms, number: Number) -> Unit | None:
    here = joined(atoms, number.last)
    found = measures().after(atoms, here)
    if found is None or not _is_measure(atoms, number, here, found[1]):
        return None
    unit = _rated(atoms, Unit(found[0], number.first, found[1], number.value))
    return _old(atoms, unit) or _feet_and_inches(atoms, unit) or unit


def _is_measure(atoms: Atoms, number: Number, here: int, last: int) -> bool:
    """Symbols end where they end: "24703 L-202" is no volume."""
    printed, beyond = atoms.at(here), atoms.at(last)
    if measures().words.get(atoms.lows(here, last)):
        return True
    open_ended = beyond.glued and (beyond.text[0].isalnum() or atoms.at(last + 1).text[:1].isnumeric())
    return not open_ended and (number.digits or not printed.is_word)


def _old(atoms: Atoms, unit: Unit) -> Unit | None:
    """45 years old, a 45-year-old, 45 years of age: the span takes it in."""
    here = joined(atoms, unit.last)
    if atoms.low(here) in ("old", "olds"):
        return unit._replace(last=here + 1)
    of_age = atoms.lows(unit.last, unit.last + 2) == ("of", "age")
    return unit._replace(last=unit.last + 2) if of_age else None


def _age(atoms: Atoms, number: Number) -> Unit | None:
    """aged 45, at age 12, the ages of 18 and 34; "Ada Holm, 45, said"."""
    if not number.digits or not 0 < number.value <= 120 or number.value % 1:
        return None
    if _says_age(atoms, number.first) or _follows_name(atoms, number):
        return Unit("year", number.first, number.last, number.value)
    return None


def _says_age(atoms: Atoms, i: int) -> bool:
    if atoms.low(i - 1) in ("to", "and", "-", "–") and atoms.at(i - 2).text.isdecimal():
        i -= 2
    return atoms.low(i - 2 if atoms.low(i - 1) == "of" else i - 1) in ("aged", "age", "ages")


def _follows_name(atoms: Atoms, number: Number) -> bool:
    name, comma, after = atoms.at(number.first - 2), atoms.low(number.first - 1), atoms.low(number.last)
    return comma == after == "," and name.is_capital and name.low not in listed("month") and number.value > 9


def _feet_and_inches(atoms: Atoms, unit: Unit) -> Unit | None:
    """5 feet 2 inches, 6 ft 4 in."""
    here = joined(atoms, unit.last + (atoms.low(unit.last) == "and"))
    inches = atoms.at(here)
    if unit.name != "foot" or not (inches.text.isdecimal() and len(inches.text) <= 2):
        return None
    said = atoms.low(joined(atoms, here + 1)) in ("inch", "inches", "in")
    if not said and here != unit.last + 1:
        return None
    return unit._replace(last=here + 1 + said, value=unit.value + Decimal(inches.text) / 12)


def _rated(atoms: Atoms, unit: Unit, money: bool = False) -> Unit:
    """USD per barrel, barrel per day, kilometre per hour; "a share" and "a head" are taken into the span."""
    here = joined(atoms, unit.last)
    per = atoms.low(here)
    if per not in group("per"):
        return unit
    what = joined(atoms, here + 1)
    found = measures().after(atoms, what)
    if found is None and atoms.low(what) in group("rate_noun"):
        return unit._replace(last=what + 1)
    if found is None or (money and found[0] in group("accounting")):
        return unit
    if per in ("a", "an") and atoms.low(what).endswith("s"):
        return unit
    return unit._replace(name=f"{unit.name} per {found[0]}", last=found[1])
