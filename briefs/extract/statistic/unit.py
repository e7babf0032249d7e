"""What a number is a number of, where that is no counted noun: percent, money, a measure, an age."""

from decimal import Decimal

from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.money import money
from briefs.extract.statistic.numeral import Number
from briefs.extract.statistic.unit_lexicon import Unit, measures, rated
from briefs.extract.statistic.word import listed

DEGREES = {"C": 60, "F": 135}  # letters for degrees up to what the weather brings


def read_unit(atoms: Atoms, number: Number) -> Unit | None:
    """The unit of `number`, with the rate it is of ("per hour", "a share")."""
    return _percent(atoms, number) or money(atoms, number) or _measure(atoms, number) or _age(atoms, number)


# ---------------------------------------------------------------- percent


def _percent(atoms: Atoms, number: Number) -> Unit | None:
    here = joined(atoms, number.last)
    match atoms.lows[here : here + 2]:
        case ("percentage", _) if atoms.lows[joined(atoms, here + 1)] in ("point", "points"):
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
    match atoms.lows[last : last + 4]:
        case ("of", "gdp", *_):
            return "percent of gdp", last + 2
        case ("gdp", *_):
            return "percent of gdp", last + 1
        case ("of", "gross", "domestic", "product"):
            return "percent of gdp", last + 4
    return "percent", last


# ---------------------------------------------------------------- measures


def _measure(atoms: Atoms, number: Number) -> Unit | None:
    here = joined(atoms, number.last)
    found = measures().after(atoms, here)
    if found is None or not _is_measure(atoms, number, here, found[1]):
        return None
    unit = rated(atoms, Unit(found[0], number.first, found[1], number.value))
    return _old(atoms, unit) or _feet_and_inches(atoms, unit) or unit


def _is_measure(atoms: Atoms, number: Number, here: int, last: int) -> bool:
    """Symbols end where they end: "24703 L-202" is no volume."""
    printed, beyond = atoms.at(here), atoms.at(last)
    if measures().words.get(atoms.lows[here:last]):
        return True
    if printed.text in DEGREES and last == here + 1:  # 41.6C; not the 13F form, not seat 32 C
        return printed.glued and number.digits and DEGREES[printed.text] >= number.value > 15
    open_ended = beyond.glued and (beyond.text[0].isalnum() or atoms.texts[last + 1][:1].isnumeric())
    return not open_ended and (number.digits or not printed.is_word)


def _old(atoms: Atoms, unit: Unit) -> Unit | None:
    """45 years old, a 45-year-old, 45 years of age: the span takes it in."""
    here = joined(atoms, unit.last)
    if atoms.lows[here] in ("old", "olds"):
        return unit._replace(last=here + 1)
    of_age = atoms.lows[unit.last : unit.last + 2] == ("of", "age")
    return unit._replace(last=unit.last + 2) if of_age else None


def _age(atoms: Atoms, number: Number) -> Unit | None:
    """aged 45, at age 12, the ages of 18 and 34; "Ada Holm, 45, said"."""
    if not number.digits or not 0 < number.value <= 120 or number.value % 1:
        return None
    if _says_age(atoms, number.first) or _follows_name(atoms, number):
        return Unit("year", number.first, number.last, number.value)
    return None


def _says_age(atoms: Atoms, i: int) -> bool:
    if atoms.lows[i - 1] in ("to", "and", "-", "–") and atoms.texts[i - 2].isdecimal():
        i -= 2
    return atoms.lows[i - 2 if atoms.lows[i - 1] == "of" else i - 1] in ("aged", "age", "ages")


def _follows_name(atoms: Atoms, number: Number) -> bool:
    name, comma, after = atoms.at(number.first - 2), atoms.lows[number.first - 1], atoms.lows[number.last]
    return comma == after == "," and name.is_capital and name.low not in listed("month") and number.value > 9


def _feet_and_inches(atoms: Atoms, unit: Unit) -> Unit | None:
    """5 feet 2 inches, 6 ft 4 in."""
    here = joined(atoms, unit.last + (atoms.lows[unit.last] == "and"))
    inches = atoms.at(here)
    if unit.name != "foot" or not (inches.text.isdecimal() and len(inches.text) <= 2):
        return None
    said = atoms.lows[joined(atoms, here + 1)] in ("inch", "inches", "in")
    if not said and here != unit.last + 1:
        return None
    return unit._replace(last=here + 1 + said, value=unit.value + Decimal(inches.text) / 12)
