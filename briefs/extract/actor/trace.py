"""Known persons where no capital tells them: common words, headings, compounds."""

import re
from collections.abc import Iterator

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import People, Person, Words, fold
from briefs.extract.actor.stretch import bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span

JOINT = re.compile(r"([A-Z][a-zà-ÿ]++)[-–]([A-Z]\w++)")
Forms = dict[str, list[tuple[Words, Person]]]  # by first word, the longest first


def trace(page: Page, people: People) -> None:
    _common_words(page, people)
    _headings(page, people)


def _common_words(page: Page, people: People) -> None:
    """Family names that are common words in small letters: "Mrs. May", "Will said"."""
    never = vocabulary().stops | vocabulary().calendar
    odd = {p.words[-1]: p for p in people.persons if len(p.words) > 1 and p.words[-1].lower() in never}
    if not odd:
        return
    taken = {(name.sentence, name.last) for name in people.placed}
    for sentence, texts in enumerate(page.texts):
        for at, word in enumerate(texts):
            if word in odd and (sentence, at) not in taken and _stands_as_name(page, sentence, at):
                role = (at - 1, at - 1) if bare(page.word(sentence, at - 1)) in vocabulary().roles else None
                people.place(Name("person", sentence, at, at, (word,), "u", role), odd[word])


def _stands_as_name(page: Page, sentence: int, at: int) -> bool:
    known = vocabulary()
    before, after = bare(page.word(sentence, at - 1)), page.word(sentence, at + 1)
    if sentence in page.skipped:
        return False
    return (
        before in known.roles
        or after in known.verbs
        or (at > 0 and (after in ("'s", "’s") or before in known.verbs))
    )


def _headings(page: Page, people: People) -> None:
    """The names the text has given, wherever a heading in Title Case or capitals prints them."""
    forms = _forms(people)
    taken = {(name.sentence, name.first) for name in people.placed}
    for sentence in sorted(page.headings):
        folded = tuple(fold(bare(word)) for word in page.texts[sentence])
        at = 0
        while at < len(folded):
            words, person = _longest(forms, folded, at)
            if person is not None and (sentence, at) not in taken:
                people.place(Name("person", sentence, at, at + len(words) - 1, words, ""), person)
            at += max(len(words), 1)


def _forms(people: People) -> Forms:
    forms: Forms = {}
    for person in people.persons:
        for words in sorted({tuple(fold(word) for word in name.words) for name in person.names}):
            if len(words) > 1 or people.find(words) is person:
                forms.setdefault(words[0], []).append((words, person))
    for entries in forms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return forms


def _longest(forms: Forms, folded: Words, at: int) -> tuple[Words, Person | None]:
    for words, person in forms.get(folded[at], ()):
        if folded[at : at + len(words)] == words:
            return words, person
    return (), None


def compounds(page: Page, people: People) -> Iterator[tuple[Person, Span]]:
    """The persons inside "the Doe-Roe talks"."""
    for joint in JOINT.finditer(page.text.raw):
        for part, at in ((joint.group(1), joint.start(1)), (joint.group(2), joint.start(2))):
            person = people.find((part,))
            if person is not None and fold(part) == person.surname[-1]:
                yield person, Span(at, at + len(part))
