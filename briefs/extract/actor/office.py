"""Offices without a name: "the president" when one is known, "the Treasury's spokesman said" when none is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person
from briefs.extract.actor.stretch import Texts, bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span

WORD = re.compile(r"\w+")
# Who was or is beneath the office does not hold it: "the president" is not the vice president.
CHANGING = frozenset(
    "vice deputy former ex assistant acting late candidate nominee hopeful contender elect".split()
)
DEFINITE = frozenset(("the", "The"))


def known_offices(page: Page, people: People) -> Iterator[tuple[Person, Span]]:
    """Mentions of a person by office alone; only where one person of the article holds it."""
    holders = _holders(page, people)
    known_from = {person: min([page.start(name) for name in person.names]) for person in people.persons}
    for sentence, at, word in page.telling:
        roles, texts = holders.get(word), page.texts[sentence]
        first = _definite(texts, at) if roles else None
        if roles and first is not None:
            span = page.stretch(sentence, first + 1, at)
            words = {bare(word).lower() for word in texts[first + 1 : at]}
            held = {person for person, role in roles if words <= role and not (role & CHANGING) - words}
            for person in held if len(held) == 1 else ():
                if known_from[person] < span.start:
                    yield person, span


def _holders(page: Page, people: People) -> dict[str, set[tuple[Person, frozenset[str]]]]:
    """Each word that heads a printed role, with those who bear the role and all its words."""
    known = vocabulary().roles.keys()
    holders: defaultdict[str, set[tuple[Person, frozenset[str]]]] = defaultdict(set)
    for person in people.persons:
        labels = [word for name in person.names for word in _label(page, name)] if person.roles else []
        for role in person.roles:
            printed = WORD.findall(role.of(page.text.raw)) + labels
            words = frozenset([full for word in printed for full in _spelt_out(word.lower())])
            for word in words & known:
                holders[word].add((person, words))
    return holders


def _label(page: Page, name: Name) -> list[str]:
    """Party and state behind the name: "(D-Nev.)"."""
    label = page.printed(name.sentence, name.last + 2)
    is_label = page.printed(name.sentence, name.last + 1) == "(" and label[1:2] == "-"
    return WORD.findall(label) if is_label else []


def _spelt_out(word: str) -> tuple[str, ...]:
    return (word, *vocabulary().short_forms.get(word, "").split())


def _definite(texts: Texts, at: int) -> int | None:
    """The article of the phrase that `at` heads, when the phrase ends there."""
    following = texts[at + 1] if at + 1 < len(texts) else ""
    if following in ("of", "for", "-") or following[:1].isupper() or following.lower() in vocabulary().roles:
        return None
    first = at - 1
    while first >= 0 and at - first < 4 and texts[first] not in DEFINITE:
        if not texts[first][0].isalpha():
            return None
        first -= 1
    return first if first >= 0 and texts[first] in DEFINITE else None


def unknown_offices(page: Page, names: Iterable[Name]) -> Iterator[Span]:
    """ "The Treasury spokesman said": somebody in particular whom the article does not name."""
    verbs, known = vocabulary().verbs, vocabulary()
    for name in names:
        if (
            name.kind not in ("organisation", "country")
            or page.printed(name.sentence, name.first - 1) not in DEFINITE
        ):
            continue
        texts, at = page.texts[name.sentence], name.last + 1
        while at < len(texts) and texts[at] in known.role_modifiers:
            at += 1
        if at + 1 < len(texts) and texts[at] in known.roles and texts[at + 1] in verbs:
            yield page.stretch(name.sentence, name.first, at)
