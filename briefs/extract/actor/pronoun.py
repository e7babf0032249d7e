"""Whom he, she, they and it mean. What is unsure stays unresolved."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefs.extract.actor.page import Page
from briefs.extract.actor.vocabulary import PRONOUNS, SOMEBODY, vocabulary
from briefs.model import Span
from briefs.text import Quotation

Number = Literal["person", "body", "group"]

REACH = 3  # sentences back
REMEMBERED = 40
ARTICLES = frozenset(("a", "an", "the", "another"))
SUBJECTS = frozenset(("he", "she", "they", "it"))
OPENING_ONLY = frozenset(("plural", "neuter"))  # inside a sentence they and it mean too many things
NOBODY = -1  # owner of a mention of somebody without a name


@dataclass(slots=True, eq=False)
class Mention:
    """One mention as the resolver sees it; `owner` is the place of its actor in the caller's list."""

    span: Span
    sentence: int
    owner: int
    kind: Number
    sex: str
    subject: bool
    speaks: bool = False  # stands beside a verb of speech
    quoted: bool = False  # stands in the words of somebody


@dataclass(slots=True, eq=False)
class Pronoun:
    span: Span
    sentence: int
    word: str
    following: str  # the token behind, in lower case
    quotation: Quotation | None
    speaks: bool  # a verb of speech follows

    @property
    def is_object(self) -> bool:
        return self.word == "him" or (self.word == "her" and not self.following[:1].isalpha())


def resolve(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Span, int]]:
    """Each resolved pronoun with its owner. `mentions` are in reading order."""
    sexes = {m.owner: m.sex for m in mentions if m.sex}
    recent: deque[Mention] = deque(maxlen=REMEMBERED)
    following = iter(mentions)
    coming = next(following, None)
    for sentence, at, word in page.telling:
        if word not in SOMEBODY and not may_mean(word, at):
            continue
        span = page.whole(sentence, at, at)
        while coming is not None and coming.span.start <= span.start:
            recent.append(coming)
            coming = next(following, None)
        if word in SOMEBODY:
            if page.word(sentence, at - 1) in ARTICLES and not (recent and recent[-1].span.meets(span)):
                recent.append(Mention(span, sentence, NOBODY, "person", SOMEBODY[word], at < 3))
            continue
        quotation = page.text.quotation_at(span.start)
        after = page.word(sentence, at + 1)
        speaks = after in vocabulary().verbs
        pronoun = Pronoun(span, sentence, word, after, quotation, speaks)
        chosen = _person(recent, sexes, pronoun) if PRONOUNS[word] in ("m", "f") else _body(recent, pronoun)
        if chosen is not None and chosen.owner != NOBODY:
            if chosen.kind == "person":
                sexes.setdefault(chosen.owner, PRONOUNS[word])
            recent.append(Mention(span, sentence, chosen.owner, chosen.kind, "", word in SUBJECTS))
            yield span, chosen.owner


def may_mean(word: str, at: int) -> bool:
    """Whether it is a pronoun that is resolved as the word at `at` of a sentence."""
    return word in PRONOUNS and (at == 0 or PRONOUNS[word] not in OPENING_ONLY)


def _person(recent: deque[Mention], sexes: dict[int, str], pronoun: Pronoun) -> Mention | None:
    """The nearest and most in view: subjects before objects (centering: Grosz, Joshi and Weinstein 1995)."""
    wanted = PRONOUNS[pronoun.word]
    best, chosen = 0.0, None
    for back, mention in enumerate(reversed(recent)):
        if pronoun.sentence - mention.sentence > REACH:
            break
        if mention.kind == "person" and (sexes.get(mention.owner) or mention.sex or wanted) == wanted:
            score = 10 - 0.05 * back + 0.5 * (mention.owner in sexes) + _salience(mention, pronoun)
            if score > best:
                best, chosen = score, mention
    return chosen


def _salience(mention: Mention, pronoun: Pronoun) -> float:
    distance = pronoun.sentence - mention.sentence
    score = 1.0 * mention.subject - 1.5 * distance
    if pronoun.is_object and distance == 0 and mention.subject:
        score -= 1.3  # "Doe praised her": not herself
    if pronoun.quotation is not None:
        if pronoun.quotation.outer.holds(mention.span):
            score += 1.0
        elif mention.speaks:
            score -= 1.5  # nobody says "he" of himself
    elif mention.quoted:
        score -= 3.0  # who is only spoken of does not speak
    elif mention.speaks and pronoun.speaks:
        score += 1.0  # who spoke goes on
    return score


def _body(recent: deque[Mention], pronoun: Pronoun) -> Mention | None:
    """ "It said" and "They said" at the head of a sentence go back to the subject of the one before."""
    if pronoun.word == "it" and pronoun.following not in vocabulary().verbs:
        return None  # "It is clear that", "It rained": nobody
    kind = "body" if PRONOUNS[pronoun.word] == "neuter" else "group"
    before = [m for m in recent if m.sentence == pronoun.sentence - 1 and m.subject and m.kind == kind]
    fits = {m.owner: m for m in before}
    return before[-1] if len(fits) == 1 else None
