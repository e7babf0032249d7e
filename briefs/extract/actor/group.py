"""Groups: bodies of people that speak or act, "European officials", "residents"."""

from collections.abc import Iterator
from typing import NamedTuple

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.stretch import Texts
from briefs.extract.actor.vocabulary import ADJECTIVE, vocabulary
from briefs.model import Span

ATTRIBUTES = frozenset(
    "senior top local other several many some most former key foreign allied rival state federal".split()
)
AFTER_PEOPLE = frozenset("are were have had will would could must do did and , . ; 's ’s".split())
SPEAKING = frozenset(
    "said say says told reported announced warned confirmed denied believe believed argue argued claim "
    "claimed fear feared estimate estimated expect expected predict predicted insisted acknowledged "
    "declined added".split()
)
PARTIES = frozenset(("Republican", "Conservative", "Socialist", "Labour", "Liberal"))


class Group(NamedTuple):
    words: str
    span: Span


def groups_of(page: Page, names: list[Name]) -> Iterator[Group]:
    yield from (
        Group(" ".join(n.words), page.span(n)) for n in names if n.kind == "people" or _is_the_people(page, n)
    )
    by_end = {(name.sentence, name.last): name for name in names}
    nouns = vocabulary().groups
    for sentence, at, word in page.telling:
        if word not in nouns or sentence in page.headings:
            continue
        texts = page.texts[sentence]
        first = _first(sentence, texts, at, by_end)
        if first is not None:
            yield Group(" ".join(texts[first : at + 1]), page.stretch(sentence, first, at))


def _is_the_people(page: Page, name: Name) -> bool:
    """ "the French agreed": an adjective that stands for the people."""
    if name.letters != ADJECTIVE or page.word(name.sentence, name.first - 1) != "the":
        return False
    following = page.word(name.sentence, name.last + 1)
    return following in vocabulary().verbs or following in AFTER_PEOPLE


def _first(sentence: int, texts: Texts, at: int, by_end: dict[tuple[int, int], Name]) -> int | None:
    """Where the group's name begins, if somebody in particular speaks or acts: None otherwise."""
    known = vocabulary()
    first = at
    while first > 0 and (texts[first - 1] in known.role_modifiers or texts[first - 1] in ATTRIBUTES):
        first -= 1
    qualifier = by_end.get((sentence, first - 1))
    if qualifier is None or not _qualifies(qualifier):
        return first if _speaks(texts, first, at) else None
    in_office = known.groups[texts[at].lower()] == "office"
    return qualifier.first if in_office or _acts(texts, at) or _speaks(texts, first, at) else None


def _qualifies(name: Name) -> bool:
    """Whether the name before tells whose people they are: a country's, a body's, a party's."""
    if name.kind in ("country", "organisation", "people") or name.words[-1] in PARTIES:
        return True
    return name.letters in ("d", "cd", "p")


def _speaks(texts: Texts, first: int, at: int) -> bool:
    """ "residents said", "..., said residents." """
    after = texts[at + 1] if at + 1 < len(texts) else ""
    before = texts[first - 1] if first else ""
    return after in SPEAKING or (before in ("said", "say", "says") and after in (",", ".", ""))


def _acts(texts: Texts, at: int) -> bool:
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return (after in AFTER_PEOPLE and after[0].isalpha()) or after in vocabulary().verbs
