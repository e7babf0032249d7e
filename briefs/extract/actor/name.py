"""Names as printed: stretches cut into names by the classes of their words.

The string of classes is parsed with small regular expressions. "U.S. Defense Secretary Pat Doe" is
"cwrgu": the last role before a name ends the title, and "gu" is a person. A chunk that ends with the
head of an organisation is one, whatever comes before: "Doe Roe Foundation" is "uuo".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefs.extract.actor import vocabulary as v
from briefs.extract.actor.stretch import Texts, Word, bare, stretches

Kind = Literal["person", "organisation", "country", "capital", "people", "office", "thing", "unknown"]
TokenRange = tuple[int, int]  # the last included


@dataclass(slots=True, eq=False)
class Name:
    """Tokens `first` to `last` of a sentence. `role` are the tokens of the title printed before it."""

    kind: Kind
    sentence: int
    first: int
    last: int
    words: tuple[str, ...]
    letters: str
    role: TokenRange | None = None
    prefixed: bool = False  # a country, place or body stands right before it in the stretch


LONGEST_CHUNK = 12  # words; what is longer is a list without commas or noise
JOINING = frozenset(("of", "for", "on"))
PARTIES = frozenset("republican democrat conservative liberal libertarian socialist tory".split())
SITES = frozenset("Fort Mount Lake Port Cape Camp Point Saint Hotel Villa".split())  # "Fort Doe"
HONORIFICS = frozenset("mr mrs ms miss dr".split())
TITLED = re.compile(r"(?:[giuexpcswnad]|(?<=g)r$)+j?")  # what may follow a title as a name
GIVEN_NAME = re.compile(r"(?:[gi]|ui)(?:[giuexpcswna]+j?|[dr]$)|e[uge]{1,2}(?![a-z])")
BETWEEN = frozenset((v.STOP, v.CALENDAR))  # classes that stand between names
BEFORE = frozenset("cdpsbaon")
FIXED: dict[str, Kind] = {
    v.COUNTRY: "country",
    v.ADJECTIVE: "thing",
    v.PEOPLE: "people",
    v.CAPITAL: "capital",
    v.PLACE: "thing",
    v.BODY: "organisation",
    v.ACRONYM: "organisation",
}
SINGLE: dict[str, Kind] = {**FIXED, v.HEAD: "organisation", v.THING: "thing", v.ROLE: "office"}


def names_in(texts: Texts, lows: Texts, sentence: int) -> list[Name]:
    """The names of a sentence in their order; they do not overlap."""
    found: list[Name] = []
    for words in stretches(texts, lows):
        if len(words) == 1:
            word = words[0]
            if word.letter not in BETWEEN:
                kind = SINGLE.get(word.letter, "unknown")
                found.append(Name(kind, sentence, word.first, word.last, word.words, word.letter))
        else:
            for chunk in _chunks(words):
                found += Chunk(chunk, sentence).names()
    return _joined(found, texts) if len(found) > 1 else found


def _chunks(words: list[Word]) -> Iterator[list[Word]]:
    """The words between those that never belong to a name."""
    chunk: list[Word] = []
    for word in words:
        stops = word.letter in BETWEEN
        if chunk and (stops or len(chunk) == LONGEST_CHUNK):
            yield chunk
            chunk = []
        if not stops:
            chunk.append(word)
    if chunk:
        yield chunk


class Chunk:
    """Words in a row that are one name or several."""

    def __init__(self, words: list[Word], sentence: int) -> None:
        self.words = words
        self.sentence = sentence
        self.letters = "".join([word.letter for word in words])

    def names(self) -> list[Name]:
        return self._parse(0, len(self.words))

    def _name(self, kind: Kind, start: int, end: int, role: TokenRange | None = None) -> Name:
        part = self.words[start:end]
        words = part[0].words if len(part) == 1 else tuple([w for word in part for w in word.words])
        prefixed = start > 0 and self.letters[start - 1] in BEFORE
        return Name(
            kind, self.sentence, part[0].first, part[-1].last, words, self.letters[start:end], role, prefixed
        )

    def _parse(self, start: int, end: int) -> list[Name]:
        here = self.letters[start:end]
        if len(here) < 2:
            return [self._name(SINGLE.get(here, "unknown"), start, end)] if here else []
        if here[-1] == v.HEAD:
            return [self._name("organisation", start, end)]
        if self.words[start].words[0] in SITES:
            return [self._name("thing", start, end)]
        if here[-1] == v.THING:
            known = start + (here[0] in (v.COUNTRY, v.BODY))
            return [*self._parse(start, known), self._name("thing", known, end)]
        role = self._title_end(start, here)
        if role is not None:
            return self._titled(start, role, end)
        person = GIVEN_NAME.search(here)
        if person is None:
            return self._pieces(start, end)
        first, last = start + person.start(), start + person.end()
        return [*self._parse(start, first), self._name("person", first, last), *self._parse(last, end)]

    def _title_end(self, start: int, here: str) -> int | None:
        """Where the last role stands, unless that word is a family name: "Mr. King", "Pat King"."""
        last = len(here) - 1
        role = here.rfind(v.ROLE, 0, last if here.endswith("gr") else None)
        if role == last and self.words[start + role - 1].words[0].lower() in HONORIFICS:
            role -= 1
        return start + role if role >= 0 else None

    def _titled(self, start: int, role: int, end: int) -> list[Name]:
        """ "Treasury Secretary Pat Doe": the bodies in the title, then the person or else the office."""
        before = [name for name in self._parse(start, role) if name.kind in ("organisation", "country")]
        printed = (self.words[start].first, self.words[role].last)
        if self.letters[role + 1 : end] == v.ROLE:
            return [self._name("person", role + 1, end, printed)]
        tail = TITLED.match(self.letters[:end], role + 1)
        if tail is None or set("giue").isdisjoint(tail.group()) or self._is_camp(role, tail.group()):
            return [*before, self._name("office", start, role + 1), *self._parse(role + 1, end)]
        return [*before, self._name("person", role + 1, tail.end(), printed), *self._parse(tail.end(), end)]

    def _is_camp(self, role: int, tail: str) -> bool:
        """Whether a party is named, not a title: "Republican Doeville"."""
        return len(tail) == 1 and self.words[role].words[0].lower() in PARTIES

    def _pieces(self, start: int, end: int) -> list[Name]:
        """Fixed names each for itself, the other words together."""
        out: list[Name] = []
        at = start
        while at < end:
            stop = at + 1
            while self.letters[at] not in FIXED and stop < end and self.letters[stop] not in FIXED:
                stop += 1
            out.append(self._name(FIXED.get(self.letters[at], "unknown"), at, stop))
            at = stop
        return out


def _joined(names: list[Name], texts: Texts) -> list[Name]:
    """Join "Ministry" + "of" + "Defence"; a role takes "of State" and gives it to the name that follows."""
    out: list[Name] = []
    for name in names:
        left = out[-1] if out else None
        if left is None or not _joins(left, name, texts):
            out.append(name)
        elif left.kind == "office" and name.kind == "person":
            name.role = (left.first, name.first - 1)
            out[-1] = name
        else:
            words = tuple([bare(text) for text in texts[left.first : name.last + 1]])
            out[-1] = Name(
                left.kind, left.sentence, left.first, name.last, words, left.letters + name.letters
            )
    return out


def _joins(left: Name, right: Name, texts: Texts) -> bool:
    if (
        left.kind not in ("organisation", "office")
        or right.first - left.last > 3
        or len(left.words) > LONGEST_CHUNK
    ):
        return False
    between = texts[left.last + 1 : right.first]
    long = not JOINING.isdisjoint(left.words)  # "Institute for" has been joined already
    if not between:
        if left.kind == "organisation":
            return long and right.kind in ("thing", "unknown", "organisation")
        return right.kind == "person" and right.role is None
    if between[0] in JOINING and (len(between) == 1 or between[1] == "the"):
        if left.kind == "office":
            return right.kind in ("thing", "unknown", "organisation", "country") and not right.prefixed
        return (long or left.letters[-1] in (v.HEAD, v.COMMON)) and right.kind != "person"
    if between in (("and",), ("&",)) and left.kind == "organisation" and long:
        common = v.vocabulary().common
        return right.kind in ("unknown", "thing") and all(word.lower() in common for word in right.words)
    return False
