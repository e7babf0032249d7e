"""What stands around a figure: how sure it is, which way it goes, over what time."""

import re
from collections.abc import Iterator
from functools import cache

from briefs.extract.lexicon import lines
from briefs.extract.statistic.atom import Atoms
from briefs.model import Change, Qualifier, Span

Words = tuple[str, ...]
LONGEST_QUALIFIER = 5
CLAUSE = 14  # atoms a change may stand before its "by", "to" or "from"
CLAUSE_ENDS = frozenset([".", ";", ":", "!", "?", "(", ")", "“", "”", '"'])
BRIDGES = frozenset(
    ["by", "to", "from", "a", "an", "another", "just", "only", "nearly", "about", "around", "roughly", "some", "approximately", "almost", "more", "than", "over", "at", "least", "further", "of", "as", "much", "-", "–", "total", "record", "the", "estimated", "combined"]
)
# "made up 14 percent", "set up 5 schools": no rise.
PHRASAL = frozenset(
    ["make", "makes", "made", "making", "set", "sets", "end", "ends", "ended", "come", "came", "give", "gave", "gives", "sign", "signed", "line", "show", "showed", "pick", "picked", "take", "took", "taken", "build", "built", "put", "add", "adds", "added", "back", "step", "stepped", "open", "opened", "close", "closed", "shut", "win", "wound"]
)
TIME_UNITS = frozenset(["year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "fortnight"])


@cache
def qualifiers() -> tuple[dict[Words, Qualifier], dict[Words, Qualifier]]:
    """Those before a figure, those after."""
    before: dict[Words, Qualifier] = {}
    after: dict[Words, Qualifier] = {}
    for line in lines("qualifier"):
        phrase, name = (part.strip() for part in line.split("|"))
        table = after if name.endswith("...") else before
        table[tuple(phrase.split())] = name.removesuffix("...").strip()  # type: ignore[assignment]
    return before, after


@cache
def changes() -> dict[str, Change]:
    return {word.rstrip("*"): direction for word, direction in _change_entries()}


@cache
def weak_changes() -> frozenset[str]:
    """Those that show a change of percent, or before "by", "to" and "from", only."""
    return frozenset(word.rstrip("*") for word, _ in _change_entries() if word.endswith("*"))


def _change_entries() -> Iterator[tuple[str, Change]]:
    for line in lines("change"):
        direction, *words = line.split()
        for word in words:
            yield word, "up" if direction == "up" else "down"


def qualifier_before(atoms: Atoms, i: int, unit: str | None) -> tuple[Qualifier, int] | None:
    """The qualifier that ends where atom `i` begins, and where it begins."""
    for j in range(max(0, i - LONGEST_QUALIFIER), i):
        found = qualifiers()[0].get(atoms.lows(j, i))
        if found and not _is_preposition(atoms, j, i, unit):
            return found, j
    return None


def _is_preposition(atoms: Atoms, j: int, i: int, unit: str | None) -> bool:
    """ "over three years" is during them; "under 18", "above 2" at the start of nothing counted stay."""
    return i - j == 1 and atoms.low(j) == "over" and unit in TIME_UNITS


def qualifier_after(atoms: Atoms, i: int) -> tuple[Qualifier, int] | None:
    """The qualifier that begins at atom `i`, and where it ends."""
    here = i + 1 if atoms.low(i) == "-" and atoms[i].glued else i
    for j in (here + 2, here + 1):
        found = qualifiers()[1].get(atoms.lows(here, j))
        if found:
            return found, j
    return None


def change_of(atoms: Atoms, first: int, last: int, unit: str | None) -> tuple[Change, int] | None:
    """The way a figure goes and the atom that says so: "rose by 5%", "5% lower", "a 5% increase", "cut X by 5%"."""
    i, bridged = first - 1, False
    while i >= max(0, first - 8) and atoms.low(i) in BRIDGES:
        bridged = bridged or atoms.low(i) in ("by", "to", "from")
        i -= 1
    strong = bridged or (unit or "").startswith("percent")
    found = _change_at(atoms, i, strong)
    if found:
        return found, i
    k = last + (atoms.low(last) in ("annual", "percentage", "year-on-year", "quarterly"))
    found = _change_at(atoms, k, strong)
    if found and not atoms.at(k).is_capital and atoms.low(k) != "cut":
        return found, k
    return _governing(atoms, i) if bridged else None


def _change_at(atoms: Atoms, i: int, strong: bool) -> Change | None:
    word = atoms.low(i)
    if (word in weak_changes() and not strong) or (word in ("up", "down") and atoms.low(i - 1) in PHRASAL):
        return None
    return changes().get(word)


def _governing(atoms: Atoms, i: int) -> tuple[Change, int] | None:
    """The verb of change earlier in the clause of a "by", "to" or "from": "cut emissions by 40%"."""
    for k in range(i, max(-1, i - CLAUSE), -1):
        if atoms.low(k) in CLAUSE_ENDS:
            return None
        found = _change_at(atoms, k, True)
        if found:
            return found, k
    return None


YEAR = r"(?:1[5-9]\d\d|20\d\d)"
MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
ORDER = r"(?:first|second|third|fourth|final|last|latest|current|previous|same|next|past|recent|coming|preceding|prior)"
SPAN_OF_TIME = r"(?:years?|quarters?|months?|weeks?|days?|decades?|century|hours|half|fiscal year|financial year|season|night)"
COUNT = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)"
PERIOD = re.compile(
    rf"\b(?:(?:from|between) (?:{MONTH} )?{YEAR} (?:to|and|until|through) (?:{MONTH} )?{YEAR}"
    rf"|(?:since|by|in|during|from|until|before|after|through|for|of) (?:the end of |early |late |mid-|fiscal |about )?(?:{MONTH} )?(?:\d{{1,2}},? )?{YEAR}(?:[-–/]\d\d(?!\d))?"
    rf"|(?:since|by|in|during|until|through) (?:early |late |mid-)?{MONTH}(?: \d{{1,2}}(?!\d))?(?! \d)"
    rf"|(?:in|over|during|for|within) (?:the )?(?:{ORDER} )?(?:{COUNT} )?(?:{ORDER} )?{SPAN_OF_TIME}(?: of (?:{YEAR}|the year|this year|last year))?(?: to {MONTH}(?: {YEAR})?)?"
    rf"|(?:in|over|during) the same (?:time|period)"
    rf"|(?:since |by )?(?:last|this|next) (?:year|month|week|quarter|decade|season|summer|winter|spring|autumn|fall|fiscal year|{MONTH})"
    rf"|(?:per|each|every) (?:year|month|week|day)|an? (?:year|month|week|day|decade)(?: (?:earlier|ago|before))?|annually|year[- ]on[- ]year|year[- ]over[- ]year|so far this year"
    rf"|(?:today|yesterday|tonight|now|currently)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


A_PERIOD = re.compile(r"an? \w+")


def periods_in(raw: str, sentence: Span, figures: list[Span]) -> list[Span]:
    """The periods said in a sentence; "a year" is one right after a figure, or with "earlier"."""
    found = [Span(*m.span()) for m in PERIOD.finditer(raw, sentence.start, sentence.end)]
    ends = {figure.end + 1 for figure in figures}
    return [p for p in found if p.start in ends or not A_PERIOD.fullmatch(raw, p.start, p.end)]


def period_of(figure: Span, others: list[Span], periods: list[Span]) -> Span | None:
    """The first period after the figure, else the last before it, with no other figure between.

    A period that opens the sentence holds for all that follows: "In 2019, 12 died and 30 were hurt."
    """
    after = next((p for p in periods if p.start >= figure.end), None)
    if after and not _between(figure.end, after.start, others):
        return after
    before = next((p for p in reversed(periods) if p.end <= figure.start), None)
    if before and (not _between(before.end, figure.start, others) or before.end <= min(o.start for o in others)):
        return before
    return None


def _between(start: int, end: int, figures: list[Span]) -> bool:
    return any(start <= figure.start < end for figure in figures)
