"""The period a figure is of: "since 2000", "by 2030", "last year", "in the third quarter"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefs.extract.statistic.atom import Atoms
from briefs.model import Span

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
ORDER = r"(?:first|second|third|fourth|final|last|latest|current|previous|same|next|past|recent|coming|prior)"
STRETCH = r"(?:years?|quarters?|months?|weeks?|days?|decades?|century|hours|half|fiscal year|season)"
COUNT = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)"
WHEN = r"(?:since|by|in|during|from|until|before|after|through|for)"
SEASON = r"(?:year|month|week|quarter|decade|season|summer|winter|spring|autumn|fall|fiscal year)"
YEARS = rf"(?:from|between) (?:{MONTH} )?{YEAR} (?:to|and|until|through) (?:{MONTH} )?{YEAR}"
IN_YEAR = (
    rf"{WHEN} (?:the end of |early |late |mid-|fiscal )?"
    rf"(?:{MONTH} )?(?:\d{{1,2}},? )?{YEAR}(?:[-–/]\d\d(?!\d))?"
)
IN_MONTH = rf"(?:since|by|in|during|until|through) (?:early |late |mid-)?{MONTH}(?: \d{{1,2}}(?!\d))?(?! \d)"
OVER = rf"(?:in|over|during|for|within) (?:the )?(?:{ORDER} )?(?:{COUNT} )?(?:{ORDER} )?{STRETCH}"
OF_YEAR = rf"(?: of (?:{YEAR}|the year|this year|last year))?(?: to {MONTH}(?: {YEAR})?)?"
LAST = rf"(?:since |by )?(?:last|this|next) (?:{SEASON}|{MONTH})"
EACH = r"(?:per|each|every) (?:year|month|week|day)|annually|year[- ]o(?:n|ver)[- ]year|so far this year"
A_YEAR = r"an? (?:year|month|week|day|decade)(?: (?:earlier|ago|before))?"
DAY = r"today|yesterday|tonight|now|currently|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SAME = r"(?:in|over|during) the same (?:time|period)"
ALL = (YEARS, IN_YEAR, IN_MONTH, OVER + OF_YEAR, SAME, LAST, EACH, A_YEAR, DAY)
PERIOD = re.compile(rf"(?:{'|'.join(ALL)})\b", re.IGNORECASE)
# The words a period begins with, so that the pattern is tried at these alone.
OPENERS = frozenset({
    "since", "by", "in", "during", "from", "until", "before", "after", "through", "for", "of", "over", "on",
    "within", "between", "last", "this", "next", "per", "each", "every", "annually", "year", "so", "a", "an",
    "today", "yesterday", "tonight", "now", "currently",
})  # fmt: skip
A_YEAR_ALONE = re.compile(r"an? \w+", re.IGNORECASE)


def periods_in(raw: str, atoms: Atoms, figures: Sequence[Span]) -> list[Span]:
    """The periods said in a sentence; "a year" is one right after a figure, or with "earlier"."""
    starts = [atoms.starts[i] for i in atoms.places() if atoms.lows[i] in OPENERS and not atoms.glued[i]]
    after_figure = {figure.end + 1 for figure in figures}
    found: list[Span] = []
    for start in starts:
        said = PERIOD.match(raw, start)
        if said and (start in after_figure or not A_YEAR_ALONE.fullmatch(said.group())):
            found.append(Span(*said.span()))
    return found


def period_of(k: int, figures: Sequence[Span], periods: Sequence[Span]) -> Span | None:
    """The first period after figure `k` and before the next; else the last before the first figure.

    What opens the sentence holds for all that follows: "In 2019, 12 died and 30 were hurt."
    """
    i = bisect_left(periods, figures[k].end, key=_start)
    if i < len(periods) and (k + 1 == len(figures) or periods[i].start <= figures[k + 1].start):
        return periods[i]
    j = bisect_right(periods, figures[0].start, key=_end) - 1
    return periods[j] if j >= 0 else None


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end
