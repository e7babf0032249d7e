"""Candidates: every reading of a unit as "somebody, a cue, what is attributed", good or bad.

A candidate names its frame, how the cue and its content are built ("that", "np to", "end"). How
often a cue is an attribution in a frame is learnt (`cue.py`); here is only what is possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.extract import mention
from briefs.extract.mention import ADVERBS, DETERMINERS, LINKS, MARKS, PRONOUNS, STOPS, is_adverb, is_word
from briefs.extract.unit import QUOTED, Unit

Range = tuple[int, int]  # first and last token, both included

WH = frozenset("whether if how why what who when where which".split())
NOMINATIVE = frozenset("he she they i we there you".split())
PREPOSITIONS = frozenset(
    "about of for on in against with as at from over by into toward towards like upon out up down off to around behind".split()
)
BE = frozenset(
    "be is are was were been being am 's ’s 're ’re isn't wasn't aren't weren't isn’t wasn’t aren’t weren’t become becomes "
    "became remain remains remained seem seems seemed feel feels felt get gets got stay stays stayed appear appears appeared "
    "look looks looked sound sounds sounded".split()
)
ENDS = frozenset(".?!;…") | {"...", ")"}


@dataclass(frozen=True, slots=True)
class Candidate:
    lemma: str
    frame: str
    cue: Range
    mention: Range | None
    content: tuple[Range, ...]

    @property
    def first(self) -> int:
        return min(self.content[0][0], self.cue[0])


def candidates(unit: Unit, verbs: dict[str, tuple[tuple[str, str], ...]]) -> Iterator[Candidate]:
    """`verbs`: a printed form in lower case -> its (lemma, form) readings."""
    for candidate in _possible(unit, verbs):
        if all(first <= last for first, last in candidate.content):
            yield candidate


def _possible(unit: Unit, verbs: dict[str, tuple[tuple[str, str], ...]]) -> Iterator[Candidate]:
    for at, low in enumerate(unit.low):
        for lemma, form in verbs.get(low, ()):
            yield from _of_verb(unit, at, lemma, form)
        if low == "according" and unit.low[at + 1 : at + 2] == ("to",):
            yield from _according(unit, at)


def _of_verb(unit: Unit, at: int, lemma: str, form: str) -> Iterator[Candidate]:
    low = unit.low
    start = mention.before_verb(unit, at)
    helpers = low[start:at]
    voice = _voice(helpers, form, low[at - 1] if at else "")
    if voice is None:
        return
    if voice == "n ":
        yield from _of_noun(unit, at, lemma)
        return
    subject = mention.left(unit, start)
    if voice == "ing " or voice == "to ":
        subject = _governor(unit, start)
    for frame, content, end in _complements(unit, at):
        yield Candidate(lemma, voice + frame, (at, end), subject, content)
    yield from _trailing(unit, at, lemma, voice, subject, start)


def _voice(helpers: tuple[str, ...], form: str, before: str) -> str | None:
    """"" active, "be " passive or adjective, "ing ", "to ", "n " a noun; None when no verb can stand so."""
    if "to" in helpers:
        return "to " if form == "base" else None
    aux = [h for h in helpers if h in mention.AUXILIARIES]
    has_be = any(h in BE for h in aux)
    if form == "ing":
        return "" if has_be else "ing "
    if not aux and (before in DETERMINERS or before in ("'s", "’s")):
        return "n " if form in ("base", "s") else None
    if form == "participle":
        if has_be and not any(h in ("'s", "’s") for h in aux):
            return "be "
        return "" if aux else None
    if form == "past":
        return "" if not aux else None
    if form == "base":
        return "" if not has_be else "be "
    return "" if not aux else None


def _governor(unit: Unit, at: int) -> Range | None:
    """The subject of the clause that "..., saying" or "to say" hangs on: the first noun phrase with a verb after it."""
    low = unit.low
    for i in range(1, at):
        if low[i] in mention.AUXILIARIES or low[i].endswith("ed") or low[i] in ("said", "told", "says"):
            found = mention.left(unit, mention.before_verb(unit, i))
            if found:
                return found
    return None


def content_end(unit: Unit, start: int) -> int:
    """The last token of a content that begins at `start`: to the end of its clause."""
    low, n = unit.low, len(unit.low)
    at = start
    while at < n:
        if low[at] in ENDS and low[at] != ")":
            break
        if low[at] == "," and low[at + 1 : at + 2] and _cuts(unit, at + 1):
            break
        at += 1
    at -= 1
    while at > start and low[at] in MARKS and low[at] not in (QUOTED, ")"):
        at -= 1
    return at


def _cuts(unit: Unit, at: int) -> bool:
    """Whether what follows a comma is another's clause: "according to ...", "saying ..."."""
    low = unit.low
    return low[at] in ("according", "adding", "saying", "noting", "citing", "arguing", "referring", "calling", "insisting")


def _skip_adverbs(unit: Unit, at: int) -> int:
    while at < len(unit.low) and is_adverb(unit.low[at]):
        at += 1
    return at


def _complements(unit: Unit, verb: int) -> Iterator[tuple[str, tuple[Range, ...], int]]:
    """Each way what follows the verb may be its content: (frame, content, last token of the cue)."""
    low, n = unit.low, len(unit.low)
    at = _skip_adverbs(unit, verb + 1)
    if at >= n:
        return
    cue_end = at - 1
    word = low[at]

    def to_end(start: int) -> tuple[Range, ...]:
        return ((start, content_end(unit, start)),)

    if word == QUOTED:
        yield "quote", to_end(at), cue_end
    elif word in (",", ":", "—", "–", "--") and at + 1 < n and low[at + 1] == QUOTED:
        yield "quote", to_end(at + 1), cue_end
    elif word == ":" and at + 1 < n:
        yield "colon", to_end(at + 1), cue_end
    elif word == "that":
        yield "that", to_end(at), cue_end
    elif word in WH:
        yield "wh", to_end(at), cue_end
    elif word == "to" and at + 1 < n and low[at + 1] not in DETERMINERS and low[at + 1].islower() and unit.tokens[at + 1].text.islower():
        yield "to", to_end(at), cue_end
    elif word in PREPOSITIONS and at + 1 < n and is_word(low[at + 1]):
        yield word, to_end(at + 1), at
        yield from _distant(unit, at, cue_end)
    elif word in NOMINATIVE:
        yield "clause", to_end(at), cue_end
    elif is_word(word) and word not in STOPS:
        yield "np", to_end(at), cue_end
        yield from _distant(unit, at, cue_end)


def _distant(unit: Unit, at: int, cue_end: int) -> Iterator[tuple[str, tuple[Range, ...], int]]:
    """A complement behind an addressee or an adjunct: told [reporters] that, asked [allies] to."""
    low = unit.low
    for i in range(at + 1, min(at + 11, len(low))):
        word = low[i]
        if word == QUOTED or (word in (",", ":") and low[i + 1 : i + 2] == (QUOTED,)):
            start = i if word == QUOTED else i + 1
            yield "np quote", ((start, content_end(unit, start)),), cue_end
            yield "np + quote", ((at, content_end(unit, at)),), cue_end
            return
        if word in MARKS:
            return
        if word == "that":
            yield "np that", ((i, content_end(unit, i)),), cue_end
            return
        if word == "to" and i + 1 < len(low) and low[i + 1] not in DETERMINERS and unit.tokens[i + 1].text.islower():
            yield "np to", ((at, content_end(unit, at)),), cue_end
            yield "np > to", ((i, content_end(unit, i)),), cue_end
            return
        if word in ("whether", "if", "how", "why"):
            yield "np wh", ((i, content_end(unit, i)),), cue_end
            return
        if word == "as":
            yield "np as", ((at, content_end(unit, at)),), cue_end
            return


def _trailing(
    unit: Unit, verb: int, lemma: str, voice: str, subject: Range | None, start: int
) -> Iterator[Candidate]:
    """Content in front of the cue: "S, X said.", "“Q,” said X.", with what goes on behind it."""
    low, n = unit.low, len(unit.low)
    if voice not in ("",):
        return
    if subject is not None and subject[0] > 0 and (low[subject[0] - 1] in (",", QUOTED)):
        front = subject[0] - 1
        frame = "end"
        who: Range | None = subject
        close = verb
    elif verb > 0 and low[verb - 1] in (",", QUOTED) and start == verb:
        who = mention.right(unit, verb + 1)
        if who is None:
            return
        front = verb - 1
        frame = "inverted"
        close = who[1]
    else:
        return
    first = 0
    while first < front and (low[first] in ("but", "and", "so") or low[first] in MARKS and low[first] != QUOTED):
        first += 1
    last = front
    while last > first and low[last] in MARKS and low[last] != QUOTED:
        last -= 1
    if last < first or (last == first and low[last] != QUOTED):
        return
    quoted = QUOTED in low[first : last + 1]
    content: tuple[Range, ...] = ((first, last),)
    behind = _behind(unit, close)
    if behind is not None:
        content = (*content, behind)
        frame += " split"
    yield Candidate(lemma, voice + frame + (" quote" if quoted else ""), (verb, verb), who, content)


def _behind(unit: Unit, close: int) -> Range | None:
    """What goes on behind a cue in the middle: "..., she said, ...": from the comma that closes the aside."""
    low = unit.low
    for at in range(close + 1, min(close + 40, len(low))):
        if low[at] == "," or low[at] == QUOTED:
            start = at if low[at] == QUOTED else at + 1
            if start >= len(low) or low[start] in ("who", "which", "a", "the", "according", "adding", "saying", "citing"):
                return None
            return start, content_end(unit, start)
        if low[at] in ENDS:
            return None
    return None


def _of_noun(unit: Unit, at: int, lemma: str) -> Iterator[Candidate]:
    who: Range | None = None
    before = unit.low[at - 1]
    if before in ("'s", "’s"):
        who = mention.left(unit, at - 1)
    elif before in ("his", "her", "their", "its", "my", "our"):
        who = (at - 1, at - 1)
    for frame, content, end in _complements(unit, at):
        yield Candidate(lemma, "n " + frame, (at, end), who, content)


def _according(unit: Unit, at: int) -> Iterator[Candidate]:
    low, n = unit.low, len(unit.low)
    who = mention.right(unit, at + 2)
    if who is None:
        return
    end = at + 2
    while end < n and low[end] not in (",", ".", ";", "—") :
        end += 1
    if at == 0:
        content: tuple[Range, ...] = ((end + 1, content_end(unit, end + 1)),) if end + 1 < n else ()
    else:
        last = at - 1
        while last > 0 and low[last] in MARKS and low[last] != QUOTED:
            last -= 1
        content = ((0, last),)
    if content:
        yield Candidate("according", "to", (at, at + 1), who, content)
