"""Sentences of a block, with exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefs.model import Span
from briefs.text.block import Block


@dataclass(slots=True)
class Sentence:
    span: Span
    block: int


# Full stops that never end a sentence, and those that do when what follows opens one.
TITLES = frozenset(
    "mr mrs ms messrs dr prof gen sen rep gov lt col sgt capt cmdr maj adm rev hon pres supt insp det "
    "cpl pvt st ste mt ft vs v no nos vol pp fig al eg ie e.g i.e cf ca approx dept dist sens reps "
    "govs gens drs profs atty asst".split()
)
ENDABLE = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun inc "
    "corp co ltd llc bros jr sr esq etc a.m p.m u.s u.k u.n e.u u.s.a d.c n.y n.j l.a ph.d m.d b.a "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo ave blvd rd est min max".split()
)
OPENERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my but and or so "
    "yet in on at for from by with as after before when while if although though since because "
    "however meanwhile there here what who how why where which some many most all one two three no "
    "not now then still also both each every another other its it's that's according among despite "
    "during under".split()
)
STOP = re.compile(r"[.!?…][.!?…]*+[\"”’'»)\]]*+")
INITIALS = re.compile(r"(?:\w\.)+\w")
WORD_BEFORE = re.compile(r"(?<![\w.])[\w.]++$")
NEXT = re.compile(r"\s++[\"“‘'«„(\[]*+(\w[\w’']*+)?")
SPOKEN = re.compile(
    r"\s++(?:[\w.’'-]++ ){0,5}"
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|shouted|tweeted|declared|quipped)\b"
)


def sentences_of_block(raw: str, block: Block, index: int) -> Iterator[Sentence]:
    start, end = block.span.start, block.span.end
    for stop in STOP.finditer(raw, start, end):
        if stop.end() < end and _ends(raw, stop, start, end):
            yield Sentence(Span(start, stop.end()), index)
            start = _skip_space(raw, stop.end(), end)
    if start < end:
        yield Sentence(Span(start, end), index)


def _skip_space(raw: str, at: int, end: int) -> int:
    while at < end and raw[at].isspace():
        at += 1
    return at


def _ends(raw: str, stop: re.Match[str], start: int, end: int) -> bool:
    follow = NEXT.match(raw, stop.end(), end)
    if follow is None:
        return False
    word = follow.group(1) or ""
    if word[:1].islower():
        return False
    marks = stop.group()
    if marks == ".":
        return _full_stop_ends(raw, stop.start(), start, word)
    if marks[-1] in "\"”’'»" and marks[0] in "!?":
        return SPOKEN.match(raw, stop.end(), end) is None
    return True


def _full_stop_ends(raw: str, at: int, start: int, follow: str) -> bool:
    before = WORD_BEFORE.search(raw, max(start, at - 12), at)
    if before is None:
        return True
    word = before.group().lower()
    if word in TITLES:
        return word == "no" and not follow[:1].isdigit()
    if word in ENDABLE or INITIALS.fullmatch(word):
        return follow.lower() in OPENERS
    if len(word) == 1 and word.isalpha() and word != "i":
        return follow.lower() in OPENERS
    return True
