"""Roles as printed: before a name, after it, beneath a pull quote."""

import re
from collections.abc import Iterator

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.stretch import Texts, bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span

HONORIFICS = frozenset("mr mrs ms miss mx mme dr sir messrs".split())
SIGNATURE = re.compile(r"[”\"»]\s*+(?:—|–|--|-|―)\s*+")
LONGEST = 14  # words of a role
OPENS = frozenset(",(—–") | {"--"}
CLOSES = frozenset(',.;:)(—–?!“”"') | {"--", "who", "whose", "whom", "which", ""}
LINKS = frozenset("is was are were be been serves served works worked became remains has had as".split())
PREPOSITIONS = frozenset("from in with by to for on at after before during about".split())
VERBAL = frozenset(
    "will would can could may might must should did do does has have had is was are were said and but".split()
)
# Roles, but before a name they may say what kind of place or body it is: "conservative Doeville".
ADJECTIVES = frozenset("conservative liberal libertarian socialist rival private fellow".split())
DETERMINERS = frozenset("the a an his her its their our my one".split())


def roles_of(page: Page, name: Name, starts: frozenset[tuple[int, int]]) -> Iterator[Span]:
    """The roles printed with this name. `starts` are where persons' names begin: (sentence, token)."""
    before = _before(page.texts[name.sentence], name)
    if before is not None:
        yield page.whole(name.sentence, *before)
    after = _after(page.texts[name.sentence], name, starts)
    if after is not None:
        yield page.whole(name.sentence, *after)


def _before(texts: Texts, name: Name) -> tuple[int, int] | None:
    """ "former U.S. defence minister Pat Doe"; "The EU's top diplomat, Pat Doe," """
    last = name.role[1] if name.role else name.first - 1
    if name.role is None and last > 0 and texts[last] == "," and _follows_role(texts, name):
        last -= 1
    if last < 0 or (name.role is None and not _is_role(texts[last])):
        return None
    first = name.role[0] if name.role else last
    while first > 0 and last - first < LONGEST and _belongs(texts, first - 1):
        first -= 1
    while first < last and (texts[first] in ("'s", "’s") or texts[first].lower() in vocabulary().stops):
        first += 1
    if all(bare(text).lower() in HONORIFICS for text in texts[first : last + 1]):
        return None
    return first, last


def _is_role(text: str) -> bool:
    low = bare(text).lower()
    return low in vocabulary().roles and low not in ADJECTIVES


def _follows_role(texts: Texts, name: Name) -> bool:
    after = texts[name.last + 1] if name.last + 1 < len(texts) else "."
    return after in CLOSES or after in vocabulary().verbs


def _belongs(texts: Texts, at: int) -> bool:
    text = texts[at]
    low, known = bare(text).lower(), vocabulary()
    if text in ("'s", "’s", "of"):  # "Bank of Roe governor Pat Doe"
        return at > 0 and texts[at - 1][0].isupper()
    if text[0].isupper():
        return (
            low not in known.stops
            and low not in known.calendar
            and (at > 0 or low not in known.common or low in known.role_modifiers)
        )
    return low in known.role_modifiers or (low in known.roles and low not in ADJECTIVES)


def _after(texts: Texts, name: Name, starts: frozenset[tuple[int, int]]) -> tuple[int, int] | None:
    """ "Pat Doe, 45, the EU's top diplomat,"; "Pat Doe, who is the mayor of Roe," """
    at = name.last + 1
    if at >= len(texts) or texts[at] not in OPENS:
        return None
    first = _past_age(texts, at + 1)
    if first + 1 < len(texts) and texts[first] == "who" and texts[first + 1] in LINKS:
        first += 2
        while first < len(texts) and texts[first] in LINKS:
            first += 1
    if first < len(texts) and texts[first].lower() in DETERMINERS:
        first += 1
    return _apposition(texts, first, name.sentence, starts)


def _past_age(texts: Texts, at: int) -> int:
    aged = at + 1 < len(texts) and texts[at].isdigit() and texts[at + 1] == ","
    return at + 2 if aged else at


def _apposition(
    texts: Texts, first: int, sentence: int, starts: frozenset[tuple[int, int]]
) -> tuple[int, int] | None:
    known = vocabulary()
    role, at = None, first
    while at < len(texts) and texts[at] not in CLOSES:
        low = bare(texts[at]).lower()
        if at - first > LONGEST or (sentence, at) in starts or low in known.verbs:
            return None
        if role is None and (low in VERBAL or low in PREPOSITIONS or (at == first and _opens_no_role(low))):
            return None
        owner = at + 1 < len(texts) and texts[at + 1] in ("'s", "’s")
        if role is None and at - first < 8 and low in known.roles and not owner:
            role = at
        at += 1
    while role is not None and at - 1 > role and texts[at - 1] in ("and", "but", "of", "the"):
        at -= 1
    return (first, at - 1) if role is not None else None


def _opens_no_role(low: str) -> bool:
    return low in vocabulary().stops or (low.endswith("ing") and low not in vocabulary().role_modifiers)


def sign_offs(page: Page) -> dict[int, Span]:
    """Who signs the pull quotes, by start: the words between the dash and a comma or the end."""
    return {
        span.start: span
        for block in page.text.blocks
        if block.kind == "pull_quote"
        for span in _signature(page.text.raw, block.span)
    }


def _signature(raw: str, block: Span) -> Iterator[Span]:
    ends = [dash.end() for dash in SIGNATURE.finditer(raw, block.start, block.end)]
    if ends and ends[-1] < block.end:
        comma = raw.find(",", ends[-1], block.end)
        yield Span(ends[-1], comma if comma > ends[-1] else block.end)
