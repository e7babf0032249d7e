"""What the words around an unknown name say: is it a person?

One name means one thing throughout an article (one sense per discourse: Gale, Church and Yarowsky
1992), so the hints of all its occurrences are added up. The weights are judged, not learnt.
"""

from collections import defaultdict
from collections.abc import Iterable

from briefs.extract.actor.name import Name
from briefs.extract.actor.page import Page
from briefs.extract.actor.role import ADJECTIVES
from briefs.extract.actor.vocabulary import GIVEN, vocabulary

Key = tuple[str, ...]

PERSON = 2.0  # the sum from which on a name is a person's
PLACE_BEFORE = frozenset("in at near across outside inside toward towards throughout around via".split())
KIN = frozenset(
    "wife husband son daughter mother father brother sister widow lawyer lawyers attorney attorneys "
    "spokesman spokeswoman campaign supporters aides advisers friends friend family parents home house "
    "death life birthday rival rivals presidency speech speeches remarks tweet tweets hair face voice "
    "words comments".split()
)
FINITE = frozenset("has had is was says said told will would".split())
FAMILY_ENDINGS = tuple(
    "son sen ez ski sky ska ov ova ev eva enko ian yan ić vić vich berg stein mann poulos idis oglu oğlu "
    "zadeh pour ini".split()
)
COMPARED = frozenset("like unlike with against by for between than".split())


def person_scores(page: Page, names: Iterable[Name]) -> dict[Key, float]:
    scores: defaultdict[Key, float] = defaultdict(float)
    seen: set[Key] = set()
    for name in names:
        if name.kind != "unknown":
            continue
        if name.words not in seen:
            seen.add(name.words)
            scores[name.words] += _shape(name)
        scores[name.words] += _around(page, name)
    return scores


def _shape(name: Name) -> float:
    """What the name's own words say, counted once."""
    known = vocabulary()
    common = sum(word.lower() in known.common for word in name.words)
    strange = any(_is_strange(word) for word in name.words)
    words = len(name.words) - name.letters.count("x")
    length = 1.5 if 2 <= words <= 3 else -0.5 if words == 1 else -2.0
    given = 0.5 * (_is_name_like(name) or "x" in name.letters)
    if name.words[-1].endswith("ism"):
        return -3.0
    return length + given - 2.0 * common - 3.0 * strange


def _is_name_like(name: Name) -> bool:
    """Whether a part is known as a name's, or the last word is built like a family name."""
    known, last = vocabulary(), name.words[-1]
    # A man's given name may be a family name too (Carter, Garland), a woman's stands first or alone.
    given = name.letters == GIVEN or (name.letters[-1] == GIVEN and known.given.get(last) != "f")
    return given or GIVEN in name.letters[:-1] or last in known.family_first or last.endswith(FAMILY_ENDINGS)


def _is_strange(word: str) -> bool:
    """Digits, or a capital inside as no family name has it: BuzzFeed, 3M, but not McDoe or O'Doe."""
    if word.isalpha() and word[1:].islower():
        return False  # nearly always
    inner = (
        word[3:]
        if word[:2] in ("Mc", "De", "La", "Le", "Di", "O'", "O’", "D'", "D’") or word[:3] == "Mac"
        else word[1:]
    )
    return (not word.isalpha() and any(c.isdigit() for c in word)) or any(
        c.isupper() and inner[i - 1 : i] not in ("-", "'", "’") for i, c in enumerate(inner) if i
    )


def _around(page: Page, name: Name) -> float:
    known = vocabulary()
    sentence, before, after = name.sentence, name.first - 1, name.last + 1
    previous, following = page.word(sentence, before), page.word(sentence, after)
    score = 0.0
    if name.prefixed:
        score -= 3.0
    if previous in PLACE_BEFORE:
        score -= 2.0
    if previous in ("the", "a", "an"):
        score -= 3.0
    if previous in known.verbs or following in known.verbs:
        score += 1.5
    if previous in known.roles and previous not in ADJECTIVES and page.printed(sentence, before).islower():
        score += 3.0
    if previous == "," and page.word(sentence, before - 1) in known.roles:
        score += 2.0  # "his wife, Pat"
    if previous in COMPARED:
        score += 0.5
    if following in ("'s", "’s") and page.word(sentence, after + 1) in KIN:
        score += 1.5
    if following == ",":
        score += _apposition(page, sentence, after + 1)
        if previous == "," and page.word(sentence, after + 1) in FINITE:
            score += 0.5  # the diplomat, Pat Doe, has said
    return score + _taken_up(page, name)


def _apposition(page: Page, sentence: int, at: int) -> float:
    """ ", who ...", ", 45, ...", ", a professor of ..." """
    first = page.word(sentence, at)
    if first in ("who", "whose", "whom"):
        return 3.0
    if first.isdigit() and len(first) <= 3 and page.word(sentence, at + 1) in (",", "."):
        return 3.0
    if first == "which":
        return -2.0
    roles = vocabulary().roles
    for step in range(at, at + 8):
        word = page.word(sentence, step)
        if word in (",", ".", ""):
            return 0.0
        if word in roles:
            return 2.0
    return 0.0


def _taken_up(page: Page, name: Name) -> float:
    """Whether the next sentence goes on with "He" or "She", after a sentence this name opens."""
    if name.first > 1 or name.sentence + 1 >= len(page.texts):
        return 0.0
    following = page.word(name.sentence + 1, 0)
    return 2.0 if following in ("he", "she") else 0.0
