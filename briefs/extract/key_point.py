"""Key points: what the reader should not miss, most important first.

Extractive, after MEAD (Radev, Jing, Styś and Tam 2004): a sentence is worth what its words are worth
to the article, more where an article puts its news, and less where it repeats.

    words      how often the article uses them (Luhn 1958), its headline above all (Edmundson 1969)
    place      news is told first (Nenkova 2005)
    figures    what a reader takes away; ages and durations are background
    novelty    maximal marginal relevance (Carbonell and Goldstein 1998)

What cannot be read alone is not lifted at all: see `_stands_alone`. Measured and left out, for they
did not help: weight for actors and statements, for the first sentence of a section or a paragraph,
for pull quotes, inverse document frequency.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from briefs.extract.lexicon import words
from briefs.model import KeyPoint, Span, Statement, Statistic
from briefs.text import Sentence, Text

MOST = 8  # what a reader takes in at a glance
SENTENCES_PER_POINT = 4  # of a short article

# Each in units of what the sentence of the weightiest words has. The figures of quality hardly move
# when one of them is changed by a third.
LEAD = 1.3  # the n-th sentence has LEAD / n
FIGURE = 0.15
FIGURES = 3  # more in one sentence are a table
HEADLINE = 3  # uses in the text that one use in the headline is worth
REPEATED = 0.5  # of its words shared with a chosen point: it says the same

STEM = 6  # letters; for this, cutting words off is as good as stemming them (McNamee and Mayfield 2004)
SHORTEST = 6  # words: what is shorter leans on its neighbours
TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"))

CALENDAR = frozenset(
    ("week", "weekend", "month", "year", "morning", "afternoon", "evening", "season", "summer", "winter")
)
PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "who"))
READER = frozenset(("you", "your", "yours"))


@dataclass(frozen=True, slots=True)
class Candidate:
    point: KeyPoint
    stems: frozenset[str]
    figures: int


def find_key_points(
    text: Text, statements: tuple[Statement, ...], statistics: tuple[Statistic, ...]
) -> tuple[KeyPoint, ...]:
    """At most MOST of them, fewer of a short article."""
    candidates = _candidates(text, Speech(text, statements), statistics)
    wanted = min(MOST, -(-len(candidates) // SENTENCES_PER_POINT))
    return tuple(candidate.point for candidate in _chosen(candidates, _worth(text, candidates), wanted))


# ---- what could be lifted


class Speech:
    """Where the article lets others speak, and where it names them."""

    def __init__(self, text: Text, statements: tuple[Statement, ...]) -> None:
        self.quotations = [quotation.outer for quotation in text.quotations if not quotation.nested]
        self.starts = [span.start for span in self.quotations]
        mentions = chain.from_iterable(statement.mention for statement in statements)
        self.named = sorted(span.start for span in mentions if span.of(text.raw).lower() not in PRONOUNS)

    def quoted(self, span: Span) -> float:
        """The part of it that is between quotation marks."""
        held = 0
        for i in range(max(0, bisect_right(self.starts, span.start) - 1), bisect_left(self.starts, span.end)):
            held += max(0, min(self.quotations[i].end, span.end) - max(self.starts[i], span.start))
        return held / (span.end - span.start)

    def names(self, span: Span) -> bool:
        return bisect_left(self.named, span.start) < bisect_left(self.named, span.end)


def _candidates(text: Text, speech: Speech, statistics: tuple[Statistic, ...]) -> list[Candidate]:
    figures = sorted(s.span.start for s in statistics if s.same_as is None and s.unit not in TIMES)
    found = []
    for point in chain.from_iterable(_points(text, index, speech) for index in range(len(text.blocks))):
        stems = frozenset(chain.from_iterable(_stems(text, span) for span in (point.span, *point.lines)))
        within = bisect_left(figures, point.span.end) - bisect_left(figures, point.span.start)
        found.append(Candidate(point, stems, within))
    return found


def _points(text: Text, index: int, speech: Speech) -> Iterator[KeyPoint]:
    """What could be lifted of a block. Bullets go with what introduces them, or stand for themselves."""
    block = text.blocks[index]
    if block.kind == "pull_quote":
        yield KeyPoint(block.span)
    elif block.kind == "paragraph" or (block.kind == "bullet" and block.lead_in is None):
        for sentence in text.sentences_of(index):
            lines = _lines(text, index) if sentence.span.end == block.span.end else ()
            if lines or _stands_alone(text, sentence, speech):
                yield KeyPoint(sentence.span, lines)


def _lines(text: Text, index: int) -> tuple[Span, ...]:
    """The bullets that a block introduces."""
    end = index + 1
    while end < len(text.blocks) and text.blocks[end].lead_in == index:
        end += 1
    return tuple(block.span for block in text.blocks[index + 1 : end])


def _stands_alone(text: Text, sentence: Sentence, speech: Speech) -> bool:
    """Whether one who reads nothing else understands it: it is whole, speaks of others, leans on nothing."""
    span = sentence.span
    tokens = [token for token in text.tokens(sentence) if token.is_word]
    spoken = [token.text.lower() for token in tokens]
    if len(spoken) < SHORTEST or text.raw[span.end - 1] in "?!:" or text.raw[span.start].islower():
        return False
    if any(
        word in READER and not text.quotation_at(token.start)
        for word, token in zip(spoken, tokens, strict=True)
    ):
        return False
    if text.quotation_at(span.start) or speech.quoted(span) > 0.5:
        return speech.names(span)
    return spoken[0] not in words("leaning_openers") or spoken[1] in CALENDAR


def _stems(text: Text, span: Span) -> Iterator[str]:
    """What its words are about. `span` begins a sentence."""
    common = words("function_words")
    sentence = text.sentence_at(span.start)
    while sentence and sentence.span.start < span.end:
        for token in text.tokens(sentence):
            word = token.text.lower()
            if word not in common and len(word) > 1 and word[0].isalpha():
                yield word[:STEM]
        sentence = text.sentence_at(sentence.span.end + 1)


# ---- what is chosen


def _worth(text: Text, candidates: Sequence[Candidate]) -> list[float]:
    uses = Counter(chain.from_iterable(candidate.stems for candidate in candidates))
    headline = next((block.span for block in text.blocks if block.kind == "heading"), None)
    for stem in set(_stems(text, headline)) if headline else ():
        uses[stem] += HEADLINE
    said = [sum(log(uses[stem]) for stem in c.stems) / sqrt(len(c.stems) or 1) for c in candidates]
    most = max(said, default=0) or 1
    return [
        weight / most + LEAD / number + FIGURE * min(candidate.figures, FIGURES)
        for number, (weight, candidate) in enumerate(zip(said, candidates, strict=True), 1)
    ]


def _chosen(candidates: Sequence[Candidate], worth: list[float], wanted: int) -> Iterator[Candidate]:
    """The worthiest first, and each weighed anew by what it adds to those before."""
    rest = list(range(len(candidates)))
    while rest and wanted:
        top = max(rest, key=lambda i: worth[i])
        chosen = candidates[top]
        yield chosen
        wanted -= 1
        rest = [i for i in rest if i != top and not _repeats(candidates[i].stems, chosen.stems)]
        for i in rest:
            worth[i] *= 1 - _likeness(candidates[i].stems, chosen.stems)


def _repeats(stems: frozenset[str], others: frozenset[str]) -> bool:
    return len(stems & others) > REPEATED * min(len(stems), len(others))


def _likeness(stems: frozenset[str], others: frozenset[str]) -> float:
    """The cosine of the two sets."""
    return len(stems & others) / sqrt(len(stems) * len(others) or 1)
