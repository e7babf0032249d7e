"""Key points: what the reader should not miss, most important first.

Extractive, after MEAD (Radev, Jing, Styś and Tam 2004): a sentence is worth what its words are worth
to the whole article, more where an article puts its news, and nothing where it repeats.

    words       how often the article uses them (Luhn 1958), its headlines above all (Edmundson 1969)
    position    news is told first, and a section's news in its first sentence (Nenkova 2005)
    facts       the figures, actors and statements in it
    novelty     maximal marginal relevance (Carbonell and Goldstein 1998)

What cannot be read alone is not lifted at all: see `_stands_alone`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from briefs.extract.lexicon import words
from briefs.model import Actor, KeyPoint, Span, Statement, Statistic
from briefs.text import Sentence, Text, Token

MOST = 8  # what a reader takes in at a glance
SENTENCES_PER_POINT = 4  # of a short article

HEADLINE = 3  # uses in the text that one use in the headline is worth
LEAD = (
    1.0  # what the first sentence gains, where the sentence of the best words has 1; the n-th gains LEAD / n
)
SECTION_LEAD = 0.3
FACT = 0.1
REPEATED = 0.5  # a sentence that shares more of its words with a chosen point says the same
SECTION = 0.7  # what is left of a sentence's worth for each point its section has already

STEM = 6  # letters: for retrieval cutting English words off does as well as stemming (McNamee 2004)
SHORTEST = 6  # words: what is shorter leans on its neighbours

# Openers that lean on the sentence before.
LEANING = frozenset(
    "he she it they him her his hers its their theirs this that these those such both neither another others "
    "and but or so yet nor also then thus therefore however instead still too moreover furthermore besides "
    "nevertheless nonetheless otherwise similarly likewise afterwards here there".split()
)
TIMES = frozenset(
    "week month year morning afternoon evening time summer autumn fall winter spring season weekend".split()
)
ADDRESSED = frozenset(("you", "your", "yours"))


@dataclass(frozen=True, slots=True)
class Candidate:
    point: KeyPoint
    stems: frozenset[str]
    section: int
    place: float
    facts: int


def find_key_points(
    text: Text,
    actors: tuple[Actor, ...],
    statements: tuple[Statement, ...],
    statistics: tuple[Statistic, ...],
) -> tuple[KeyPoint, ...]:
    """At most MOST of them, fewer of a short article."""
    candidates = list(_candidates(text, Facts(actors, statements, statistics)))
    wanted = min(MOST, -(-len(candidates) // SENTENCES_PER_POINT))
    return tuple(_chosen(candidates, _weights(text, candidates), wanted))


class Facts:
    """What the other extractors found, by place."""

    def __init__(
        self, actors: Sequence[Actor], statements: Sequence[Statement], statistics: Sequence[Statistic]
    ) -> None:
        named = (mention.start for actor in actors for mention in actor.mentions[:1])
        said = (statement.content[0].start for statement in statements if statement.content)
        self.places = sorted(chain(named, said, (statistic.span.start for statistic in statistics)))
        self.mentions = sorted(span.start for statement in statements for span in statement.mention)

    def count(self, span: Span) -> int:
        return bisect_left(self.places, span.end) - bisect_left(self.places, span.start)

    def voice(self, span: Span) -> bool:
        """Whether the one who speaks is named within."""
        return bisect_left(self.mentions, span.end) > bisect_left(self.mentions, span.start)


def _candidates(text: Text, facts: Facts) -> Iterator[Candidate]:
    section, number, fresh = 0, 0, False
    for index, block in enumerate(text.blocks):
        if block.kind == "heading":
            section, fresh = section + 1, number > 0
        for point in _points(text, index, facts):
            number += 1
            place = LEAD / number + SECTION_LEAD * fresh
            stems = frozenset(chain.from_iterable(_stems(text, span) for span in (point.span, *point.lines)))
            yield Candidate(point, stems, section, place, facts.count(point.span))
            fresh = False


def _points(text: Text, index: int, facts: Facts) -> Iterator[KeyPoint]:
    """What could be lifted of a block."""
    block = text.blocks[index]
    if block.kind == "pull_quote":
        yield KeyPoint(block.span)
    elif block.kind == "paragraph" or (block.kind == "bullet" and block.lead_in is None):
        for sentence in text.sentences_of(index):
            lines = _lines(text, index, sentence)
            if _stands_alone(text, sentence, facts, bool(lines)):
                yield KeyPoint(sentence.span, lines)


def _lines(text: Text, index: int, sentence: Sentence) -> tuple[Span, ...]:
    """The bullets that a sentence introduces."""
    if sentence.span.end != text.blocks[index].span.end:
        return ()
    following = range(index + 1, len(text.blocks))
    lines = []
    for i in following:
        if text.blocks[i].lead_in != index:
            break
        lines.append(text.blocks[i].span)
    return tuple(lines)


def _stands_alone(text: Text, sentence: Sentence, facts: Facts, leads: bool) -> bool:
    """Whether a reader who sees nothing else understands it: whole, told to nobody, leaning on nothing."""
    span = sentence.span
    tokens = text.tokens(sentence)
    spoken = [token.text.lower() for token in tokens if token.is_word]
    told = [t.text.lower() for t in tokens if t.is_word and not text.quotation_at(t.start)]
    last = text.raw[span.end - 1]
    if len(spoken) < SHORTEST and not leads or last in "?!" or (last in ":" and not leads):
        return False
    if not ADDRESSED.isdisjoint(told) or text.raw[span.start].islower():
        return False
    if len(told) < len(spoken) / 3 or not told:  # the words of somebody: of whom?
        return facts.voice(span)
    return not _leans(spoken)


def _leans(spoken: Sequence[str]) -> bool:
    if spoken[0] in ("this", "that", "these", "those") and len(spoken) > 1 and spoken[1] in TIMES:
        return False
    return spoken[0] in LEANING


def _stems(text: Text, span: Span) -> Iterator[str]:
    common = words("function_words")
    sentence = text.sentence_at(span.start)
    while sentence:
        for token in text.tokens(sentence):
            word = token.text.lower()
            if token.is_word and len(word) > 1 and word not in common:
                yield word[:STEM]
        sentence = text.sentence_at(sentence.span.end + 1) if sentence.span.end < span.end else None


def _weights(text: Text, candidates: Sequence[Candidate]) -> dict[str, float]:
    uses = Counter(chain.from_iterable(candidate.stems for candidate in candidates))
    headlines = [block.span for block in text.blocks if block.kind == "heading"]
    for stem in chain.from_iterable(_stems(text, span) for span in headlines[:1]):
        uses[stem] += HEADLINE
    return {stem: log(count) for stem, count in uses.items()}


def _chosen(candidates: Sequence[Candidate], weights: dict[str, float], wanted: int) -> Iterator[KeyPoint]:
    """The worthiest first; each weighed by what it says that the chosen ones do not."""
    words_worth = [sum(weights[stem] for stem in candidate.stems) for candidate in candidates]
    best = max(words_worth, default=0) or 1
    worth = [
        words / best + candidate.place + FACT * min(candidate.facts, 3)
        for words, candidate in zip(words_worth, candidates, strict=True)
    ]
    rest = dict(enumerate(candidates))
    while rest and wanted:
        top = max(rest, key=lambda i: (worth[i], -i))
        if worth[top] <= 0:
            break
        chosen = rest.pop(top)
        yield chosen.point
        wanted -= 1
        for i, other in rest.items():
            shared = len(other.stems & chosen.stems) / (min(len(other.stems), len(chosen.stems)) or 1)
            if shared > REPEATED:
                worth[i] = 0
            elif other.section == chosen.section:
                worth[i] *= SECTION
            worth[i] *= 1 - shared
