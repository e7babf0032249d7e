"""What has a number and is no statistic: dates, times, names, labels, scores, addresses, turns of phrase."""

import re
from collections.abc import Callable
from functools import cache

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import Atoms, joined
from briefs.extract.statistic.noun import listed
from briefs.extract.statistic.number import Number

DASHES = frozenset(["-", "–", "—", "‑", "−"])
OPENERS = frozenset(["(", "[", "{", "-", "–", "—", "‑", "−", "+", "±", "~", "≈", "<", ">", "≤", "≥", '"', "“", "‘", "'", "…", "/", "..", "...", "="])
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?")
ZONES = frozenset(["pm", "am", "p.m", "a.m", "p.m.", "a.m.", "gmt", "utc", "bst", "cet", "et", "est", "edt", "pt", "pst", "pdt", "o'clock", "o’clock", "hrs"])
LONGEST_PLAIN = 15
YEAR_CUES = frozenset(
    ["in", "since", "by", "until", "till", "from", "to", "of", "during", "before", "after", "between", "and", "through", "around", "circa", "early", "late", "mid", "year", "spring", "summer", "autumn", "fall", "winter", "for", "than", "or", "the"]
)
LINKS = DASHES | {"to", "and", "or", "through"}
MONTHS = listed("month")


def is_no_statistic(atoms: Atoms, number: Number, alone: bool = True) -> bool:
    """Whether `number`, which has no unit, tells a date, a name or nothing; not `alone`, it may be tied to another."""
    return any(veto(atoms, number) for veto in VETOES) or (alone and score(atoms, number))


def is_year(atoms: Atoms, number: Number) -> bool:
    """A bare 2019; with a comma, a fraction or a scale it is none. Not "1,400 in 2019" but "in 1400"."""
    printed = atoms[number.first].text
    if not (number.digits and number.last == number.first + 1 and len(printed) == 4 and printed.isdecimal()):
        return False
    return 1900 <= number.value <= 2100 or (1000 <= number.value < 1900 and atoms.low(number.first - 1) in YEAR_CUES)


def year_range(atoms: Atoms, number: Number) -> bool:
    """2013-14, 2016/17."""
    before, after = atoms.low(number.first - 1), atoms.low(number.last)
    if before in DASHES | {"/"} and len(atoms.at(number.first - 2).text) == 4 and atoms[number.first].glued:
        return atoms.at(number.first - 2).text.isdecimal()
    return after in DASHES | {"/"} and len(atoms[number.first].text) == 4 and atoms.at(number.last + 1).text.isdecimal()


def day_of_month(atoms: Atoms, number: Number) -> bool:
    """May 4, 4 May, Sept. 11, May 12-14, 12 and 14 May."""
    if not number.digits or not 1 <= number.value <= 31 or number.value % 1:
        return False
    first, last = number.first, number.last
    if atoms.low(first - 1) in LINKS and atoms.at(first - 2).text.isdecimal():
        first -= 2
    if atoms.low(last) in LINKS and atoms.at(last + 1).text.isdecimal():
        last += 2
    before = first - 2 if atoms.low(first - 1) == "." else first - 1
    return _is_month(atoms, before) or _is_month(atoms, last)


def _is_month(atoms: Atoms, i: int) -> bool:
    word = atoms.at(i)
    return word.low in MONTHS and (word.is_capital or word.low not in ("may", "march", "mar"))


def list_mark(atoms: Atoms, number: Number) -> bool:
    """1) and (2)"""
    return number.digits and number.value <= 20 and atoms.low(number.last) == ")" and (
        atoms.low(number.first - 1) in ("(", "", ";", ":", ",")
    )


def time_of_day(atoms: Atoms, number: Number) -> bool:
    """5 p.m., 2.30 pm, 10 o'clock; 5:30 is no number to begin with."""
    after = atoms.low(number.last)
    if after in ("p", "a") and atoms.low(number.last + 1) == "." and atoms.low(number.last + 2).startswith("m"):
        return True
    whole = number.value % 1 == 0 or CLOCK.fullmatch(atoms[number.first].text) is not None
    return after in ZONES and whole and number.value <= 2400


def part_of_a_word(atoms: Atoms, number: Number) -> bool:
    """G7, F-35, Covid-19, 20th, 1960s, 24703L202, 192.168.1.2, #5."""
    first, last = atoms[number.first], atoms.at(number.last)
    before = atoms.at(number.first - 1)
    if first.glued and before.text not in OPENERS:
        return True
    if first.glued and before.low in DASHES and before.glued and atoms.at(number.first - 2).is_word:
        return number.digits or _labels(atoms.low(number.first - 2))
    return number.digits and last.glued and (last.is_word or last.text in "_@=&#:" or _hyphenated(atoms, number.last))


def _hyphenated(atoms: Atoms, i: int) -> bool:
    """The 6 of a "6-word answer"."""
    return joined(atoms, i) > i and atoms.at(i + 1).is_word


def in_code(atoms: Atoms, i: int) -> bool:
    """Whether what begins at atom `i` is glued to a colon or an equals sign, as in width:100% and id=5."""
    mark = atoms.at(i - 1)
    if mark.text == '"' and atoms.at(i).glued:
        mark = atoms.at(i - 2)
    return atoms.at(i).glued and mark.glued and mark.text in (":", "=")


def serial(atoms: Atoms, number: Number) -> bool:
    """Figures too long to be read, with nothing to group them."""
    return atoms[number.first].text.isdecimal() and len(atoms[number.first].text) > LONGEST_PLAIN


def rank(atoms: Atoms, number: Number) -> bool:
    """ "1 Ada Holm." at the head of a line, "the top three", "(8.)"."""
    after = atoms.at(number.last)
    heads_line = number.first == 0 and number.digits and number.value <= 100 and after.is_capital
    return heads_line or atoms.low(number.first - 1) == "top" or (number.digits and atoms.lows(number.last, number.last + 2) == (".", ")"))


def label(atoms: Atoms, number: Number) -> bool:
    """Section 230, No. 1, Phase Two, day one."""
    j = number.first - 1
    if atoms.low(j) == "." and atoms.at(j).glued:
        j -= 1
    return _labels(atoms.low(j)) and (number.digits or atoms.at(number.first).is_capital or atoms.low(j) in ("number", "phase"))


def _labels(word: str) -> bool:
    return word in listed("label")


def is_name(atoms: Atoms, number: Number) -> bool:
    """Boeing 737, Apollo 11, Windows 10: figures after a capitalised word, with nothing counted after them."""
    before = atoms.at(number.first - 1)
    inside = (number.first - 1 > 0 and not before.text.isupper()) or (before.text.isupper() and len(before.text) > 1)
    return number.digits and not number.scaled and before.is_word and before.is_capital and inside and before.low not in MONTHS


def address(atoms: Atoms, number: Number) -> bool:
    """12 Harbour Street, 1600 North Hill Avenue."""
    j = number.last
    while atoms.at(j).is_word and atoms.at(j).is_capital and j < number.last + 4:
        if j > number.last and atoms.low(j) in listed("street"):
            return True
        j += 1
    return False


def score(atoms: Atoms, number: Number) -> bool:
    """2-1, 6-4, 52-48, 555-0123, 9/11, 24/7: figures joined to figures."""
    return number.digits and (_tied(atoms, number.first - 1, -1) or _tied(atoms, number.last, 1))


def _tied(atoms: Atoms, i: int, step: int) -> bool:
    joint, beyond = atoms.at(i), atoms.at(i + step)
    touching = joint.glued and (beyond.glued if step > 0 else atoms.at(i + 1).glued)
    return touching and joint.low in DASHES | {"/", ":"} and beyond.text[:1].isnumeric()


@cache
def idioms() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines("idiom"))


def turn_of_phrase(atoms: Atoms, number: Number) -> bool:
    """ "one day", "the two sides of the same coin"."""
    here = tuple(a.low for a in atoms[max(0, number.first - 2) : number.last + 5] if a.low not in DASHES)
    start = tuple(atoms.lows(max(0, number.first - 2), number.first))
    offset = len([word for word in start if word not in DASHES])
    return any(
        here[k : k + len(idiom)] == idiom
        for idiom in idioms()
        for k in range(offset + 1)
        if k + len(idiom) > offset
    )


VETOES: tuple[Callable[[Atoms, Number], bool], ...] = (
    part_of_a_word, serial, is_year, year_range, day_of_month, time_of_day, label, list_mark, address, turn_of_phrase,
)  # fmt: skip
