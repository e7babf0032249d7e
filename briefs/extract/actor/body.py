"""Organisations: full names, their acronyms and short forms."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.person import fold
from briefs.extract.actor.vocabulary import ACRONYM, BODY
from briefs.model import Span

GOVERNING = frozenset("administration government campaign camp regime legislature parliament".split())
SMALL_WORDS = frozenset("of for the and on in to de du la".split())
COMPANY_FORMS = frozenset(
    "inc corp corporation co ltd limited llc plc group holdings gmbh ag sa nv news company".split()
)


@dataclass(slots=True, eq=False)
class Body:
    words: tuple[str, ...]
    spans: list[Span] = field(default_factory=list)

    @property
    def initials(self) -> str:
        return "".join([word[0] for word in self.words if word.lower() not in SMALL_WORDS]).upper()


def bodies_of(
    page: Page, names: Iterable[Name], titles: Iterable[Name], persons: Iterable[Name]
) -> list[Body]:
    """The organisations named; in headings only those known from the text or from their fixed name."""
    rest, bodies = list(names), Bodies()
    for name in (*rest, *persons):
        if name.kind in ("person", "unknown", "country") or name.letters in ("d", "cd", "p"):
            _add_government(page, bodies, name)
    short: list[Name] = []
    for name in rest:
        if len(name.words) == 1 and name.letters != BODY:
            short.append(name)
        elif _is_body(page, name):
            bodies.add(name.words, page.span(name))
    bodies.note_short_forms()
    for name in short:
        if name.letters == ACRONYM:
            bodies.add_acronym(page, name)
        else:
            bodies.add_short(page, name)
    for name in titles:
        if name.kind == "organisation" and name.letters in ("b", "a"):
            bodies.add(name.words, page.span(name), known=name.letters == "a")
    return bodies.found


def _add_government(page: Page, bodies: "Bodies", name: Name) -> None:
    """ "the Doe administration", "Doe's campaign", "the Ruritanian government" are bodies of their own."""
    at = name.last + 1
    if page.word(name.sentence, at) in ("'s", "’s"):
        at += 1
    noun = page.printed(name.sentence, at)
    if noun in GOVERNING:
        bodies.add((*name.words[-1:], noun), page.stretch(name.sentence, name.first, at))


def _is_body(page: Page, name: Name) -> bool:
    if name.kind == "organisation":
        return True
    texts, after = page.texts[name.sentence], name.last + 1
    if name.kind not in ("unknown", "thing") or len(name.words) < 2 or after + 2 >= len(texts):
        return False
    acronym = texts[after + 1]
    return (
        texts[after] == "("
        and texts[after + 2] == ")"
        and acronym.isupper()
        and _abbreviates(acronym, name.words)
    )


def _abbreviates(acronym: str, words: tuple[str, ...]) -> bool:
    letters = acronym.replace(".", "")
    initials = "".join(word[0] for word in words if word.lower() not in SMALL_WORDS)
    return len(letters) > 1 and letters in (initials.upper(), "".join(word[0] for word in words).upper())


class Bodies:
    def __init__(self) -> None:
        self.found: list[Body] = []
        self._by_words: dict[tuple[str, ...], Body] = {}
        self._by_initials: defaultdict[str, list[Body]] = defaultdict(list)
        self._by_last: defaultdict[str, list[Body]] = defaultdict(list)

    def add(self, words: tuple[str, ...], span: Span, known: bool = False) -> None:
        key = _key(words)
        body = self._by_words.get(key)
        if body is None:
            if known:
                return
            body = Body(words)
            self.found.append(body)
            self._by_words[key] = body
            self._by_words.setdefault(_shorter(key), body)
        if len(words) > len(body.words):
            body.words = words
        body.spans.append(span)

    def note_short_forms(self) -> None:
        """Make the full names findable by their initials and last words."""
        for body in self.found:
            if len(body.words) > 1:
                self._by_initials[body.initials].append(body)
                self._by_last[fold(body.words[-1])].append(body)

    def add_acronym(self, page: Page, name: Name) -> None:
        acronym = name.words[0].replace(".", "")
        long = self._by_initials.get(acronym, ())
        if len(long) == 1:
            self._by_words.setdefault(_key(name.words), long[0])
        self.add(name.words, page.span(name))

    def add_short(self, page: Page, name: Name) -> None:
        """ "the Commission" is the one body whose name ends so; otherwise it names nobody."""
        if page.word(name.sentence, name.first - 1) not in ("the", "its", "this", "that"):
            return
        last = fold(name.words[0])
        long = self._by_last.get(last, ())
        if len(long) == 1:
            long[0].spans.append(page.span(name))


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word).replace(".", "") for word in words)


def _shorter(key: tuple[str, ...]) -> tuple[str, ...]:
    """The key without what a later mention leaves out: a country before, a company's form behind."""
    if len(key) > 1 and key[-1] in COMPANY_FORMS:
        return key[:-1]
    if len(key) > 2 and key[0] in ("us", "uk", "un", "eu"):
        return key[1:]
    return key
