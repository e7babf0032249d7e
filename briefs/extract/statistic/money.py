"""Money: the currency before or after a number, with the "m" or "bn" between."""

from decimal import Decimal

from briefs.extract.statistic.atom import HYPHENS, Atoms, joined
from briefs.extract.statistic.numeral import SCALES, Number
from briefs.extract.statistic.unit_lexicon import Unit, currencies, rated
from briefs.extract.statistic.word import group

MONEY_SCALES = {"m": Decimal(10**6), "mm": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}
MINUS = frozenset({"-", "−"})


def money(atoms: Atoms, number: Number) -> Unit | None:
    """The money that `number` is, in the code of its currency."""
    return _before(atoms, number) or _after(atoms, number)


def _before(atoms: Atoms, number: Number) -> Unit | None:
    first = number.first
    minus = atoms.texts[first - 1] in MINUS and all(atoms.glued[first - 1 : first + 1])  # $-5
    found = _currency_before(atoms, first - minus)
    if found is None:
        return None
    value, last = _with_scale(atoms, number)
    return rated(atoms, Unit(found[0], found[1], last, -value if minus else value), money=True)


def _currency_before(atoms: Atoms, i: int) -> tuple[str, int] | None:
    """The currency printed just before atom `i`, and where it begins; its letters and sign touch ("US$")."""
    symbols = currencies().symbols
    if atoms.texts[i - 1].upper() not in currencies().ends:
        return None
    for j in range(i - 4, i):
        texts = atoms.texts[j:i]
        name = symbols.get(texts) or (symbols.get(tuple(map(str.upper, texts))) if i > j + 1 else None)
        if name and _stands_apart(atoms, j, i):
            return name, j
    return None


def _stands_apart(atoms: Atoms, j: int, i: int) -> bool:
    """Letters are a currency when they are a whole word; a single one must touch the number."""
    letters = atoms.texts[j]
    if not letters[0].isalpha():
        return all(atoms.glued[j + 1 : i])
    return not atoms.glued[j] and (len(letters) > 1 or atoms.glued[j + 1])


def _with_scale(atoms: Atoms, number: Number) -> tuple[Decimal, int]:
    """The value of money with the "m" or "b" after it, and where that ends."""
    last = number.last
    scale = MONEY_SCALES.get(atoms.lows[last])
    goes_on = atoms.glued[last + 1] and atoms.is_word(last + 1)
    if scale is None or number.scaled or not number.digits or goes_on:
        return number.value, last
    return number.value * scale, last + 1


def _after(atoms: Atoms, number: Number) -> Unit | None:
    value, last = _with_scale(atoms, number)
    here = joined(atoms, last)
    code = atoms.texts[here]
    if _is_million_code(code):
        return Unit(code[1:], number.first, here + 1, value * 10**6)
    found = currencies().after(atoms, here)
    if found is None or not _is_money(atoms, number._replace(value=value), here, found[1]):
        return None
    name, last = found
    scale = SCALES.get(atoms.lows[last])
    if scale and not number.scaled:
        value, last = value * scale, last + 1
    return rated(atoms, Unit(name, number.first, last, value), money=True)


def _is_million_code(printed: str) -> bool:
    """MUSD, MEUR: millions in the language of annual reports."""
    return len(printed) == 4 and printed[0] == "M" and (printed[1:],) in currencies().symbols


def _is_money(atoms: Atoms, number: Number, here: int, last: int) -> bool:
    printed, beyond = atoms.at(here), atoms.at(last)
    if beyond.text[:1].isnumeric() and beyond.glued:
        return False  # it belongs to the next number: "1 $10 bill"
    if len(printed.text) == 1 and printed.is_word and last == here + 1:
        return printed.glued and number.digits and printed.text != "R"
    if printed.is_capital and not printed.text.isupper() and beyond.is_capital:
        return False  # "8 Rand Hollis"
    if printed.low in ("pound", "pounds") and last == here + 1:
        spoken_of = not group("money_talk").isdisjoint(atoms.lows[number.first - 4 : number.first])
        hyphenated = atoms.lows[here - 1] in HYPHENS
        return (number.value >= 10**5 or (spoken_of and not hyphenated)) and beyond.low != "of"
    return True
