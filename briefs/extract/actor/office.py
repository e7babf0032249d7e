"""Offices without a name: "the president" when one is known, "the Treasury's spokesman said" when none is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person
from briefs.extract.actor.stretch import Tokens, bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span

ABBREVIATED = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "gen": "general",
}
DEFINITE = frozenset(("the", "The"))


def known_offices(page: Page, people: People) -> Iterator[tuple[Person, Span]]:
    """Mentions of a person by office alone; only where one person of the article holds it."""
    holders = _holders(page, people)
    known_from = {person: min([page.start(name) for name in person.names]) for person in people.persons}
    for sentence, at, word in page.telling:
        persons, tokens = holders.get(word), page.tokens[sentence]
        first = _definite(tokens, at) if persons else None
        if persons and first is not None:
            span = page.stretch(sentence, first + 1, at)
            words = {bare(token.text).lower() for token in tokens[first + 1 : at]}
            held = [person for person, roles in persons.items() if words <= roles]
            if len(held) == 1 and known_from[held[0]] < span.start:
                yield held[0], span


def _holders(page: Page, people: People) -> dict[str, dict[Person, set[str]]]:
    """Each word that heads a printed role, with the persons who bear it and all the words of their roles."""
    known = vocabulary()
    holders: defaultdict[str, dict[Person, set[str]]] = defaultdict(dict)
    for person in people.persons:
        words = {
            _spelt_out(w)
            for role in person.roles
            for w in role.of(page.text.raw).replace("’s", "").replace("'s", "").split()
        }
        for word in words & known.roles.keys():
            holders[word][person] = words
    return holders


def _spelt_out(word: str) -> str:
    low = bare(word).lower()
    return ABBREVIATED.get(low, low)


def _definite(tokens: Tokens, at: int) -> int | None:
    """The article of the phrase that `at` heads, when the phrase ends there."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in ("of", "for", "-") or following[:1].isupper() or following.lower() in vocabulary().roles:
        return None
    first = at - 1
    while first >= 0 and at - first < 4 and tokens[first].text not in DEFINITE:
        if not tokens[first].text[0].isalpha():
            return None
        first -= 1
    return first if first >= 0 and tokens[first].text in DEFINITE else None


def unknown_offices(page: Page, names: Iterable[Name]) -> Iterator[Span]:
    """ "The Treasury spokesman said": somebody in particular whom the article does not name."""
    verbs, known = vocabulary().verbs, vocabulary()
    for name in names:
        if (
            name.kind not in ("organisation", "country")
            or page.printed(name.sentence, name.first - 1) not in DEFINITE
        ):
            continue
        tokens, at = page.tokens[name.sentence], name.last + 1
        while at < len(tokens) and tokens[at].text in known.role_modifiers:
            at += 1
        if at + 1 < len(tokens) and tokens[at].text in known.roles and tokens[at + 1].text in verbs:
            yield page.stretch(name.sentence, name.first, at)
