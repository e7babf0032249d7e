"""Which names are persons', and whose: full names first, then the short ones that go back to them."""

import re
from collections.abc import Iterable, Mapping

from briefs.extract.actor.evidence import PERSON, Key, person_scores
from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person, sex_of_name
from briefs.extract.actor.role import roles_of, sign_offs
from briefs.extract.actor.stretch import bare
from briefs.extract.actor.trace import trace
from briefs.extract.actor.vocabulary import ACRONYM, BODY, vocabulary

LINKED = frozenset(("unknown", "thing", "office", "organisation"))
LEADING_COMMON = re.compile(r"[wu]+[uge]")
VERB_ENDINGS = ("s", "ed", "ing")
NOT_BEFORE_NAMES = frozenset("the a an in at near of its their our this that".split())


def people_of(page: Page, names: list[Name], titles: list[Name]) -> People:
    """The persons of the text; `titles` are the names in headings, where capitals tell little."""
    scores = person_scores(page, names)
    people = People()
    _add_full(page, people, names, scores)
    for name in titles:
        if name.letters in ("gu", "giu") and not name.words[-1].endswith(VERB_ENDINGS):
            _take(page, name, people.add(name))
    _link(page, people, [n for n in names if n.kind == "person" and len(n.words) == 1], scores)
    _link(page, people, [n for n in names if n.kind in LINKED], scores)
    trace(page, people)
    starts = frozenset((name.sentence, name.first) for name in people.placed)
    for person in people.persons:
        for name in person.names:
            person.roles.extend(roles_of(page, name, starts))
    return people


def _only_after_article(page: Page, names: Iterable[Name]) -> set[Key]:
    """Names never printed without "the": "the Denver Doers" are no person, but see "the Pat Doe campaign"."""
    places = vocabulary().phrases
    with_article: set[Key] = set()
    alone: set[Key] = set()
    for name in names:
        if name.kind == "person" and name.role is None:
            article = page.word(name.sentence, name.first - 1) == "the"
            modifies = page.word(name.sentence, name.last + 1).isalpha() and name.words[0] not in places
            (with_article if article and not modifies else alone).add(name.words)
    return with_article - alone


def _add_full(page: Page, people: People, names: list[Name], scores: Mapping[Key, float]) -> None:
    """The names that tell by themselves who is meant."""
    signed, bodies = sign_offs(page), _only_after_article(page, names)
    for name in names:
        known = name.kind == "person" and len(name.words) > 1 and name.words not in bodies
        if known or (page.start(name) in signed and page.span(name) == signed[page.start(name)]):
            _take(page, name, people.add(name))
    for name in names:
        if name.kind == "unknown" and len(name.words) > 1 and scores[name.words] >= PERSON:
            led = name.first == 0 and people.meant(name.words[-1:])  # "Besides Doe" is Doe
            if name not in people.placed and not led:
                _take(page, name, people.add(name))


def _link(page: Page, people: People, names: Iterable[Name], scores: Mapping[Key, float]) -> None:
    for name in names:
        if name in people.placed:
            continue
        meant = people.meant(name.words, sex_of_name(name.words, _titles(page, name)) if name.role else "")
        person = meant[0] if len(meant) == 1 else None
        if not meant and len(name.words) > 1 and LEADING_COMMON.fullmatch(name.letters):
            person = _without_lead(people, name)
        if person is not None and _may_mean(page, name):
            _widen(page, name, person)
            people.place(name, person)
        elif not meant and (name.role or (name.kind == "unknown" and scores.get(name.words, 0.0) >= PERSON)):
            person = people.add(name)
        else:
            continue
        _take(page, name, person)


def _without_lead(people: People, name: Name) -> Person | None:
    """ "State Doe", left over from "secretary of State Doe", is Doe's when Doe is known."""
    person = people.find(name.words[-1:])
    if person is not None:
        name.first, name.words = name.last, name.words[-1:]
    return person


def _widen(page: Page, name: Name, person: Person) -> None:
    """Take in the particles of the family name: "de Grasso" when Bill de Grasso is known."""
    for particle in reversed(person.surname[: -len(name.words)]):
        if page.word(name.sentence, name.first - 1) == particle:
            name.first -= 1
            name.words = (particle, *name.words)


def _may_mean(page: Page, name: Name) -> bool:
    """A word known for something else ("Rice", "Cuban") must stand as a name does: alone, no article."""
    if name.kind in ("person", "unknown") or name.letters in (ACRONYM, BODY):
        return True
    before, after = page.word(name.sentence, name.first - 1), page.printed(name.sentence, name.last + 1)
    if name.first == 0 or len(name.words) > 1 or before in NOT_BEFORE_NAMES or after[:1].isupper():
        return False
    verbs = vocabulary().verbs
    return after in verbs or before in verbs or after in ("'s", "’s", ",", ".")


def _titles(page: Page, name: Name) -> list[str]:
    if name.role is None:
        return []
    return [bare(page.word(name.sentence, at)) for at in range(name.role[0], name.role[1] + 1)]


def _take(page: Page, name: Name, person: Person) -> None:
    """Note what this printed name tells of the person's sex."""
    person.sex = person.sex or sex_of_name(name.words, _titles(page, name))
