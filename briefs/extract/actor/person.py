"""Persons: every printed name of one person is gathered under the fullest."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from briefs.extract.actor.name import Name
from briefs.extract.actor.stretch import bare
from briefs.extract.actor.vocabulary import PARTICLES, SUFFIXES, vocabulary
from briefs.model import Span

Words = tuple[str, ...]
WELL_BEFORE = 2  # sentences


@dataclass(slots=True, eq=False)
class Person:
    words: Words
    names: list[Name] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    sex: str = ""  # m, f, or unknown

    @property
    def surname(self) -> Words:
        return surname_of(self.words)


@lru_cache(4096)
def fold(word: str) -> str:
    """The word without case and accents, so that "Šimková" and "SIMKOVA" are one."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def surname_of(words: Words) -> Words:
    """The last word with its particles, folded; of East Asian names the first."""
    plain = [fold(word) for word in words if word.lower() not in SUFFIXES] or [fold(words[-1])]
    if len(plain) > 1 and words[0] in vocabulary().family_first and words[0] not in vocabulary().given:
        return (plain[0],)
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in PARTICLES:
        start -= 1
    return tuple(plain[max(start, 0) :])


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: equal, an initial, a short form."""
    one, other = bare(one), bare(other)
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1 or one[1:2] == "." or other[1:2] == ".":
        return one[0] == other[0]
    nicknames = vocabulary().nicknames
    return one in nicknames.get(other, ()) or other in nicknames.get(one, ())


class People:
    """The persons of an article, by every word they may be called by."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self.placed: set[Name] = set()
        self._by_word: dict[str, dict[Person, None]] = {}  # a set that keeps its order

    def add(self, name: Name) -> Person:
        """The person a full name belongs to, a new one when nobody known bears it."""
        words = tuple(fold(word) for word in name.words)
        last = surname_of(name.words)
        for person in self._by_word.get(last[-1], ()):
            if _same(words, tuple(fold(word) for word in person.words)):
                break
        else:
            person = Person(name.words)
            self.persons.append(person)
        if len(name.words) > len(person.words):
            person.words = name.words
        for word in words:
            self._by_word.setdefault(word, {})[person] = None
        self.place(name, person)
        return person

    def place(self, name: Name, person: Person) -> None:
        person.names.append(name)
        self.placed.add(name)

    def placed_names(self) -> Iterator[Name]:
        return (name for person in self.persons for name in person.names)

    def find(self, words: Words, sex: str = "") -> Person | None:
        """Whom a short name means; None when nobody or unsure."""
        meant = self.meant(words, sex)
        return meant[0] if len(meant) == 1 else None

    def meant(self, words: Words, sex: str = "") -> list[Person]:
        """Who may be meant by a short name: by family name, else by given name, else by any other part.

        Of those with one family name it is whom the article names in full more often than the others,
        else who was introduced well before them.
        """
        bearers = self._by_word.get(fold(words[-1]))
        if bearers is None:
            return []
        folded = tuple(fold(word) for word in words)
        fitting = [person for person in bearers if not (sex and person.sex and sex != person.sex)]
        for fits in (_is_surname, _is_given, _is_part):
            called = [person for person in fitting if fits(folded, person)]
            if called:
                return _foremost(called) if fits is _is_surname else called
        return []


def _foremost(persons: list[Person]) -> list[Person]:
    most = max(len(person.names) for person in persons)
    often = [person for person in persons if len(person.names) == most]
    first, *others = sorted(often, key=lambda person: person.names[0].sentence)
    early = all(other.names[0].sentence - first.names[0].sentence >= WELL_BEFORE for other in others)
    return [first] if early else often


def _is_surname(folded: Words, person: Person) -> bool:
    surname = person.surname
    return folded == surname or (len(folded) == 1 and folded[0] == surname[-1])


def _is_given(folded: Words, person: Person) -> bool:
    return len(folded) == 1 and len(person.words) > 1 and fold(person.words[0]) == folded[0]


def _is_part(folded: Words, person: Person) -> bool:
    """The tail of the name; a middle name alone when it is long ("Lula" of four words)."""
    words = tuple(fold(word) for word in person.words)
    tail = len(folded) < len(words) and words[-len(folded) :] == folded
    return tail or (len(folded) == 1 and len(words) > 3 and folded[0] in words)


def _same(one: Words, other: Words) -> bool:
    """Whether two full names, folded, are one person's."""
    one_suffix, other_suffix = one[-1] in SUFFIXES, other[-1] in SUFFIXES
    if one_suffix != other_suffix:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[-1] == other[-1]
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True
    return surname_of(one) == surname_of(other) and same_given(one[0], other[0]) and _same_initial(one, other)


def _same_initial(one: Words, other: Words) -> bool:
    """Middle initials tell apart who has the same first and last name: George W. and George H. W."""
    if len(one) < 3 or len(other) < 3:
        return True
    return one[1][0] == other[1][0]


def sex_of_name(words: Words, titles: Iterable[str]) -> str:
    """What titles and the given name say of the sex: m, f, or nothing."""
    known = vocabulary()
    for title in titles:
        if known.roles.get(title):
            return known.roles[title]
    given = known.given.get(words[0], "") if len(words) > 1 else ""
    return given if given in ("m", "f") else ""
