"""Which names are persons', and whose: full names first, then the short ones that go back to them."""

from collections.abc import Iterable, Mapping

from briefs.extract.actor.evidence import PERSON, Key, person_scores
from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person, sex_of_name
from briefs.extract.actor.role import roles_of, sign_offs


def people_of(page: Page, names: list[Name], titles: list[Name]) -> People:
    """The persons of the text; `titles` are the names in headings, where capitals tell little."""
    scores = person_scores(page, names)
    signed = sign_offs(page)
    people = People()
    for name in names:
        if _is_full(name, scores) or page.span(name) in signed:
            _take(page, name, people.add(name))
    for name in titles:
        if name.kind == "person" and name.letters[0] == "g" and len(name.words) > 1 and name.role is None:
            _take(page, name, people.add(name))
    _link(page, people, [n for n in names if n.kind == "person" and len(n.words) == 1], scores)
    _link(page, people, [n for n in names if n.kind == "unknown" and not _is_full(n, scores)], scores)
    _link(page, people, [n for n in titles if n.kind in ("person", "unknown")], {})
    starts = frozenset((name.sentence, name.first) for name in people.placed)
    for person in people.persons:
        for name in person.names:
            person.roles.extend(roles_of(page, name, starts))
    return people


def _is_full(name: Name, scores: Mapping[Key, float]) -> bool:
    if len(name.words) < 2:
        return False
    return name.kind == "person" or (name.kind == "unknown" and scores[name.words] >= PERSON)


def _link(page: Page, people: People, names: Iterable[Name], scores: Mapping[Key, float]) -> None:
    for name in names:
        if name in people.placed:
            continue
        person = people.find(name.words, sex_of_name(name.words, _titles(page, name)))
        if person is not None:
            people.place(name, person)
        elif name.role or scores.get(name.words, 0.0) >= PERSON:
            person = people.add(name)
        if person is not None:
            _take(page, name, person)


def _titles(page: Page, name: Name) -> list[str]:
    if name.role is None:
        return []
    return [page.word(name.sentence, at).rstrip(".") for at in range(name.role[0], name.role[1] + 1)]


def _take(page: Page, name: Name, person: Person) -> None:
    """Note what this printed name tells of the person's sex."""
    person.sex = person.sex or sex_of_name(name.words, _titles(page, name))
