"""What could be lifted out of an article: sentences to be read alone, and bullets with their lead-in."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from briefs.extract.key_point.stem import stems
from briefs.extract.lexicon import lines, words
from briefs.model import KeyPoint, Span, Statement, Statistic
from briefs.text import Sentence, Text, Tokens

SHORTEST = 6  # words: what is shorter leans on its neighbours
LINES = 3  # a list is weighed by its first bullets: its length must not make it news
TOLD = 0.8  # of its words are in the headline: it says nothing more
LONGEST_OPENER = 5  # words
PREPOSITIONS = frozenset(
    [
        "After",
        "As",
        "At",
        "Before",
        "By",
        "During",
        "For",
        "From",
        "In",
        "On",
        "Since",
        "Until",
        "When",
        "While",
        "With",
    ]
)
READER = frozenset(["you", "your", "yours", "You", "Your"])
SUBJECTS = frozenset(["he", "she", "they"])
THIRD_PERSON = SUBJECTS | {"him", "her", "them", "his", "their"}
PRONOUNS = THIRD_PERSON | {"i", "we", "you", "it", "who"}
UNNAMED = PRONOUNS | {"anonymous"}
# Ages and durations are background: "19-year-old", "two days later".
TIMES = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"])
PERIODS = TIMES | {"weekend", "morning", "afternoon", "evening", "season", "spring", "summer", "winter"}


Place = tuple[int, int, int, bool]


@dataclass(slots=True, eq=False)
class Candidate:
    """Where it stands is counted from 1: its section, its paragraph in the story, its sentence in that.

    A pull quote is what the editors of the article lifted out of it themselves.
    """

    point: KeyPoint
    section: int
    paragraph: int
    sentence: int
    pull_quote: bool
    stems: frozenset[str]
    figures: int


def liftable(
    text: Text, titled: Set[str], statements: Sequence[Statement], statistics: Sequence[Statistic]
) -> list[Candidate]:
    """In reading order; `titled` are the stems of the headline."""
    figures = sorted(s.span.start for s in statistics if s.same_as is None and s.unit not in TIMES)
    named = _named(text, statements)
    found = []
    for place, point in _points(text, named):
        about = stems(chain.from_iterable(_words(text, point)))
        if len(about & titled) < TOLD * len(about):
            found.append(Candidate(point, *place, about, _count(figures, point.span)))
    return found


def _points(text: Text, named: Sequence[int]) -> Iterator[tuple[Place, KeyPoint]]:
    """The sentences of the story that can be read alone.

    Bullets go with what introduces them, or stand for themselves; a pull quote has a name under it.
    Questions and answers are asked for by a page that has told its story; asides are none of it.
    """
    section, paragraph = 1, 0
    for index, block in enumerate(text.blocks):
        if block.kind == "heading":
            section += 1
        elif block.kind == "pull_quote":
            paragraph += 1
            if _count(named, block.span):
                yield (section, paragraph, 1, True), KeyPoint(block.span)
        elif block.kind == "paragraph" or (block.kind == "bullet" and block.lead_in is None):
            paragraph += 1
            for number, sentence in enumerate(text.sentences_of(index), 1):
                bullets = _bullets(text, index) if sentence.span.end == block.span.end else ()
                if bullets or _stands_alone(text, sentence, named):
                    yield (section, paragraph, number, False), KeyPoint(sentence.span, bullets)


def _bullets(text: Text, index: int) -> tuple[Span, ...]:
    """The bullets that a block introduces."""
    end = index + 1
    while end < len(text.blocks) and text.blocks[end].lead_in == index:
        end += 1
    return tuple(block.span for block in text.blocks[index + 1 : end])


def _stands_alone(text: Text, sentence: Sentence, named: Sequence[int]) -> bool:
    """Whether one who reads nothing else understands it: it is whole, tells something, leans on nothing."""
    if not _is_whole(text, sentence.span):
        return False
    tokens = text.tokens(sentence)
    places = [at for at, low in enumerate(tokens.lows) if low[0].isalnum()]  # the words, not the marks
    if len(places) < SHORTEST:
        return False
    opening = _opening([tokens.lows[at] for at in places[:LONGEST_OPENER]])
    return not (
        opening.startswith(_openers("calls_to_action", opening[0]))
        or _calls(text, tokens)
        or _leans(text, sentence.span, tokens, places, opening, named)
    )


def _is_whole(text: Text, span: Span) -> bool:
    """Whether it begins and ends as a statement does, and cuts no quotation in two."""
    if text.raw[span.end - 1] in "?!:" or text.raw[span.start].islower():
        return False
    first, last = text.quotation_at(span.start), text.quotation_at(span.end - 1)
    return (first is None or span.holds(first.outer)) and (last is None or span.holds(last.outer))


def _calls(text: Text, tokens: Tokens) -> bool:
    """Whether it speaks to the reader: "your thoughts"."""
    if READER.isdisjoint(tokens.texts):
        return False
    spoken_to = [start for start, word in zip(tokens.starts, tokens.texts, strict=True) if word in READER]
    return any(text.quotation_at(start) is None for start in spoken_to)


def _leans(
    text: Text, span: Span, tokens: Tokens, places: Sequence[int], opening: str, named: Sequence[int]
) -> bool:
    """Whether it points back: "This", "For example", "After the vote, she"; or somebody unnamed speaks."""
    first, second = places[:2]
    if text.quotation_at(span.start):
        return _count(named, span) == 0 or opening.split()[0] in THIRD_PERSON
    if opening.startswith(_openers("leaning_openers", opening[0])):
        return tokens.lows[second] not in PERIODS  # "This week"
    return tokens.texts[first] in PREPOSITIONS and _starts_with_pronoun(text, tokens, places)


def _starts_with_pronoun(text: Text, tokens: Tokens, places: Sequence[int]) -> bool:
    """Whether "he", "she" or "they" acts before anybody is named: "On Friday she", "After the vote, they"."""
    for number, (before, at) in enumerate(pairwise(places), 2):
        word = tokens.texts[at]
        if word in SUBJECTS:
            return number <= LONGEST_OPENER or "," in text.raw[tokens.ends[before] : tokens.starts[at]]
        if word[0].isupper() and tokens.lows[at] not in words("calendar"):
            return False
    return False


def _opening(words: Sequence[str]) -> str:
    """The first words, one space behind each, contractions apart: "it 's "."""
    return f"{' '.join(words)} ".replace("’", "'").replace("'", " '")


@cache
def _openers(lexicon: str, letter: str) -> tuple[str, ...]:
    """Those of the lexicon that begin with the letter."""
    return tuple(f"{opener} " for opener in lines(lexicon) if opener.startswith(letter))


def _named(text: Text, statements: Sequence[Statement]) -> list[int]:
    """Where those who speak are named."""
    mentions = chain.from_iterable(statement.mention for statement in statements)
    return sorted(span.start for span in mentions if span.of(text.raw).lower() not in UNNAMED)


def _count(places: Sequence[int], span: Span) -> int:
    return bisect_left(places, span.end) - bisect_left(places, span.start)


def _words(text: Text, point: KeyPoint) -> Iterator[tuple[str, ...]]:
    """The tokens of each sentence that it is weighed by, in lower case."""
    for span in (point.span, *point.lines[:LINES]):
        sentence = text.sentence_at(span.start)
        while sentence:
            yield text.tokens(sentence).lows
            more = sentence.span.end < span.end
            sentence = text.sentence_at(sentence.span.end + 1) if more else None
