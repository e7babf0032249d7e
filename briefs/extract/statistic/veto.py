"""What has a number and is no statistic: dates, times, names, labels, scores, addresses, turns of phrase."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import WIDTH, Atoms, joined
from briefs.extract.statistic.context import qualifier_before
from briefs.extract.statistic.noun import counted_noun
from briefs.extract.statistic.numeral import Number
from briefs.extract.statistic.word import group, listed

DASHES = frozenset(["-", "–", "—", "‑", "−"])
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?")
JOINTS = DASHES | {"/", ":"}
LONGEST_PLAIN = 15
LINKS = DASHES | {"to", "and", "or", "through"}


def is_no_statistic(atoms: Atoms, number: Number, alone: bool = True) -> bool:
    """Whether `number`, which has no unit, tells a date, a name or nothing.

    Two tied by a dash are a score, 2-1; not `alone`, when they may turn out a range.
    """
    return any(veto(atoms, number) for veto in VETOES) or (alone and score(atoms, number))


def is_year(atoms: Atoms, number: Number) -> bool:
    """A bare 2019, "in 1400"; not 1,400 with its comma, and not "about 2000 people"."""
    printed = atoms.texts[number.first]
    if not (number.digits and number.last == number.first + 1 and len(printed) == 4 and printed.isdecimal()):
        return False
    noun = counted_noun(atoms, number)
    if noun and (atoms.lows[noun[0]] == "people" or qualifier_before(atoms, number.first, None)):
        return False
    cue = atoms.lows[number.first - 1]
    cued = cue in group("year_cue") or (noun is None and cue in group("weak_year_cue"))
    return 1900 <= number.value <= 2100 or (1000 <= number.value < 1900 and cued)


def year_range(atoms: Atoms, number: Number) -> bool:
    """2013-14, 2016/17."""
    first, last = number.first, number.last
    ties = DASHES | {"/"}
    if atoms.lows[first - 1] in ties and atoms.glued[first] and _four_figures(atoms, first - 2):
        return True
    return atoms.lows[last] in ties and _four_figures(atoms, first) and atoms.texts[last + 1].isdecimal()


def _four_figures(atoms: Atoms, i: int) -> bool:
    return len(atoms.texts[i]) == 4 and atoms.texts[i].isdecimal()


def day_of_month(atoms: Atoms, number: Number) -> bool:
    """May 4, 4 May, Sept. 11, May 12-14, 12 and 14 May."""
    if not number.digits or not 1 <= number.value <= 31 or number.value % 1:
        return False
    first, last = number.first, number.last
    if atoms.lows[first - 1] in LINKS and atoms.texts[first - 2].isdecimal():
        first -= 2
    if atoms.lows[last] in LINKS and atoms.texts[last + 1].isdecimal():
        last += 2
    before = first - 2 if atoms.lows[first - 1] == "." else first - 1
    return _is_month(atoms, before) or _is_month(atoms, last)


def _is_month(atoms: Atoms, i: int) -> bool:
    word = atoms.lows[i].rstrip(".")
    return word in listed("month") and (atoms.is_capital(i) or word not in ("may", "march", "mar"))


def list_mark(atoms: Atoms, number: Number) -> bool:
    """1) and (2)"""
    marked = atoms.lows[number.last] == ")" and atoms.lows[number.first - 1] in ("(", "", ";", ":", ",")
    return marked and number.digits and number.value <= 20


def time_of_day(atoms: Atoms, number: Number) -> bool:
    """5 p.m., 2.30 pm, 10 o'clock; 5:30 is no number to begin with."""
    after, mark, rest = atoms.lows[number.last : number.last + 3]
    if after in ("p", "a") and mark == "." and rest.startswith("m"):
        return True
    whole = number.value % 1 == 0 or CLOCK.fullmatch(atoms.texts[number.first]) is not None
    return after in group("zone") and whole and number.value <= 2400


def part_of_a_word(atoms: Atoms, number: Number) -> bool:
    """20th, 1960s, 5th_floor, the 6 of a 6-word answer."""
    last = atoms.at(number.last)
    trailing = last.is_word or last.text in "_@=&#:"
    return _hyphenated(atoms, number.last) or (number.digits and last.glued and trailing)


def _hyphenated(atoms: Atoms, i: int) -> bool:
    """The 6 of a "6-word answer"; a "10-member panel" counts."""
    if joined(atoms, i) == i:
        return False
    word = atoms.at(i + 1)
    counted = word.low in listed("hyphen_noun") or word.low in ("strong", "odd", "plus", "ish")
    return word.is_word and not counted


def in_word(atoms: Atoms, i: int) -> bool:
    """Whether what begins at atom `i` goes on with something: G7, F-35, Covid-19, #5, 24703L202."""
    if not atoms.glued[i]:
        return False
    before = atoms.at(i - 1)
    hyphened = before.low in DASHES and before.glued and atoms.is_word(i - 2)
    return hyphened or before.text not in group("opener")


def in_code(atoms: Atoms, i: int) -> bool:
    """Whether what begins at atom `i` is glued to a colon or an equals sign, as in width:100% and id=5."""
    if not atoms.glued[i]:
        return False
    mark = i - 2 if atoms.texts[i - 1] == '"' else i - 1
    return atoms.glued[mark] and atoms.texts[mark] in (":", "=")


def serial(atoms: Atoms, number: Number) -> bool:
    """Figures too long to be read, with nothing to group them."""
    return atoms.texts[number.first].isdecimal() and len(atoms.texts[number.first]) > LONGEST_PLAIN


def rank(atoms: Atoms, number: Number) -> bool:
    """ "1 Ada Holm" at the head of a line, "the top three", "(8.)"."""
    if atoms.lows[number.first - 1] == "top":
        return True
    heads_line = number.first == WIDTH and number.value <= 100 and atoms.is_capital(number.last)
    return number.digits and (heads_line or atoms.lows[number.last : number.last + 2] == (".", ")"))


def label(atoms: Atoms, number: Number) -> bool:
    """Section 230, No. 1, Phase Two, day one."""
    j = number.first - 1
    if atoms.lows[j] == "." and atoms.glued[j]:
        j -= 1
    if not _labels(atoms.lows[j]):
        return False
    if number.digits:  # "the halls house 12 families" counts them
        return atoms.is_capital(j) or len(atoms.lows[j]) < 4 or counted_noun(atoms, number) is None
    return atoms.is_capital(number.first) or atoms.lows[j] in ("number", "phase")


def _labels(word: str) -> bool:
    return word.rstrip(".") in listed("label")


def is_name(atoms: Atoms, number: Number) -> bool:
    """Boeing 737, Apollo 11, Windows 2.0: figures after a capitalised word, with nothing counted after."""
    before = atoms.at(number.first - 1)
    if not (number.digits and not number.scaled and before.is_capital) or before.low in listed("month"):
        return False
    if "'" in before.text or "’" in before.text:  # "I'm 76"
        return False
    opens = number.first == WIDTH + 1 and not (before.text.isupper() and len(before.text) > 1)
    return not opens or atoms.texts[number.first].endswith(".0")


def emergency_call(atoms: Atoms, number: Number) -> bool:
    """911 and 999 are numbers one dials."""
    dialled = atoms.texts[number.first] in ("911", "999")
    return dialled and atoms.lows[number.last].startswith(("call", "dispatch", "operator"))


def address(atoms: Atoms, number: Number) -> bool:
    """12 Harbour Street, 1600 North Hill Avenue."""
    j = number.last
    while atoms.is_word(j) and atoms.is_capital(j) and j < number.last + 4:
        if j > number.last and atoms.lows[j] in listed("street"):
            return True
        j += 1
    return False


def odds(atoms: Atoms, number: Number) -> bool:
    """80 to 1, a vote of 5 to 4; not "from 9 to 8", a change."""
    first, last = number.first, number.last
    if atoms.lows[last] == "to" and atoms.lows[first - 1] != "from":
        return _is_less(atoms.lows[last + 1], number)
    if atoms.lows[first - 1] == "to" and atoms.lows[first - 3] != "from":
        return atoms.lows[first - 2].isdecimal() and not _is_less(atoms.lows[first - 2], number)
    return False


def _is_less(printed: str, number: Number) -> bool:
    return printed == "one" or (printed.isdecimal() and len(printed) < 4 and int(printed) < number.value)


def group_name(atoms: Atoms, number: Number) -> bool:
    """Group of 20, Gang of Eight."""
    name = atoms.at(number.first - 2)
    return atoms.lows[number.first - 1] == "of" and name.is_capital and name.low in ("group", "gang")


def short_year(atoms: Atoms, number: Number) -> bool:
    """The class of '16."""
    before = atoms.lows[number.first - 1]
    return before in ("'", "’", "‘") and atoms.glued[number.first] and len(atoms.lows[number.first]) == 2


def telephone(atoms: Atoms, number: Number) -> bool:
    """0800 555 0199, +44 20 5550 0133: figures beside figures."""
    first, last = number.first, number.last
    while atoms.texts[first - 1].isdecimal() and first > number.first - 4:
        first -= 1
    while atoms.texts[last].isdecimal() and last < number.last + 4:
        last += 1
    digits = "".join(atoms.texts[first:last])
    coded = digits[:1] == "0" or atoms.lows[first - 1] == "+" or last - first > 2
    return last - first > 1 and coded and digits.isdecimal() and len(digits) > 6


def score(atoms: Atoms, number: Number) -> bool:
    """2-1, 6-4, 52-48, 555-0123, 9/11, 24/7: figures joined to figures."""
    return number.digits and (_tied(atoms, number.first - 1, -1) or _tied(atoms, number.last, 1))


def _tied(atoms: Atoms, i: int, step: int) -> bool:
    if atoms.lows[i] not in JOINTS:
        return False
    touching = atoms.glued[i] and atoms.glued[i + 1]
    return touching and atoms.texts[i + step][:1].isnumeric()


@cache
def idioms() -> dict[str, list[tuple[str, ...]]]:
    """The turns of phrase by each of their words."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines("idiom"):
        idiom = tuple(line.split())
        for word in set(idiom):
            found[word].append(idiom)
    return dict(found)


def turn_of_phrase(atoms: Atoms, number: Number) -> bool:
    """ "one day", "the two sides of the same coin"."""
    known = idioms().get(atoms.lows[number.first])
    if known is None:
        return False
    places = range(number.first - 2, number.last + 5)
    words = [(k, atoms.lows[k]) for k in places if atoms.lows[k] not in DASHES]
    return any(_says(words, idiom, number) for idiom in known)


def _says(words: list[tuple[int, str]], idiom: tuple[str, ...], number: Number) -> bool:
    """Whether the idiom stands in the words and takes in the number."""
    for start in range(len(words) - len(idiom) + 1):
        here = words[start : start + len(idiom)]
        if here[0][0] <= number.first <= here[-1][0] and tuple(word for _, word in here) == idiom:
            return True
    return False


VETOES: tuple[Callable[[Atoms, Number], bool], ...] = (
    part_of_a_word, serial, is_year, year_range, day_of_month, time_of_day, label, list_mark, address,
    odds,
    group_name,
    short_year,
    telephone,
    emergency_call, turn_of_phrase,
)  # fmt: skip
