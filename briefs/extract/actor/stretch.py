"""Stretches of capitalised words, each word with its class.

A stretch is a run of capitalised words with what may stand inside a name: particles, nicknames in
quotation marks, ", Jr." The class of a word is one letter, so that name.py can parse strings of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefs.extract.actor import vocabulary as v

Texts = tuple[str, ...]  # the tokens of a sentence as printed


@dataclass(slots=True, eq=False)
class Word:
    """One word of a stretch, or a fixed name of several: its class and its tokens, last included."""

    letter: str
    first: int
    last: int
    words: tuple[str, ...]


OPENING_QUOTES, CLOSING_QUOTES = frozenset("“\"‘'"), frozenset("”\"’'")
GOES_ON = v.PARTICLES | OPENING_QUOTES | {","}  # what a name may go on over
ARTICLES = frozenset(("al", "el", "as", "ar", "ul", "an", "at", "ben", "bin"))  # al-Doe
WORDS_FIRST = frozenset(("hope", "grant", "will", "may"))  # at the head of a sentence no names
PAIRS = frozenset("UN EU US UK TV AP PM VP FC NY LA DC AG FA GE GM HP BP BA WH".split())  # no initials
CONTRACTED = tuple(mark + end for mark in "'’" for end in "ve re ll d t m".split())  # "We've", "Wouldn't"
BEFORE_MONTHS = frozenset("in of last this next since until by on a an the early mid late every each".split())
NOT_ACRONYM = re.compile(r"^[IVXLC]+$|\d")  # numerals, models: IE9
LONGEST_ACRONYM = 5


def stretches(texts: Texts, lows: Texts) -> Iterator[list[Word]]:
    """The stretches of a sentence, word by word. `lows` are the tokens in lower case."""
    never = v.vocabulary().never_first
    capitals = [
        i for i, text in enumerate(texts) if text != lows[i] and text not in never and is_capitalised(text)
    ]
    reached = -1
    for first in capitals:
        if first <= reached:
            continue
        last = first
        while step := _step(texts, lows, last + 1):
            last += step
        words = _classify(texts, first, last)
        reached = words[-1].last  # a fixed name may reach beyond the stretch: "House of Representatives"
        yield words


def is_capitalised(word: str) -> bool:
    """Whether the word has a capital where names have one: "Doe", "al-Doe"."""
    return word[0].isupper() or (word[:2] in ARTICLES and word[3:4].isupper())


def bare(word: str) -> str:
    """The word without an abbreviation's full stop: "Sen." is "Sen", "U.S." stays."""
    return word[:-1] if word[-1:] == "." and word.find(".") == len(word) - 1 else word


def _step(texts: Texts, lows: Texts, at: int) -> int:
    """How many tokens from `at` on carry the stretch to its next capitalised word; 0 when it ends."""
    if at == len(texts) or (texts[at] == lows[at] and texts[at] not in GOES_ON):
        return 0  # nearly always
    for step, text in enumerate(texts[at : at + 4], 1):
        if is_capitalised(text):
            return step
        if text == ",":
            following = texts[at + step] if at + step < len(texts) else ""
            return step + 1 if bare(following) in ("Jr", "Sr") else 0
        if text in OPENING_QUOTES:
            return _nickname(texts, at + step - 1, step)
        if text not in v.PARTICLES:
            return 0
    return 0


def _nickname(texts: Texts, at: int, step: int) -> int:
    """The steps over a nickname to the family name: Pat “Red” Doe."""
    inside = texts[at + 1 : at + 4]
    closed = len(inside) == 3 and inside[1] in CLOSING_QUOTES
    return step + 3 if closed and inside[0][0].isupper() and inside[2][0].isupper() else 0


def _classify(texts: Texts, first: int, last: int) -> list[Word]:
    """The words of the stretch; commas and nicknames are left out."""
    out: list[Word] = []
    at = first
    while at <= last:
        text = texts[at]
        if text in OPENING_QUOTES:
            at += 3
        elif text == ",":
            at += 1
        else:
            text = bare(text)
            word = _phrase(texts, text, at, last) or Word(
                _letter(texts, text, first, at, last), at, at, (text,)
            )
            out.append(word)
            at = word.last + 1
    return out


def _phrase(texts: Texts, text: str, at: int, last: int) -> Word | None:
    """The longest fixed name that begins at `at`."""
    for words, letter in v.vocabulary().phrases.get(text, ()):
        end = at + len(words)
        if len(words) == 1:
            person = _opens_person(texts, at, last) or _ends_person(texts, at, last, letter)
            return None if person else Word(letter, at, at, words)
        if end <= len(texts) and words[1] == bare(texts[at + 1]) and words == tuple(map(bare, texts[at:end])):
            return Word(letter, at, end - 1, words)
    return None


def _ends_person(texts: Texts, at: int, last: int, letter: str) -> bool:
    """Whether a company's name is here a family name: "Roy Disney"."""
    return letter == v.BODY and at == last and at > 0 and texts[at - 1] in v.vocabulary().given


def _opens_person(texts: Texts, at: int, last: int) -> bool:
    """Whether a word that is a place or body is here somebody's given name: "Jordan Doe", "Chelsea Doe"."""
    return at < last and texts[at] in v.vocabulary().given and _is_unknown(texts[at + 1])


@lru_cache(8192)
def _is_unknown(text: str) -> bool:
    text = bare(text)
    known, small = v.vocabulary(), text.lower()
    return text[0].isupper() and not (
        small in known.common
        or small in known.roles
        or small in known.calendar
        or small in known.stops
        or text in known.heads
        or text in known.things
        or text in known.phrases
        or text.isupper()
    )


def _letter(texts: Texts, text: str, first: int, at: int, last: int) -> str:
    """The class of the word at `at`, with an eye on its neighbours."""
    known, small = v.vocabulary(), text.lower()
    if len(text) == 1 or (text[1] == "." and text.isupper()):
        return v.INITIAL if text not in ("A", "I") or texts[at] != text else v.STOP
    if at > first and small in known.surnames_too and texts[at - 1] in known.given:
        return v.UNKNOWN
    if (
        small in known.stops
        or (not small.isalpha() and small.endswith(CONTRACTED))
        or (at == 0 and small in WORDS_FIRST)
    ):
        return v.STOP
    if small in v.PARTICLES and text[0].islower():
        return v.PARTICLE
    if small in v.SUFFIXES:
        return v.SUFFIX
    if "-" in text:
        return _hyphenated(text, texts[at - 1] if at else "")
    following = texts[at + 1] if at < last else ""
    named = bool(following) and _is_unknown(following)
    if small in known.calendar:
        dated = at > 0 and texts[at - 1].lower() in BEFORE_MONTHS
        return v.GIVEN if text in known.given and named and not dated else v.CALENDAR
    if text in known.family_first and named and (small not in known.common or "-" in following):
        return v.GIVEN if text in known.given else v.FAMILY_FIRST
    if text in known.given and (named or small not in known.common):
        return v.GIVEN
    return _alone(text, small, named)


@lru_cache(8192)
def _alone(text: str, small: str, named: bool) -> str:
    """The class of a word by itself; `named` when an unknown capitalised word follows."""
    known = v.vocabulary()
    if text in known.heads:
        return v.HEAD
    if small in known.roles:
        return v.ROLE
    if text in known.things:
        return v.THING
    if text.isupper():
        return _capitals(text, small, named)
    if small in known.common or (small.endswith("s") and small[:-1] in known.common):
        return v.COMMON
    return v.UNKNOWN


def _capitals(text: str, small: str, named: bool) -> str:
    """An acronym, unless it is a word or a name that somebody shouts."""
    known, title = v.vocabulary(), text.capitalize()
    if len(text) == 2 and named and text not in PAIRS:
        return v.INITIAL  # "JD Doe"
    if (
        text in known.not_bodies
        or small in known.common
        or title in known.phrases
        or NOT_ACRONYM.search(text)
    ):
        return v.COMMON
    if title in known.given and len(text) > 3:
        return v.GIVEN
    return v.ACRONYM if len(text) <= LONGEST_ACRONYM else v.UNKNOWN


def _hyphenated(text: str, before: str) -> str:
    """ "Roe-Doe", "Ji-won" and "al-Doe" are names, "Washington-based" and "Franco-German" are not."""
    known = v.vocabulary()
    head, *_, tail = text.split("-")
    if text.lower() in known.roles:
        return v.ROLE
    if text in known.given or (head in known.given and tail in known.given):
        return v.GIVEN
    if head.lower() in ARTICLES and tail[:1].isupper():
        return v.UNKNOWN
    if head not in known.given and any(part in known.phrases or part.isupper() for part in (head, tail)):
        return v.STOP
    if tail[:1].islower():
        syllables = len(head) < 6 and len(tail) < 6 and tail not in known.common
        return v.UNKNOWN if syllables or before in known.family_first else v.STOP
    return v.STOP if head.lower() in known.common and head not in known.given else v.UNKNOWN
