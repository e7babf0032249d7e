"""The period a figure is of: "since 2000", "by 2030", "last year", "in the third quarter"."""

import re

from briefs.model import Span

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
ORDER = r"(?:first|second|third|fourth|final|last|latest|current|previous|same|next|past|recent|coming|prior)"
STRETCH = r"(?:years?|quarters?|months?|weeks?|days?|decades?|century|hours|half|fiscal year|season)"
COUNT = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)"
WHEN = r"(?:since|by|in|during|from|until|before|after|through|for|of)"
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
PERIOD = re.compile(rf"\b(?:{'|'.join(ALL)})\b", re.IGNORECASE)
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
    if before is None:
        return None
    opens = before.end <= min(other.start for other in others)
    return before if opens or not _between(before.end, figure.start, others) else None


def _between(start: int, end: int, figures: list[Span]) -> bool:
    return any(start <= figure.start < end for figure in figures)
