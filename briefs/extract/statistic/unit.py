"""What a number is followed or preceded by: percent, money, a measure; and the rate after it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import Atoms, atoms_of
from briefs.extract.statistic.number import Number, short_scale
from briefs.text.word import tokenise

Words = tuple[str, ...]

PER_WORDS = frozenset({"per", "a", "an", "each", "every", "/"})
# What prices and rates are counted by, beside the units of measure.
RATE_NOUNS = frozenset("share person head household capita night piece pop unit family child student".split())
MONEY_TALK = frozenset(
    "cost costs costing price priced worth paid pay pays paying spend spends spent spending fine fined raise raised "
    "earn earned budget sold sell bought buy bill debt loan loaned borrowed fee salary prize bonus for".split()
)


class Unit(NamedTuple):
    name: str
    first: int  # atoms of number and unit together, `last` excluded
    last: int
    value: Decimal


class Lexicon(NamedTuple):
    words: Mapping[Words, str]
    symbols: Mapping[Words, str]

    def after(self, atoms: Atoms, i: int) -> tuple[str, int] | None:
        """The longest entry that begins at atom `i`, and where it ends."""
        for j in range(min(i + 4, len(atoms)), i, -1):
            name = self.words.get(atoms.lows(i, j)) or self.symbols.get(_texts(atoms, i, j))
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
    return Lexicon(words, symbols)


def _split(phrase: str) -> Words:
    return tuple(atom.text for atom in atoms_of(tokenise(phrase, 0, len(phrase))))


def _texts(atoms: Atoms, i: int, j: int) -> Words:
    return tuple(atom.text for atom in atoms[i:j])


def read_unit(atoms: Atoms, number: Number) -> Unit | None:
    """The unit of `number`, with the rate it is of ("per hour", "a share")."""
    readers: tuple[Callable[[Atoms, Number], Unit | None], ...] = (_percent, _money_before, _money_after, _measure)
    for read in readers:
        unit = read(atoms, number)
        if unit is not None:
            return unit
    return None


# ---------------------------------------------------------------- percent


def _percent(atoms: Atoms, number: Number) -> Unit | None:
    here = _joined(atoms, number.last)
    match atoms.lows(here, here + 2):
        case ("percentage", "point" | "points"):
            return Unit("percentage point", number.first, here + 2, number.value)
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
    found = money_before(atoms, number.first)
    if found is None:
        return None
    name, first = found
    value, last = _with_scale(atoms, number)
    return _rated(atoms, Unit(name, first, last, value))


def money_before(atoms: Atoms, i: int) -> tuple[str, int] | None:
    """The currency printed just before atom `i`, and where it begins; its letters and sign touch ("US$")."""
    symbols = currencies().symbols
    for j in (i - 4, i - 3, i - 2, i - 1):
        name = symbols.get(_texts(atoms, j, i)) if j >= 0 else None
        if name and all(atom.glued for atom in atoms[j + 1 : i]) and _apart(atoms, j, i):
            return name, j
    return None


def _apart(atoms: Atoms, j: int, i: int) -> bool:
    """Letters are a currency when they are a whole word, and one or two only when they touch the number."""
    if not atoms[j].is_word:
        return True
    return not atoms[j].glued and (atoms[i].glued if len(atoms[j].text) == 1 else len(atoms[j].text) > 1)


def _with_scale(atoms: Atoms, number: Number) -> tuple[Decimal, int]:
    """The value of money with "m", "bn" or a word of scale after it, and where that ends."""
    if number.scaled or not number.digits:
        return number.value, number.last
    following = atoms.at(number.last)
    scale = short_scale(following.low, following.text, money=True)
    return (number.value * scale, number.last + 1) if scale else (number.value, number.last)


def _money_after(atoms: Atoms, number: Number) -> Unit | None:
    value, last = _with_scale(atoms, number)
    here = _joined(atoms, last)
    found = currencies().after(atoms, here)
    if found is None and last != number.last:  # "5m" of what is not money are metres
        return None
    if found is None or not _is_money(atoms, number, here, found):
        return None
    return _rated(atoms, Unit(found[0], number.first, found[1], value))


def _is_money(atoms: Atoms, number: Number, here: int, found: tuple[str, int]) -> bool:
    printed = atoms[here]
    if printed.text in ("p", "c", "R"):
        return printed.glued and number.digits and printed.text != "R"
    if printed.low in ("pound", "pounds") and found[1] == here + 1:
        money = number.value >= 10**5 or not MONEY_TALK.isdisjoint(atoms.lows(number.first - 4, number.first))
        return money and atoms.low(found[1]) != "of"
    return True


# ---------------------------------------------------------------- measures


def _measure(atoms: Atoms, number: Number) -> Unit | None:
    here = _joined(atoms, number.last)
    found = measures().after(atoms, here)
    if found is None or not _is_measure(atoms, number, here, found):
        return None
    unit = _rated(atoms, Unit(found[0], number.first, found[1], number.value))
    return _old(atoms, unit) or _feet_and_inches(atoms, unit) or unit


def _is_measure(atoms: Atoms, number: Number, here: int, found: tuple[str, int]) -> bool:
    printed = atoms[here]
    if len(printed.text) == 1 and printed.is_word and found[1] == here + 1:
        return number.digits
    return True


def _old(atoms: Atoms, unit: Unit) -> Unit | None:
    """45 years old, a 45-year-old, 45 years of age: the span takes it in."""
    here = _joined(atoms, unit.last)
    if atoms.low(here) in ("old", "olds"):
        return unit._replace(last=here + 1)
    return unit._replace(last=unit.last + 2) if atoms.lows(unit.last, unit.last + 2) == ("of", "age") else None


def _feet_and_inches(atoms: Atoms, unit: Unit) -> Unit | None:
    """5 feet 2 inches, 6 ft 4 in."""
    inches = atoms.at(unit.last)
    if unit.name != "foot" or not (inches.text.isdecimal() and len(inches.text) <= 2):
        return None
    if atoms.low(unit.last + 1) not in ("inch", "inches", "in"):
        return None
    return unit._replace(last=unit.last + 2, value=unit.value + Decimal(inches.text) / 12)


def _rated(atoms: Atoms, unit: Unit) -> Unit:
    """USD per share, barrel per day, kilometre per hour."""
    here = _joined(atoms, unit.last)
    per = atoms.low(here)
    if per not in PER_WORDS:
        return unit
    what = _joined(atoms, here + 1)
    found = measures().after(atoms, what)
    if found is None and atoms.low(what) in RATE_NOUNS:
        found = atoms.low(what), what + 1
    if found is None or (per in ("a", "an") and atoms.low(what) not in RATE_NOUNS and atoms.low(what).endswith("s")):
        return unit
    return unit._replace(name=f"{unit.name} per {found[0]}", last=found[1])


def _joined(atoms: Atoms, i: int) -> int:
    """The place after a hyphen that joins what stands before it to what follows, else `i`."""
    return i + 1 if atoms.low(i) in ("-", "‑") and atoms[i].glued and atoms.at(i + 1).glued else i
