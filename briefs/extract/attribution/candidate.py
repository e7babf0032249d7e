"""Candidates: every reading of a unit as "somebody, a cue, what is attributed", good or bad.

A candidate names its frame, how the cue stands and its content is built ("that", "s np to", "end
quote"). How often a word attributes in a frame is learnt (`cue.py`); here is what is possible.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from briefs.extract.attribution import mention
from briefs.extract.attribution.around import according, around
from briefs.extract.attribution.clause import content_end, leads_up
from briefs.extract.attribution.complement import Complement, complements
from briefs.extract.attribution.unit import Range, Unit
from briefs.extract.attribution.verb import Form, Readings
from briefs.extract.attribution.word_class import (
    COPULAS,
    DASHES,
    DAYS,
    DETERMINERS,
    FINITE,
    GENITIVES,
    HELPERS,
    MODALS,
    NAMED,
    NEGATIONS,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    RELATIVES,
    SPEECHES,
    SUBORDINATORS,
    is_word,
)
from briefs.model import Span

Likely = Callable[[str, str], bool]
"""Whether a word may well attribute in a frame, however its subject stands."""
ACTIVE = ("", "s ", "b ")  # voices in which a cue may stand behind its content
PAUSES = DASHES | {",", QUOTED, NAMED}  # between a content and its cue
NO_SUBJECT_AFTER = PREPOSITIONS - {"as", "like"}  # but "as the mayor said" has one after a preposition


@dataclass(slots=True, eq=False)
class Candidate:
    """`lemma` is "?" for a verb that is not known and ":" for a colon. Ranges are of tokens."""

    lemma: str
    frame: str
    cue: Range
    mention: Range | None
    content: tuple[Range, ...]
    negated: bool = False

    def spans(self, unit: Unit) -> tuple[Span, ...]:
        """The content, with the quotations that carry it on in the sentences after."""
        own = tuple(unit.span(*r) for r in self.content)
        return (*own, *unit.tail) if unit.tail and self.carries_on(unit) else own

    def carries_on(self, unit: Unit) -> bool:
        """Whether the quotations of the sentences after go with it: if it is quoted too, or the last."""
        if QUOTED in unit.low:
            return any(QUOTED in unit.low[first : last + 1] for first, last in self.content)
        return not self.content or self.content[-1][1] >= len(unit.low) - 2


def candidates(unit: Unit, readings: Readings, likely: Likely) -> Iterator[Candidate]:
    """Those whose frames are `likely`, in the order of their cues; other words are left at once."""
    heeded = [at for at, low in enumerate(unit.low) if low in readings]
    speaks = _beside_quotations(unit)
    if speaks:
        heeded = sorted({*heeded, *speaks})
    for at in heeded:
        low = unit.low[at]
        if low == ":":
            yield from _of_colon(unit, at)
        elif low == "according":
            for frame, who, content in according(unit, at):
                yield Candidate(low, frame, (at, at + 1), who, content)
        elif low not in readings:
            yield from _of_unknown(unit, at)
        elif at == 0 or unit.is_lower(at):
            start = mention.before_verb(unit, at)
            for lemma, form in readings[low]:
                voice = _voice(unit, start, at, form)
                if voice is not None:
                    yield from _of_verb(unit, at, start, lemma, voice, likely)
                if form == "participle" and unit.low[at + 1 : at + 2] == ("by",):
                    yield from _of_agent(unit, at, start, lemma, voice)


def _of_verb(unit: Unit, at: int, start: int, lemma: str, voice: str, likely: Likely) -> Iterable[Candidate]:
    """`start`: where the helpers of the verb at `at` begin."""
    follow = [c for c in complements(unit, at) if likely(lemma, voice + c[0])]
    may_enclose = voice in ACTIVE and not PAUSES.isdisjoint(unit.low[:at])
    if not (follow or may_enclose):
        return ()  # nearly always, and before it is asked who
    return _with_subject(unit, at, start, lemma, voice, follow, may_enclose)


def _with_subject(
    unit: Unit, at: int, start: int, lemma: str, voice: str, follow: list[Complement], may_enclose: bool
) -> Iterator[Candidate]:
    who = _who(unit, start, at, voice)
    negated = not NEGATIONS.isdisjoint(unit.low[start:at])
    if follow:
        first_of_cue = start if voice != "n " and not HELPERS.isdisjoint(unit.low[start:at]) else at
        standing = voice if voice == "n " else _standing(unit, who, start) + voice
        for frame, content, cue_end in _with_contents(unit, at, who, follow):
            yield Candidate(lemma, standing + frame, (first_of_cue, cue_end), who, content, negated)
    if may_enclose:
        for frame, speaker, content in around(unit, at, start, who):
            yield Candidate(lemma, frame, (at, at), speaker, content, negated)


def _with_contents(
    unit: Unit, at: int, who: Range | None, follow: list[Complement]
) -> Iterator[tuple[str, tuple[Range, ...], int]]:
    """The frame, the content and the end of the cue, for each complement that has a content."""
    ends: dict[int, int] = {}
    for frame, first, cue_end in follow:
        if first not in ends:  # several frames may share a content
            encloses = leads_up(unit, at) or (who is not None and unit.low[who[0]] in RELATIVES)
            ends[first] = content_end(unit, first, encloses)
        last = ends[first]
        if first <= last and not _only_names_speech(unit, first, last):
            yield frame, ((first, last),), cue_end
        elif first == len(unit.low):
            yield frame, (), cue_end


def _of_agent(unit: Unit, at: int, start: int, lemma: str, voice: str | None) -> Iterator[Candidate]:
    """The bridge was described by [Lee] as unsafe; a step welcomed by [Lee]."""
    thing = mention.left(unit, at) if voice is None else _who(unit, start, at, voice)
    agent = mention.right(unit, at + 2)
    if agent is None or thing is None:
        return
    last = content_end(unit, agent[1] + 1)
    rest = (
        ((agent[1] + 1, last),)
        if last > agent[1] + 1 and unit.low[agent[1] + 1] in ("as", "for", "to")
        else ()
    )
    yield Candidate(lemma, "agent as" if rest else "agent", (at, at + 1), agent, (thing, *rest))


def _only_names_speech(unit: Unit, first: int, last: int) -> bool:
    """Whether the content is but "a statement", "some remarks"."""
    return last - first < 4 and unit.low[last] in SPEECHES


def _voice(unit: Unit, start: int, at: int, form: Form) -> str | None:
    """How the word stands, None when no verb can stand so.

    "" active past or with "have", "s " says, "b " they say, "m " should say, "be " passive or
    adjective, "ing ", "to ", "n " a noun.
    """
    if form == "participle" and start == at:
        return None  # nothing before it makes it a verb
    helpers = [h for h in unit.low[start:at] if h in HELPERS] if start < at else []
    before = unit.low[start - 1] if start else ","
    is_passive = not COPULAS.isdisjoint(helpers)
    if not helpers and (before in DETERMINERS or before in GENITIVES):
        return "n " if form in ("base", "s") and start == at else None
    if form == "past" and unit.low[at + 1 : at + 2] == ("by",) and not helpers:
        return None  # "the wave, described by survivors as a wall": of the survivors' words, not the wave's
    if form == "past" and at + 2 in unit.verbs and unit.low[at + 1] in DAYS:
        return None  # "the poll released Saturday found": no verb of a clause
    if form in ("past", "s"):
        return None if helpers else "" if form == "past" else "s "
    if form == "ing":
        return "" if is_passive else "ing "
    if form == "participle":
        return "be " if is_passive else "" if helpers else None
    if helpers:
        is_modal = not MODALS.isdisjoint(helpers)
        return "to " if helpers[-1] == "to" else "be " if is_passive else "m " if is_modal else ""
    if not is_word(before) or _is_plural(before) or _is_plural(_head(unit, start)):
        return "b "
    return None


def _is_plural(low: str) -> bool:
    return low in PLURAL_SUBJECTS or low.endswith("s")


def _head(unit: Unit, end: int) -> str:
    """The noun the phrase before `end` is about: "[supporters] of the plan"."""
    phrase = mention.left(unit, end)
    if phrase is None:
        return ""
    first, last = phrase
    link = next((at for at in range(first + 1, last + 1) if unit.low[at] in PREPOSITIONS), last + 1)
    return unit.low[link - 1]


def _who(unit: Unit, start: int, at: int, voice: str) -> Range | None:
    if voice == "n ":
        return mention.possessor(unit, at)
    if voice == "ing " and (start == 0 or unit.low[start - 1] in SUBORDINATORS):
        return mention.following(unit, start) or mention.governor(unit, start)
    return mention.governor(unit, start) if voice in ("ing ", "to ") else mention.subject(unit, start)


def _standing(unit: Unit, who: Range | None, start: int) -> str:
    """ "0 " without a subject, "o " when what looks like one is the object of what stands before it."""
    if who is None:
        return "0 "
    if who[1] != start - 1 or who[0] == 0 or unit.low[who[0]] in PRONOUNS:
        return ""
    before, first = unit.low[who[0] - 1], unit.low[who[0]]
    is_object = before in NO_SUBJECT_AFTER or before.endswith("ing") or who[0] - 1 in unit.verbs
    return "o " if is_object or (first.endswith(("ed", "ing")) and unit.is_lower(who[0])) else ""


def _of_unknown(unit: Unit, at: int) -> Iterator[Candidate]:
    """Any verb beside a quotation may be how somebody speaks: “Go,” she barked."""
    start = mention.before_verb(unit, at)
    who = mention.subject(unit, start)
    if who is None or start != at or not _is_somebody(unit, who):
        return
    for frame, first, cue_end in complements(unit, at):
        if frame == "quote":
            yield Candidate("?", frame, (at, cue_end), who, ((first, content_end(unit, first)),))
    for frame, speaker, content in around(unit, at, start, who):
        if frame.endswith("quote"):
            yield Candidate("?", frame, (at, at), speaker, content)


def _beside_quotations(unit: Unit) -> set[int]:
    """Verbs that no list knows, where words are quoted: “Go,” she barked; “Go,” she [laughs]."""
    if QUOTED not in unit.low:
        return set()
    ends = {at + 2 for at in unit.closed if unit.low[at + 1 : at + 2] in (("he",), ("she",))}
    return {at for at in unit.verbs | ends if unit.low[at] not in FINITE}


def _is_somebody(unit: Unit, who: Range) -> bool:
    """Whether the phrase is a pronoun, has an article or ends in a name."""
    first, last = unit.low[who[0]], unit.tokens.texts[who[1]]
    return first in PRONOUNS or first in DETERMINERS or last[0].isupper()


def _of_colon(unit: Unit, at: int) -> Iterator[Candidate]:
    """A name, a colon and what is said: headings, transcripts."""
    who = mention.left(unit, at)
    last = content_end(unit, at + 1) if at + 1 < len(unit.low) else at
    if who is None or last <= at:
        return
    is_bare = who[0] == 0 or unit.low[who[0] - 1] in DASHES
    manner = " quote" if unit.low[at + 1] == QUOTED else " titled" if unit.titled else ""
    yield Candidate(":", ("name" if is_bare else "line") + manner, (at, at), who, ((at + 1, last),))
