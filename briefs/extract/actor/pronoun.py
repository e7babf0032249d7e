"""Whom he, she, they and it mean. What is unsure stays unresolved."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefs.extract.actor.page import Page
from briefs.extract.actor.stretch import Tokens
from briefs.extract.actor.vocabulary import PRONOUNS, SOMEBODY, vocabulary
from briefs.model import Span

Number = Literal["person", "body", "group"]

REACH = 3  # sentences back
REMEMBERED = 40
ARTICLES = frozenset(("a", "an", "the", "another"))
NOBODY = -1  # owner of a mention of somebody without a name


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention as the resolver sees it; `owner` is the place of its actor in the caller's list."""

    span: Span
    sentence: int
    owner: int
    kind: Number
    sex: str
    subject: bool


def resolve(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Span, int]]:
    """Each resolved pronoun with its owner. `mentions` are in reading order."""
    sexes = {m.owner: m.sex for m in mentions if m.sex}
    recent: deque[Mention] = deque(maxlen=REMEMBERED)
    following = iter(mentions)
    coming = next(following, None)
    for sentence, at, word in page.telling:
        if word not in PRONOUNS and word not in SOMEBODY:
            continue
        tokens = page.tokens[sentence]
        token = tokens[at]
        while coming is not None and coming.span.start < token.start:
            recent.append(coming)
            coming = next(following, None)
        span = Span(token.start, token.end)
        if word in SOMEBODY:
            if at and tokens[at - 1].text.lower() in ARTICLES:
                recent.append(Mention(span, sentence, NOBODY, "person", SOMEBODY[word], at < 3))
            continue
        mention = _resolved(recent, sexes, tokens, at, sentence, span)
        if mention is not None:
            recent.append(mention)
            yield span, mention.owner


def _resolved(
    recent: deque[Mention], sexes: dict[int, str], tokens: Tokens, at: int, sentence: int, span: Span
) -> Mention | None:
    low = tokens[at].text.lower()
    wanted = PRONOUNS[low]
    if wanted in ("m", "f"):
        chosen = _somebody(recent, sexes, sentence, wanted)
        if chosen is None or chosen.owner == NOBODY:
            return None
        sexes.setdefault(chosen.owner, wanted)
        return Mention(span, sentence, chosen.owner, "person", wanted, low in ("he", "she"))
    chosen = _body(recent, tokens, at, sentence, low)
    return Mention(span, sentence, chosen.owner, chosen.kind, "", True) if chosen else None


def _somebody(recent: deque[Mention], sexes: dict[int, str], sentence: int, wanted: str) -> Mention | None:
    """The person nearest and most in view: subjects before objects (centering: Grosz, Joshi and "
    "Weinstein 1995)."""
    best, chosen = 0.0, None
    for back, mention in enumerate(reversed(recent)):
        distance = sentence - mention.sentence
        if distance > REACH:
            break
        if mention.kind != "person" or (sexes.get(mention.owner) or mention.sex or wanted) != wanted:
            continue
        score = 10 - 1.5 * distance + mention.subject + 0.5 * (mention.owner in sexes) - 0.05 * back
        if score > best:
            best, chosen = score, mention
    return chosen


def _body(recent: deque[Mention], tokens: Tokens, at: int, sentence: int, low: str) -> Mention | None:
    """ "It said" and "They said" at the head of a sentence go back to the subject of the one before."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if at > 0:
        return None
    if low == "it" and following not in vocabulary().verbs:
        return None  # "It is clear that", "It rained": nobody
    kind = "body" if PRONOUNS[low] == "neuter" else "group"
    before = [m for m in recent if m.sentence == sentence - 1 and m.subject]
    fits = {m.owner: m for m in before if m.kind == kind}
    return next(iter(fits.values())) if len(fits) == 1 else None
