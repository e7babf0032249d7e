"""Candidates: every reading of a unit as "somebody, a cue, what is attributed", good or bad.

A candidate names its frame, how the cue and its content are built ("that", "np to", "end"). How
often a word attributes in a frame is learnt (`cue.py`); here is only what is possible.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefs.extract import mention
from briefs.extract.clause import (
    BE,
    DASHES,
    DAYS,
    DETERMINERS,
    ENDS,
    FINITE,
    MARKS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    content_end,
    is_finite,
    is_reduced,
    is_word,
    opens_sentence,
)
from briefs.extract.mention import Range, is_adverb
from briefs.extract.unit import QUOTED, Unit
from briefs.extract.verb import Form
from briefs.model import Span

OBJECT_AFTER = PREPOSITIONS - {"as", "like"}  # "as the mayor said" has its subject where it seems an object
MODALS = frozenset("should must may might can could would ought".split())
CURRENCY = frozenset("$£€¥")
WH = frozenset("whether if how why what who when where which".split())
PLURAL = frozenset("i we you they who people others those both many some most which that and".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    lemma: str
    frame: str
    cue: Range
    mention: Range | None
    content: tuple[Range, ...]

    def spans(self, unit: Unit) -> tuple[Span, ...]:
        """The content, with the quotations that carry it on in the sentences after."""
        own = tuple(unit.span(*r) for r in self.content)
        return (*own, *unit.tail) if unit.tail and self._is_carried_on(unit) else own

    def _is_carried_on(self, unit: Unit) -> bool:
        quoted = any(QUOTED in unit.low[first : last + 1] for first, last in self.content)
        return quoted or QUOTED not in unit.low


def candidates(unit: Unit, readings: Mapping[str, tuple[tuple[str, Form], ...]]) -> Iterator[Candidate]:
    """`readings`: a printed form in lower case -> each (lemma, form) it can be."""
    has_quotation = QUOTED in unit.low
    for at, low in enumerate(unit.low):
        if low in readings:
            if at == 0 or unit.is_lower(at):
                for lemma, form in readings[low]:
                    yield from _of_word(unit, at, lemma, form)
        elif low == "according":
            yield from _according(unit, at)
        elif low == ":":
            yield from _of_colon(unit, at)
        elif has_quotation and low not in FINITE and is_finite(unit, at):
            yield from _of_unknown(unit, at)


def _of_word(unit: Unit, at: int, lemma: str, form: Form) -> Iterator[Candidate]:
    start = mention.before_verb(unit, at)
    voice = _voice(unit, start, at, form)
    if voice is None:
        return
    who = _possessor(unit, at) if voice == "n " else _subject(unit, start, voice)
    closes = opens_sentence(unit, at)
    standing = "" if voice == "n " else _standing(unit, who, start)
    for frame, first, cue_end in _complements(unit, at):
        content = _content(unit, first, closes)
        if content or first == len(unit.low):
            yield Candidate(lemma, standing + voice + frame, (at, cue_end), who, content)
    if voice in ("", "s ", "b "):
        yield from _trailing(unit, at, lemma, who, start)


def _content(unit: Unit, first: int, closes: bool = False) -> tuple[Range, ...]:
    last = content_end(unit, first, closes)
    return ((first, last),) if first <= last else ()


def _standing(unit: Unit, who: Range | None, start: int) -> str:
    """"0 " without a subject, "o " when what looks like one is the object of a verb or preposition before."""
    if who is None:
        return "0 "
    before = who[0] - 1
    if who[1] != start - 1 or before < 0 or unit.low[who[0]] in mention.PRONOUNS:
        return ""
    is_object = (unit.low[who[0]].endswith("ed") and unit.is_lower(who[0])) or is_finite(unit, before) or unit.low[before] in OBJECT_AFTER or unit.low[before].endswith("ing")
    return "o " if is_object else ""


def _of_unknown(unit: Unit, at: int) -> Iterator[Candidate]:
    """Any verb beside a quotation may be how somebody speaks: “Go,” she barked."""
    start = mention.before_verb(unit, at)
    who = mention.subject(unit, start)
    if who is None or start != at or not _is_named(unit, who):
        return
    for frame, first, cue_end in _complements(unit, at):
        if frame == "quote":
            yield Candidate("?", frame, (at, cue_end), who, ((first, content_end(unit, first)),))
    for candidate in _trailing(unit, at, "?", who, start):
        if candidate.frame.endswith("quote"):
            yield candidate


def _is_named(unit: Unit, who: Range) -> bool:
    """Whether the phrase is a pronoun, has an article or ends in a name."""
    return (
        unit.low[who[0]] in mention.PRONOUNS or unit.low[who[0]] in DETERMINERS or unit.tokens[who[1]].text[0].isupper()
    )


def _of_colon(unit: Unit, at: int) -> Iterator[Candidate]:
    """A name, a colon and what is said: headings, transcripts."""
    who = mention.left(unit, at)
    last = content_end(unit, at + 1) if at + 1 < len(unit.low) else at
    if who is not None and last > at:
        bare = who[0] == 0 or unit.low[who[0] - 1] in DASHES
        frame = ("name" if bare else "line") + (" quote" if unit.low[at + 1] == QUOTED else " titled" if unit.titled else "")
        yield Candidate(":", frame, (at, at), who, ((at + 1, last),))


def _voice(unit: Unit, start: int, at: int, form: Form) -> str | None:
    """How the word stands, None when no verb can stand so.

    "" active past, "s " says, "b " they say, "m " should say, "be " passive or adjective, "ing ",
    "to ", "n " a noun.
    """
    helpers = [h for h in unit.low[start:at] if h in mention.HELPERS]
    before = unit.low[start - 1] if start else ""
    if not helpers and (before in DETERMINERS or before in ("'s", "’s")):
        return "n " if form in ("base", "s") and start == at else None
    is_passive = any(h in BE for h in helpers)
    if form == "ing":
        return "" if is_passive else "ing "
    if form == "past":
        return None if helpers else ""
    if form == "s":
        return None if helpers else "s "
    if form == "participle":
        return "be " if is_passive else "" if helpers else None
    if helpers:
        return "to " if helpers[-1] == "to" else "be " if is_passive else "m " if MODALS & set(helpers) else ""
    plural = before in PLURAL or before.endswith("s") or unit.titled or not is_word(before or ",")
    return "b " if plural else None


def _subject(unit: Unit, start: int, voice: str) -> Range | None:
    if voice == "ing " and (start == 0 or unit.low[start - 1] in SUBORDINATORS):
        return mention.following(unit, start) or mention.governor(unit, start)
    if voice in ("ing ", "to "):
        return mention.governor(unit, start)
    return mention.subject(unit, start)


def _possessor(unit: Unit, at: int) -> Range | None:
    before = unit.low[at - 1]
    if before in ("'s", "’s"):
        return mention.left(unit, at - 1)
    return (at - 1, at - 1) if before in ("his", "her", "their", "its", "my", "our") else None


def _complements(unit: Unit, cue: int) -> Iterator[tuple[str, int, int]]:
    """Each way what follows the cue may be its content: (frame, first token of the content, last of the cue)."""
    low, n = unit.low, len(unit.low)
    at = cue + 1
    while at < n and is_adverb(low[at]):
        at += 1
    if at == n - 1 and low[at] == ":" and unit.tail:
        yield "quote", n, at - 1
    if at + 1 > n - 1 and (at >= n or low[at] != QUOTED):
        return
    word, end = low[at], at - 1
    if word == QUOTED:
        yield "quote", at, end
    elif (word in (",", ":") or word in DASHES) and low[at + 1] == QUOTED:
        yield "quote", at + 1, end
    elif word == ":":
        yield "colon", at + 1, end
    elif word == "that":
        yield "that", at, end
    elif word in WH:
        yield "wh", at, end
    elif word == "to" and _is_infinitive(unit, at):
        yield "to", at, end
    elif word in PREPOSITIONS:
        if is_word(low[at + 1]) or low[at + 1] == QUOTED:
            yield word, at + 1, at
        yield from _distant(unit, at, end)
    elif word in SUBJECT_PRONOUNS or word in SUBORDINATORS:
        yield "clause", at, end
        if word in ("it", "you"):  # made it clear that, told you that
            yield from _distant(unit, at, end)
    elif (is_word(word) or word in CURRENCY) and word not in mention.STOPS:
        yield "np v" if _has_verb(unit, at) else "np", at, end
        yield from _distant(unit, at, end)


def _is_infinitive(unit: Unit, to: int) -> bool:
    follow = unit.low[to + 1] if to + 1 < len(unit.low) else ""
    return follow.isalpha() and follow not in DETERMINERS and unit.is_lower(to + 1)


def _has_verb(unit: Unit, at: int) -> bool:
    """Whether a clause, subject and verb, begins at `at`."""
    for i in range(at + 1, min(at + 14, len(unit.low))):
        if unit.low[i] in RELATIVES or unit.low[i] in mention.STOPS or unit.low[i] in ENDS or unit.low[i] in (",", "to"):
            return False
        if is_finite(unit, i) and not is_reduced(unit, i):
            return True
    return False


def _distant(unit: Unit, at: int, end: int) -> Iterator[tuple[str, int, int]]:
    """A complement behind an addressee or an adjunct: told [reporters] that, asked [allies] to."""
    low = unit.low
    for i in range(at + 1, min(at + 11, len(low))):
        word = low[i]
        if word == QUOTED or (word in (",", ":") and low[i + 1 : i + 2] == (QUOTED,)):
            yield "np quote", i if word == QUOTED else i + 1, end
            if word == QUOTED:
                yield "np + quote", at, end
            return
        if word == ":" and i + 1 < len(low):
            yield "np colon", i + 1, end
            return
        if word in MARKS:
            return
        if word == "that":
            yield "np that", i, end
            return
        if word == "to" and _is_infinitive(unit, i):
            yield "np to", at, end
            yield "np > to", i, end
            return
        if word in ("whether", "if", "how", "why"):
            yield "np wh", i, end
            return
        if word in ("as", "of", "for"):
            yield f"np {word}", at, end
            if word == "as":
                return


def _trailing(unit: Unit, cue: int, lemma: str, who: Range | None, start: int) -> Iterator[Candidate]:
    """Content in front of the cue: "S, X said.", "“Q,” said X.", with what goes on behind it."""
    low = unit.low
    if who is not None and who[0] > 0 and _pauses(unit, who[0] - 1):
        yield from _around(unit, cue, lemma, "end", who, who[0] - 1, cue)
    if cue > 0 and start == cue and _pauses(unit, cue - 1):
        speaker = mention.right(unit, cue + 1)
        if speaker is not None:
            yield from _around(unit, cue, lemma, "inverted", speaker, cue - 1, speaker[1])


def _pauses(unit: Unit, at: int) -> bool:
    return unit.low[at] == "," or unit.low[at] in DASHES or at in unit.closed


def _around(
    unit: Unit, cue: int, lemma: str, frame: str, who: Range, front: int, close: int
) -> Iterator[Candidate]:
    low = unit.low
    first, last = _in_front(unit, front)
    if last < first or (last == first and low[last] != QUOTED):
        return
    quoted = " quote" if low[last] == QUOTED else ""
    for manner, more in _behind(unit, close + 1, bool(quoted)):
        yield Candidate(lemma, frame + manner + quoted, (cue, cue), who, ((first, last), *more))


def _in_front(unit: Unit, front: int) -> Range:
    """The sentence before the cue, less the conjunction that opens it and the mark that closes it."""
    low = unit.low
    first = 0
    while first < front and (low[first] in ("but", "and", "so") or low[first] in MARKS and low[first] != QUOTED):
        first += 1
    last = front
    while last > first and low[last] in MARKS and low[last] != QUOTED:
        last -= 1
    if low[last] == QUOTED:  # only what leads into the marks without a pause belongs to the quoted sentence
        at = last
        while at > first and low[at - 1] not in (",", ":", ";") and low[at - 1] not in ENDS:
            at -= 1
        first = at
    return first, last


def _behind(unit: Unit, at: int, quoted: bool) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """What follows an aside like ", she said on Monday": its end, and perhaps more content behind it."""
    low, n = unit.low, len(unit.low)
    stop = at
    while stop < n and low[stop] not in ENDS and low[stop] not in (",", ":", QUOTED) and low[stop] not in DASHES:
        if low[stop] == "that" or low[stop] in SUBJECT_PRONOUNS and stop == at:
            return
        stop += 1
    is_adjunct = stop > at and (low[at] in PREPOSITIONS or low[at] in DAYS or is_adverb(low[at]))
    manner = "" if stop == at else " in" if is_adjunct else " +"
    if stop >= n or low[stop] in ENDS:
        yield manner, ()
        return
    resume = _next_quotation(unit, stop) if quoted else stop + 1
    if resume is not None and (quoted or resume - at <= 8):
        more = _content(unit, resume)
        if more:
            yield manner + " split", more
            if quoted:
                return
    if quoted or low[stop] == ",":
        yield manner + ("" if quoted else " ,"), ()


def _next_quotation(unit: Unit, at: int) -> int | None:
    """The quotation that goes on after an aside: it follows the mark that closes the aside."""
    low = unit.low
    for i in range(at, min(at + 30, len(low))):
        if low[i] in ENDS or low[i].endswith("ing"):
            return None
        if low[i] == QUOTED:
            return i if i == at or low[i - 1] in (",", ":") or low[i - 1] in DASHES else None
    return None


def _according(unit: Unit, at: int) -> Iterator[Candidate]:
    """According to X, S. S, according to X."""
    low, n = unit.low, len(unit.low)
    who = mention.right(unit, at + 2)
    if who is None or low[at + 1] != "to":
        return
    end = who[1] + 1
    while end < n and low[end] not in (",", ";", QUOTED) and low[end] not in ENDS and low[end] not in DASHES:
        end += 1
    behind = end if end < n and low[end] == QUOTED else end + 1
    rest: tuple[Range, ...] = ()
    if behind < n and low[min(end, n - 1)] not in ENDS and content_end(unit, behind) >= behind:
        rest = ((behind, content_end(unit, behind)),)
    if at <= 1 and rest:
        yield Candidate("according", "to front", (at, at + 1), who, rest)
    elif at > 1:
        first, last = _in_front(unit, at - 1)
        if low[last] == QUOTED:
            first = 0
        if first <= last:
            yield Candidate("according", "to", (at, at + 1), who, ((first, last),))
            if rest:
                yield Candidate("according", "to split", (at, at + 1), who, ((first, last), *rest))
