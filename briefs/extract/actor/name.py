"""Names as printed: stretches of capitalised words, cut into names by the classes of their words.

A stretch is a run of capitalised words with what may stand inside a name (initials, particles).
Each word gets a class, one letter; the string of classes is parsed with small regular expressions.
"U.S. Defense Secretary Pat Doe" is "cwrgu": the last role before a name ends the role, "gu" is a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefs.extract.actor import vocabulary as v
from briefs.text import Token

Kind = Literal["person", "organisation", "country", "capital", "people", "office", "thing", "unknown"]
Tokens = tuple[Token, ...]


class Word(NamedTuple):
    """One word of a stretch, or a fixed name of several: its class and its tokens, last included."""

    letter: str
    first: int
    last: int
    text: str


@dataclass(slots=True, eq=False)
class Name:
    """Tokens `first` to `last` of a sentence. `role` are the tokens of the title printed before it."""

    kind: Kind
    sentence: int
    first: int
    last: int
    words: tuple[str, ...]
    letters: str
    role: tuple[int, int] | None = None
    prefixed: bool = False  # a country, place or body stands right before it in the stretch


OPENING_QUOTES, CLOSING_QUOTES = frozenset("“\"‘'"), frozenset("”\"’'")
PARTIES = frozenset("republican democrat conservative liberal libertarian socialist tory".split())
HONORIFICS = frozenset("mr mrs ms miss dr".split())
ARTICLES = frozenset(("al", "el", "as", "ar", "ul", "an", "at", "ben", "bin"))  # al-Doe
JOINING = frozenset(("of", "for", "on"))
TAIL = re.compile(r"[giuexpcswnad]+j?")  # what the words of a person's name may look like
GIVEN_NAME = re.compile(r"(?:g|i)(?:[giuexpcswna]+j?|[dr]$)|e[uge]{1,2}(?![a-z])")
NUMERAL = re.compile(r"[IVXLC]+")
SMALL = re.compile(r"[a-z]")


def names_in(tokens: Tokens, sentence: int) -> list[Name]:
    """The names of a sentence in their order; they do not overlap."""
    found: list[Name] = []
    for first, last in stretches(tokens):
        words = classify(tokens, first, last)
        for chunk in _chunks(words):
            found.extend(_parse(chunk, sentence))
    return _joined(found, tokens)


def is_capitalised(word: str) -> bool:
    if word[0].isupper():
        return True
    return len(word) > 4 and word[2] == "-" and word[:2] in ARTICLES and word[3].isupper()


def stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    at, count = 0, len(tokens)
    while at < count:
        text = tokens[at].text
        if not (text[0].isupper() or is_capitalised(text)):
            at += 1
            continue
        last, at = at, at + 1
        first = last
        while at < count:
            step = _step(tokens, last, at)
            if not step:
                break
            last = at + step - 1
            at = last + 1
        yield first, last
        at = last + 1


def _step(tokens: Tokens, last: int, at: int) -> int:
    """How many tokens from `at` carry the stretch that ended at `last` on to its next capitalised word."""
    for step, token in enumerate(tokens[at : at + 4], 1):
        text = token.text
        if is_capitalised(text):
            return step
        if text == ",":
            following = tokens[at + step].text if at + step < len(tokens) else ""
            if bare(following) not in ("Jr", "Sr"):
                return 0
        elif text in OPENING_QUOTES:
            return _nickname(tokens, at + step - 1, step)
        elif text not in v.PARTICLES:
            return 0
    return 0


def _nickname(tokens: Tokens, at: int, step: int) -> int:
    """The steps over a nickname to the family name: Pat “Red” Doe."""
    inside = tokens[at + 1 : at + 4]
    closed = len(inside) == 3 and inside[1].text in CLOSING_QUOTES
    return step + 3 if closed and inside[0].text[0].isupper() and inside[2].text[0].isupper() else 0


def bare(word: str) -> str:
    """The word without an abbreviation's full stop: "Sen." is "Sen", "U.S." stays."""
    return word[:-1] if word[-1:] == "." and word.find(".") == len(word) - 1 else word


def classify(tokens: Tokens, first: int, last: int) -> list[Word]:
    out: list[Word] = []
    at = first
    while at <= last:
        if tokens[at].text in OPENING_QUOTES:
            at += 3
            continue
        word = _phrase(tokens, at, last) or _single(tokens, first, at, last)
        if word is not None:
            out.append(word)
        at = (word.last if word else at) + 1
    return out


def _phrase(tokens: Tokens, at: int, last: int) -> Word | None:
    """The longest fixed name that begins at `at`."""
    entries = v.vocabulary().phrases.get(bare(tokens[at].text))
    for words, letter in entries or ():
        end = _reach(tokens, at, last + 4, words)
        if end is None:
            continue
        if len(words) == 1 and (_opens_person(tokens, at, last) or _ends_person(tokens, at, last, letter)):
            return None
        return Word(letter, at, end, " ".join(words))
    return None


def _reach(tokens: Tokens, at: int, limit: int, words: tuple[str, ...]) -> int | None:
    """The token at which `words` end when they are printed from `at` on."""
    end = at + len(words)
    if end > len(tokens) or end > limit + 1 or any(bare(t.text) != w for t, w in zip(tokens[at:end], words, strict=True)):
        return None
    return end - 1


def _ends_person(tokens: Tokens, at: int, last: int, letter: str) -> bool:
    """Whether a company's name is here a family name: "Roy Disney"."""
    return letter == v.BODY and at == last and at > 0 and tokens[at - 1].text in v.vocabulary().given


def _opens_person(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a word that is a place or body is here somebody's given name: "Jordan Doe", "Chelsea Doe"."""
    known = v.vocabulary()
    return tokens[at].text in known.given and at < last and _is_unknown(tokens[at + 1].text)


def _is_unknown(text: str) -> bool:
    text = bare(text)
    known, small = v.vocabulary(), text.lower()
    return text[0].isupper() and not (
        small in known.common
        or small in known.roles
        or small in v.CALENDAR_WORDS
        or small in v.STOP_WORDS
        or text in known.heads
        or text in known.things
        or text in known.phrases
        or text.isupper()
    )


def _single(tokens: Tokens, first: int, at: int, last: int) -> Word | None:
    text = bare(tokens[at].text)
    if text == ",":
        return None
    return Word(_letter(tokens, first, at, last, text), at, at, text)


def _letter(tokens: Tokens, first: int, at: int, last: int, text: str) -> str:
    known, small = v.vocabulary(), text.lower()
    following = tokens[at + 1].text if at < last else ""
    named = bool(following) and _is_unknown(following)
    if len(text) == 1 or (text[1] == "." and text.isupper()):
        return v.INITIAL if text not in ("A", "I") or tokens[at].text != text else v.STOP
    if at > first and text in known.family_first and tokens[at - 1].text in known.given:
        return v.UNKNOWN  # "James To"
    if small in v.STOP_WORDS or (at == 0 and small in known.common and small in ("mark", "hope", "grant", "rose")):
        return v.STOP
    if small in v.CALENDAR_WORDS:
        return v.GIVEN if text in known.given and named else v.CALENDAR
    if small in v.PARTICLES and not text[0].isupper():
        return v.PARTICLE
    if small in v.SUFFIXES:
        return v.SUFFIX
    if "-" in text:
        return _hyphenated(text, at, tokens)
    if text in known.family_first and named and (small not in known.common or "-" in following):
        return v.FAMILY_FIRST if text not in known.given else v.GIVEN
    if text in known.given and (named or small not in known.common):
        return v.GIVEN
    return _lower_class(text, small)


def _lower_class(text: str, small: str) -> str:
    known = v.vocabulary()
    if text in known.heads:
        return v.HEAD
    if small in known.roles:
        return v.ROLE
    if text in known.things:
        return v.THING
    if text.isupper() and len(text) > 1:
        return _capitals(text, small)
    if small in known.common or (small.endswith("s") and small[:-1] in known.common):
        return v.COMMON
    return v.UNKNOWN


def _capitals(text: str, small: str) -> str:
    """An acronym, unless it is a word or a name that somebody shouts."""
    known = v.vocabulary()
    if text in v.NOT_BODIES or small in known.common or NUMERAL.fullmatch(text):
        return v.COMMON
    if text.capitalize() in known.given and len(text) > 3:
        return v.GIVEN
    return v.ACRONYM if len(text) < 6 else v.UNKNOWN


def _hyphenated(text: str, at: int, tokens: Tokens) -> str:
    """ "Wasserman-Doe" and "Ji-won" are names, "Washington-based" and "Franco-German" are not."""
    known = v.vocabulary()
    if text.lower() in known.roles:
        return v.ROLE
    if text in known.given:
        return v.GIVEN
    parts = text.split("-")
    if parts[0].lower() in ARTICLES and parts[-1][:1].isupper():
        return v.UNKNOWN
    if any(part in known.phrases or part.isupper() for part in parts[:2]) and parts[0] not in known.given:
        return v.STOP
    if SMALL.match(parts[-1]):
        before = tokens[at - 1].text if at else ""
        given = parts[-1] not in known.common and len(parts[0]) < 6 and len(parts[-1]) < 6
        return v.UNKNOWN if given or before in known.family_first else v.STOP
    if parts[0].lower() in known.common and parts[0] not in known.given:
        return v.STOP
    return v.GIVEN if parts[0] in known.given and parts[-1] in known.given else v.UNKNOWN


def _chunks(words: list[Word]) -> Iterator[list[Word]]:
    chunk: list[Word] = []
    for word in words:
        if word.letter in "fk":
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(word)
    if chunk:
        yield chunk


def _parse(chunk: list[Word], sentence: int) -> list[Name]:
    """Cut a chunk into names, told by the classes of its words."""
    letters = "".join(word.letter for word in chunk)

    def name(kind: Kind, start: int, end: int, role: tuple[int, int] | None = None) -> Name:
        part = chunk[start:end]
        words = tuple(w for word in part for w in word.text.split())
        prefixed = start > 0 and letters[start - 1] in "cdpsbaon"
        return Name(kind, sentence, part[0].first, part[-1].last, words, letters[start:end], role, prefixed)

    def parse(start: int, end: int) -> list[Name]:
        if start >= end:
            return []
        here = letters[start:end]
        if len(here) == 1 and here in FIXED:
            return [name(FIXED[here], start, end)]
        if here[-1] == "o":
            return [name("organisation", start, end)]
        if here[-1] == "t" and not (here[0] == "g" and len(here) == 2):
            known = start + 1 if len(here) > 1 and here[0] in "cb" else start
            return [*parse(start, known), name("thing", known, end)]
        role = here.rfind("r")
        if role > 0 and role == len(here) - 1 and chunk[start + role - 1].text.lower() in HONORIFICS:
            role -= 1  # "Mr. King"
        if role >= 0 and not (here[-2:] == "gr" and here.count("r") == 1):
            return titled(start, start + role, end)
        person = GIVEN_NAME.search(here)
        if person:
            stop = start + person.end()
            return [*parse(start, start + person.start()), name("person", start + person.start(), stop), *parse(stop, end)]
        return pieces(start, end)

    def titled(start: int, role: int, end: int) -> list[Name]:
        tail = TAIL.match(letters, role + 1, end)
        if letters[role + 1 : end] == "r":
            return [name("person", role + 1, end, (chunk[start].first, chunk[role].last))]
        printed = (chunk[start].first, chunk[role].last)
        if tail is None or not set(tail.group()) & set("giue") or (len(tail.group()) == 1 and is_camp(role)):
            bodies = [n for n in parse(start, role) if n.kind in ("organisation", "country")]
            return [*bodies, name("office", start, role + 1), *parse(role + 1, end)]
        before = [n for n in parse(start, role) if n.kind in ("organisation", "country")]
        return [*before, name("person", role + 1, tail.end(), printed), *parse(tail.end(), end)]

    def is_camp(role: int) -> bool:
        return chunk[role].text.lower() in PARTIES  # "Republican Doeville" is a place

    def pieces(start: int, end: int) -> list[Name]:
        out: list[Name] = []
        at = start
        while at < end:
            stop = at + 1
            if letters[at] not in FIXED:
                while stop < end and letters[stop] not in FIXED:
                    stop += 1
                out.append(name("unknown", at, stop))
            else:
                out.append(name(FIXED[letters[at]], at, stop))
            at = stop
        return out

    return parse(0, len(chunk))


FIXED: dict[str, Kind] = {
    v.COUNTRY: "country",
    v.ADJECTIVE: "thing",
    v.PEOPLE: "people",
    v.CAPITAL: "capital",
    v.PLACE: "thing",
    v.BODY: "organisation",
    v.ACRONYM: "organisation",
}


def _joined(names: list[Name], tokens: Tokens) -> list[Name]:
    """Join "Ministry" + "of" + "Defence"; a role takes "of State" and gives it to the name that follows."""
    out: list[Name] = []
    for name in names:
        left = out[-1] if out else None
        if left is not None and _joins(left, name, tokens):
            if left.kind == "office" and name.kind == "person":
                out[-1] = Name("person", name.sentence, name.first, name.last, name.words, name.letters, (left.first, name.first - 1))
            else:
                out[-1] = Name(left.kind, left.sentence, left.first, name.last, _words(tokens, left.first, name.last), left.letters + name.letters)
        else:
            out.append(name)
    return out


def _words(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    return tuple(bare(token.text) for token in tokens[first : last + 1])


def _joins(left: Name, right: Name, tokens: Tokens) -> bool:
    between = [token.text for token in tokens[left.last + 1 : right.first]]
    if not between:
        if left.kind == "organisation":  # "Institute of Central" goes on with "Asian Studies"
            return not JOINING.isdisjoint(left.words) and right.kind in ("thing", "unknown", "organisation")
        return left.kind == "office" and right.kind == "person" and right.role is None
    if left.kind not in ("organisation", "office"):
        return False
    if between[0] in JOINING and (len(between) == 1 or between[1:] == ["the"]):
        if left.kind == "office":
            return right.kind in ("thing", "unknown", "organisation", "country") and not right.prefixed
        return left.letters[-1:] in ("o", "w") and right.kind != "person"
    known = v.vocabulary()
    if between in (["and"], ["&"]) and left.kind == "organisation" and not JOINING.isdisjoint(left.words):
        return right.kind in ("unknown", "thing") and all(w.lower() in known.common for w in right.words)
    return False
