"""Which names are persons', and whose: full names first, then the short ones that go back to them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from briefs.extract.actor.evidence import PERSON, Key, person_scores
from briefs.extract.actor.name import Name
from briefs.extract.actor.stretch import bare
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person, fold, sex_of_name
from briefs.extract.actor.role import roles_of, sign_offs
from briefs.extract.actor.vocabulary import CALENDAR_WORDS, STOP_WORDS, vocabulary
from briefs.model import Span

LINKED = frozenset(("unknown", "thing", "office", "organisation"))
JOINT = re.compile(r"([A-Z][a-zà-ÿ]++)[-–]([A-Z]\w++)")
NEVER_NAMES = STOP_WORDS | CALENDAR_WORDS
LEADING_COMMON = re.compile(r"[wu]+[uge]")
VERB_ENDINGS = ("s", "ed", "ing")
NOT_BEFORE_NAMES = frozenset("the a an in at near of its their our this that".split())


def people_of(page: Page, names: list[Name], titles: list[Name]) -> People:
    """The persons of the text; `titles` are the names in headings, where capitals tell little."""
    scores = person_scores(page, names)
    signed = sign_offs(page)
    people = People()
    bodies = _only_after_article(page, names)
    for name in names:
        if name.words not in bodies and _is_full(name, scores) or (signed and page.span(name) in signed):
            _take(page, name, people.add(name))
    for name in titles:
        if name.letters in ("gu", "giu") and name.kind == "person" and not name.words[-1].endswith(VERB_ENDINGS):
            _take(page, name, people.add(name))
    _link(page, people, [n for n in names if n.kind == "person" and len(n.words) == 1], scores)
    _link(page, people, [n for n in names if n.kind in LINKED and not _is_full(n, scores)], scores)
    _link_odd(page, people)
    _link_titles(page, people)
    starts = frozenset((name.sentence, name.first) for name in people.placed)
    for person in people.persons:
        for name in person.names:
            person.roles.extend(roles_of(page, name, starts))
    return people


def _only_after_article(page: Page, names: Iterable[Name]) -> set[Key]:
    """Names never printed without "the": "the Denver Doers" are no person."""
    alone: dict[Key, bool] = {}
    for name in names:
        if name.kind == "person" and name.role is None:
            article = page.word(name.sentence, name.first - 1) == "the" and not page.word(name.sentence, name.last + 1).isalpha()
            alone[name.words] = alone.get(name.words, False) or not article
    return {words for words, found in alone.items() if not found}


def _is_full(name: Name, scores: Mapping[Key, float]) -> bool:
    if len(name.words) < 2:
        return False
    return name.kind == "person" or (name.kind == "unknown" and scores[name.words] >= PERSON)


def _link(page: Page, people: People, names: Iterable[Name], scores: Mapping[Key, float]) -> None:
    for name in names:
        if name in people.placed:
            continue
        person = people.find(name.words, sex_of_name(name.words, _titles(page, name)))
        if person is None and LEADING_COMMON.fullmatch(name.letters):
            person = _without_lead(people, name)
        if person is not None and (name.kind in ("person", "unknown") or name.letters == "b" or _is_bare(page, name)):
            people.place(name, person)
        elif name.role or (name.kind == "unknown" and scores.get(name.words, 0.0) >= PERSON):
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


def _is_bare(page: Page, name: Name) -> bool:
    """Whether a word known for something else ("Rice", "Cuban") stands as a name does: alone, no article."""
    before, after = page.word(name.sentence, name.first - 1), page.printed(name.sentence, name.last + 1)
    return name.first > 0 and before not in NOT_BEFORE_NAMES and not after[:1].isupper() and len(name.words) == 1 and (
        after in vocabulary().verbs or after in ("'s", "’s", ",", ".") or before in vocabulary().verbs
    )


def _link_odd(page: Page, people: People) -> None:
    """Family names that are common words in small letters: "Mrs. May", "Will said"."""
    odd = {p.words[-1]: p for p in people.persons if len(p.words) > 1 and p.words[-1].lower() in NEVER_NAMES}
    if not odd:
        return
    known, taken = vocabulary(), {(name.sentence, name.last) for name in people.placed}
    for sentence, tokens in enumerate(page.tokens):
        for at, token in enumerate(tokens):
            if token.text in odd and (sentence, at) not in taken and sentence not in page.skipped:
                before, after = bare(page.word(sentence, at - 1)), page.word(sentence, at + 1)
                titled = before in known.roles
                if titled or after in known.verbs or (at and after in ("'s", "’s")) or (at and before in known.verbs):
                    role = (at - 1, at - 1) if titled else None
                    name = Name("person", sentence, at, at, (token.text,), "u", role)
                    people.place(name, odd[token.text])


def _link_titles(page: Page, people: People) -> None:
    """In headings look for the names the text has given."""
    forms: dict[str, list[tuple[tuple[str, ...], Person]]] = {}
    for person in people.persons:
        for words in {tuple(fold(word) for word in name.words) for name in person.names}:
            if len(words) > 1 or people.find(words) is person:
                forms.setdefault(words[0], []).append((words, person))
    for entries in forms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    taken = {(name.sentence, name.first) for name in people.placed}
    for sentence in sorted(page.headings):
        folded = [fold(bare(token.text)) for token in page.tokens[sentence]]
        at = 0
        while at < len(folded):
            for words, person in forms.get(folded[at], ()):
                if tuple(folded[at : at + len(words)]) == words and (sentence, at) not in taken:
                    people.place(Name("person", sentence, at, at + len(words) - 1, words, ""), person)
                    at += len(words) - 1
                    break
            at += 1


def compounds(page: Page, people: People) -> Iterator[tuple[Person, Span]]:
    """The persons inside "the Doe-Roe talks"."""
    for joint in JOINT.finditer(page.text.raw):
        before, after = joint.group(1), joint.group(2)
        for part, at in ((before, joint.start(1)), (after, joint.start(2))):
            person = people.find((part,))
            if person is not None and fold(part) == person.surname[-1]:
                yield person, Span(at, at + len(part))


def _titles(page: Page, name: Name) -> list[str]:
    if name.role is None:
        return []
    return [page.word(name.sentence, at).rstrip(".") for at in range(name.role[0], name.role[1] + 1)]


def _take(page: Page, name: Name, person: Person) -> None:
    """Note what this printed name tells of the person's sex."""
    person.sex = person.sex or sex_of_name(name.words, _titles(page, name))
