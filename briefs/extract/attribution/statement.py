"""Statements: who is said to have said, thought or wanted what."""

import re
from collections.abc import Iterable, Iterator

from briefs.extract.attribution import mention
from briefs.extract.attribution.candidate import Candidate, candidates
from briefs.extract.attribution.cue import THRESHOLD, eagerness, is_likely, rate, readings
from briefs.extract.attribution.speaker import Speakers
from briefs.extract.attribution.stance import stance_of
from briefs.extract.attribution.unit import Range, Unit, units_of
from briefs.extract.attribution.word_class import NAMED, OPENING, QUOTED, RELATIVES, is_adverb, is_word
from briefs.model import Actor, Span, Statement, StatementKind
from briefs.text import Text

SIGNATURE = re.compile(r"\W++([^,(\n]*[^,(\n\s])")  # the name up to a comma, behind which is the role
CARRIED = frozenset(["he", "she", "it", "they"])
EAGER = 0.7  # a cue that leads up to a list attributes about as often as cues do


def find_statements(text: Text, actors: tuple[Actor, ...]) -> tuple[Statement, ...]:
    return tuple(_Reader(text, actors).statements())


class _Reader:
    def __init__(self, text: Text, actors: tuple[Actor, ...]) -> None:
        self._text = text
        self._speakers = Speakers(text.raw, actors)
        self._last: Statement | None = None
        self._led: dict[int, tuple[Unit, Candidate]] = {}  # block that leads up to bullets -> who says them

    def statements(self) -> Iterator[Statement]:
        for unit in units_of(self._text):
            found = self._read(unit)
            if found:
                yield from found
                self._last = max(found, key=_extent)

    def _read(self, unit: Unit) -> list[Statement]:
        block = self._text.blocks[unit.block]
        if block.kind == "pull_quote":
            return list(self._signed(unit))
        if block.kind == "bullet" and block.lead_in in self._led:
            is_first = unit.sentence.start == block.span.start  # all its sentences are one statement
            return [self._of_bullet(unit, *self._led[block.lead_in])] if is_first else []
        return list(self._of_unit(unit)) if block.kind != "aside" else []

    def _of_unit(self, unit: Unit) -> Iterator[Statement]:
        leader = self._leader(unit)
        if leader is not None:
            self._led[unit.block] = (unit, leader)
        possible = candidates(unit, readings(), is_likely)
        kept = [c for c in chosen(possible) if leader is None or not _reaches_end(unit, c)]
        for candidate in kept:
            content = candidate.spans(unit)
            yield self._statement(unit, candidate, content, _kind(unit, candidate.content), unit.sentence)
        if unit.tail and not any(c.carries_on(unit) for c in kept):
            yield from self._unannounced(unit)

    def _unannounced(self, unit: Unit) -> Iterator[Statement]:
        """Nothing but quotation after a sentence about somebody: "Lee shrugged. “So what?”"."""
        who = mention.governor(unit, len(unit.low) - 1)
        actor = self._speakers.actor(unit.span(*who)) if who else None
        if who and actor and actor.kind == "person":
            yield Statement(unit.tail, (), (unit.span(*who),), actor.name, "direct", unit.sentence)

    def _leader(self, unit: Unit) -> Candidate | None:
        """The cue that leads up to the bullets below: "Officials [listed] three concerns:"."""
        if unit.low[-1] != ":":
            return None
        below = self._text.blocks[unit.block + 1 : unit.block + 2]
        if not below or below[0].lead_in != unit.block:
            return None
        for candidate in candidates(unit, readings(), lambda lemma, frame: eagerness(lemma) >= EAGER):
            who = candidate.mention
            if who is None or unit.low[who[0]] in ("this", "these", "it", "that", "which"):
                continue
            if eagerness(candidate.lemma) >= EAGER and _reaches_end(unit, candidate):
                return candidate
        return None

    def _of_bullet(self, bullet: Unit, unit: Unit, leader: Candidate) -> Statement:
        block = self._text.blocks[bullet.block].span
        words = self._text.raw[block.start : block.end].rstrip(".;,") or self._text.raw[block.start]
        content = (Span(block.start, block.start + len(words)),)
        return self._statement(unit, leader, content, _kind(bullet, [(0, len(bullet.low) - 1)]), block)

    def _signed(self, unit: Unit) -> Iterator[Statement]:
        """A pull quote: the quotation, a dash, the name, perhaps a comma and the role."""
        at = next((at for at, low in enumerate(unit.low) if low in (QUOTED, NAMED)), None)
        quoted = unit.span(at, at) if at is not None else None
        block = self._text.blocks[unit.block].span
        signature = SIGNATURE.match(self._text.raw, quoted.end, block.end) if quoted else None
        if quoted and signature:
            name, content = Span(*signature.span(1)), (quoted,)
            yield Statement(content, (), (name,), self._speakers.name(name), "direct", block)

    def _statement(
        self, unit: Unit, candidate: Candidate, content: tuple[Span, ...], kind: StatementKind, sentence: Span
    ) -> Statement:
        who = candidate.mention
        return Statement(
            content=content,
            cue=(unit.span(*candidate.cue),),
            mention=(unit.span(*who),) if who else (),
            speaker=self._speaker(unit, candidate, who) if who else None,
            kind=kind,
            sentence=sentence,
            stance=stance_of(candidate),
        )

    def _carried(self, unit: Unit, pronoun: str) -> str | None:
        """Who spoke in the sentence right before, when the pronoun may mean it: subjects stay subjects."""
        last = self._last
        if (
            last is None
            or last.speaker is None
            or self._text.raw[last.sentence.end : unit.sentence.start].strip()
        ):
            return None
        return last.speaker if self._speakers.may_be(last.speaker, pronoun) else None

    def _speaker(self, unit: Unit, candidate: Candidate, who: Range) -> str | None:
        if unit.low[who[0]] in CARRIED and _opens(unit, who[0]):
            carried = self._carried(unit, unit.low[who[0]])
            if carried is not None:
                return carried
        if unit.low[who[0]] in RELATIVES or unit.low[who[0]] == "that":
            before = mention.left(unit, who[0] - 1 if unit.low[who[0] - 1] == "," else who[0])
            return self._speakers.name(unit.span(*before)) if before else None
        beside = mention.apposition(unit, who, candidate.cue[0]) if who[1] < candidate.cue[0] else None
        return self._speakers.name(unit.span(*who), unit.span(*beside) if beside else None)


def chosen(possible: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that do not get in one another's way, in reading order.

    What one says another said is the first one's statement; else the one more often right stands.
    """
    good = [(often, c) for c in possible if (often := rate(c.lemma, c.frame)) >= THRESHOLD]
    if len(good) < 2:
        return [candidate for _, candidate in good]
    order = sorted(good, key=lambda r: (any(_inside(r[1], other) for _, other in good), -r[0], r[1].cue))
    kept: list[Candidate] = []
    for _, candidate in order:
        if not any(_clash(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.cue)


def _inside(one: Candidate, other: Candidate) -> bool:
    return one.cue != other.cue and any(
        first <= one.cue[0] and one.cue[1] <= last for first, last in other.content
    )


def _clash(one: Candidate, other: Candidate) -> bool:
    """Whether one lies in what the other attributes, or both claim the same words.

    A source named by the way does not: "Lee warned of floods, according to a letter" is Lee's too.
    """
    if "according" in (one.lemma, other.lemma) and one.lemma != other.lemma:
        return False
    return any(
        a[0] <= b[1] and b[0] <= a[1] for a in (one.cue, *one.content) for b in (other.cue, *other.content)
    )


def _reaches_end(unit: Unit, candidate: Candidate) -> bool:
    """Whether the content goes on to the colon at the end."""
    return bool(candidate.content) and candidate.content[-1][1] >= len(unit.low) - 2


def _kind(unit: Unit, content: Iterable[Range]) -> StatementKind:
    """Direct when nothing but quotations is attributed, mixed when some is between marks."""
    words = [low for first, last in content for low in unit.low[first : last + 1]]
    if QUOTED not in words:
        return "indirect" if any(map(_counts, words)) else "direct"
    return "direct" if all(low == QUOTED or not _counts(low) for low in words) else "mixed"


def _extent(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)


def _opens(unit: Unit, at: int) -> bool:
    """Whether nothing but a quotation or a word like "however" stands before `at`."""
    return all(low in OPENING or is_adverb(low) or not is_word(low) for low in unit.low[:at])


def _counts(low: str) -> bool:
    return is_word(low) and low != "that"
