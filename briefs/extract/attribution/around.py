"""Content in front of its cue: "S, X said.", "“Q,” said X.", "S, according to X, S"."""

from collections.abc import Iterator
from typing import NamedTuple

from briefs.extract.attribution import mention
from briefs.extract.attribution.clause import content_end
from briefs.extract.attribution.unit import Range, Unit
from briefs.extract.attribution.word_class import (
    DASHES,
    DAYS,
    ENDS,
    MARKS,
    PREPOSITIONS,
    QUOTED,
    SUBJECT_PRONOUNS,
    is_adverb,
)

SHORT_ASIDE, LONG_ASIDE = 8, 30  # tokens between the cue and more content: without and with marks


class Around(NamedTuple):
    frame: str
    mention: Range
    content: tuple[Range, ...]


def around(unit: Unit, cue: int, start: int, subject: Range | None) -> Iterator[Around]:
    """`start`: where the helpers of the verb at `cue` begin."""
    if subject is not None and subject[0] > 0 and _pauses(unit, subject[0] - 1):
        yield from _enclosing(unit, "end", subject, subject[0] - 1, cue + 1)
    if 0 < cue == start and _pauses(unit, cue - 1):
        speaker = mention.right(unit, cue + 1)
        if speaker is not None:
            frame = "inverted name" if unit.tokens.texts[speaker[1]][0].isupper() else "inverted"
            yield from _enclosing(unit, frame, speaker, cue - 1, speaker[1] + 1)


def _pauses(unit: Unit, at: int) -> bool:
    return unit.low[at] == "," or unit.low[at] in DASHES or at in unit.closed


def _enclosing(unit: Unit, frame: str, who: Range, front: int, behind: int) -> Iterator[Around]:
    first, last = _in_front(unit, front)
    if last < first or (last == first and unit.low[last] != QUOTED):
        return
    quoted = "" if unit.low[last] != QUOTED else " quote" if first == last else " led quote"
    for manner, more in _behind(unit, behind, bool(quoted)):
        yield Around(frame + manner + quoted, who, ((first, last), *more))


def _in_front(unit: Unit, front: int) -> Range:
    """The sentence before the cue, less the conjunction that opens it and the mark that closes it."""
    low = unit.low
    first, last = 0, front
    while first < front and (low[first] in ("but", "and", "so") or _is_mark(low[first])):
        first += 1
    while last > first and _is_mark(low[last]):
        last -= 1
    if low[last] != QUOTED:
        return first, last
    at = last  # only what leads into the marks without a pause belongs to the quoted sentence
    while at > first and low[at - 1] not in (",", ":") and low[at - 1] not in ENDS:
        at -= 1
    return at, last


def _is_mark(low: str) -> bool:
    return low in MARKS and low != QUOTED


def _behind(unit: Unit, at: int, quoted: bool) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """What follows an aside like ", she said on Monday": its end, and perhaps more content behind it."""
    low, n = unit.low, len(unit.low)
    stop = at
    while stop < n and not _stops(low[stop]):
        if low[stop] == "that" and (not quoted or stop == at):
            return
        if low[stop] in SUBJECT_PRONOUNS and stop == at:
            return
        stop += 1
    is_adjunct = stop > at and (low[at] in PREPOSITIONS or low[at] in DAYS or is_adverb(low[at]))
    manner = "" if stop == at else " in" if is_adjunct else " +"
    if stop >= n or low[stop] in ENDS:
        yield manner, ()
        return
    resume = _next_quotation(unit, stop) if quoted else stop + 1 if stop + 1 - at <= SHORT_ASIDE else None
    more = _content(unit, resume)
    if more:
        yield manner + " split", more
    if quoted and not more:
        yield manner, ()
    elif not quoted and low[stop] == ",":
        yield manner + " ,", ()


def _stops(low: str) -> bool:
    return low in ENDS or low in DASHES or low in (",", ":", QUOTED)


def _next_quotation(unit: Unit, at: int) -> int | None:
    """The quotation that goes on after an aside: it follows the mark that closes the aside."""
    low = unit.low
    for i in range(at, min(at + LONG_ASIDE, len(low))):
        if low[i] in ENDS or low[i].endswith("ing"):
            return None
        if low[i] == QUOTED:
            return i if i == at or low[i - 1] in (",", ":") or low[i - 1] in DASHES else None
    return None


def _content(unit: Unit, first: int | None) -> tuple[Range, ...]:
    if first is None:
        return ()
    last = content_end(unit, first)
    return ((first, last),) if first <= last else ()


def according(unit: Unit, at: int) -> Iterator[Around]:
    """According to X, S. S, according to X. S, according to X, S."""
    low, n = unit.low, len(unit.low)
    who = mention.right(unit, at + 2)
    if who is None or low[at + 1] != "to":
        return
    stop = who[1] + 1
    while stop < n and low[stop] != ":" and not _stops(low[stop]):
        stop += 1
    resume = stop if stop < n and low[stop] == QUOTED else stop + 1
    rest = _content(unit, resume) if resume < n and low[stop] not in ENDS else ()
    if at <= 1:
        if rest:
            yield Around("to front", who, rest)
        return
    first, last = _in_front(unit, at - 1)
    front = (0 if low[last] == QUOTED else first, last)
    if front[0] <= last:
        yield Around("to", who, (front,))
        if rest:
            yield Around("to split", who, (front, *rest))
