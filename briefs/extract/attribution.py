"""Statements: who is said to have said, thought or wanted what."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from briefs.extract.candidate import Candidate, candidates
from briefs.extract.cue import rate, readings
from briefs.extract.unit import Unit, units_of
from briefs.model import Actor, Span, Statement, StatementKind
from briefs.text import Text

THRESHOLD = 0.5  # candidates that were right less often than this are left alone


def find_statements(text: Text, actors: tuple[Actor, ...]) -> tuple[Statement, ...]:
    speakers = _Speakers(text, actors)
    return tuple(
        _statement(text, unit, candidate, speakers)
        for unit in units_of(text)
        if text.blocks[unit.block].kind != "aside"
        for candidate in _chosen(candidates(unit, readings()))
    )


def _chosen(possible: Iterable[Candidate]) -> list[Candidate]:
    """The candidates most often right that do not get in one another's way, in reading order."""
    rated = [(rate(c.lemma, c.frame), c) for c in possible]
    good = sorted((r for r in rated if r[0] >= THRESHOLD), key=lambda r: (-r[0], r[1].cue))
    chosen: list[Candidate] = []
    for _, candidate in good:
        if not any(_clash(candidate, other) for other in chosen):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.cue)


def _clash(one: Candidate, other: Candidate) -> bool:
    """Whether one lies in what the other attributes, or both claim the same words."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in (one.cue, *one.content) for b in (other.cue, *other.content))


def _statement(text: Text, unit: Unit, candidate: Candidate, speakers: "_Speakers") -> Statement:
    content = candidate.spans(unit)
    mention = (unit.span(*candidate.mention),) if candidate.mention else ()
    return Statement(
        content=content,
        cue=(unit.span(*candidate.cue),),
        mention=mention,
        speaker=speakers.name(mention[0]) if mention else None,
        kind=_kind(text, content),
        sentence=unit.sentence,
    )


def _kind(text: Text, content: Sequence[Span]) -> StatementKind:
    """Direct when all words are within quotation marks, mixed when some are."""
    words = inside = 0
    for span in content:
        for at in range(span.start, span.end):
            if text.raw[at].isalnum():
                words += 1
                inside += text.quotation_at(at) is not None
    return "indirect" if not inside else "direct" if inside == words else "mixed"


class _Speakers:
    """Which actor a mention is, by where the actors were found."""

    def __init__(self, text: Text, actors: tuple[Actor, ...]) -> None:
        self._raw = text.raw
        self._mentions = sorted((m.start, m.end, a.name) for a in actors for m in a.mentions)
        self._starts = [m[0] for m in self._mentions]

    def name(self, mention: Span) -> str | None:
        inside = []
        for start, end, name in self._mentions[max(0, bisect_right(self._starts, mention.start) - 1) :]:
            if start >= mention.end:
                break
            if end > mention.start:
                inside.append(name)
        if inside:
            return inside[-1]
        words = mention.of(self._raw)
        return None if words.lower() in ("he", "she", "they", "it", "who", "which", "that", "we", "i", "you") else words
