"""What an article has told, kept small, and which facts of another article it has not.

A fact is told already when the same story has told the same figure, the same words quoted, or a sentence
of which most words are the same and that leaves no number out. Only the beginning of an article is compared:
what stands further back than the longest report reaches is neither told nor new.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefs.extract.lexicon import words
from briefs.model import Brief, Quote, Span, Statistic
from briefs.story.word import LETTERS, WORD
from briefs.text import parse

SAME_SENTENCE = 0.6
"""Of its words: below it the other tells something else."""
SAME_QUOTE = 0.8
MEASURED = re.compile(r"percent|[A-Z]{3}\Z")
"""Units proper. Of things counted the number alone is compared: one writes homes, another houses."""
REACH = 30_000
"""Characters, some 5,000 words: without a limit, two books would be compared sentence by sentence."""
NOT = re.compile(r"n['’]t\b")

Kind = Literal["point", "statistic", "quote", "statement"]
Place = tuple[Kind, int]
Figure = tuple[str, str, frozenset[str]]
"""Value, unit, and the words of what it measures."""


@dataclass(frozen=True, slots=True)
class Gist:
    figures: tuple[Figure, ...]
    quotes: tuple[frozenset[str], ...]
    sentences: tuple[frozenset[str], ...]


def gist_of(brief: Brief) -> Gist:
    sentences = parse(brief.article.text[:REACH]).sentences
    return Gist(
        tuple(figure_of(brief, figure) for figure in brief.statistics if figure.span.end <= REACH),
        tuple(quoted_words(brief, quote) for quote in brief.quotes if quote.span.end <= REACH),
        tuple(stems_of(brief, sentence.span) for sentence in sentences),
    )


def to_json(gist: Gist) -> str:
    figures = [(value, unit, sorted(measure)) for value, unit, measure in gist.figures]
    parts = [figures, *([sorted(one) for one in part] for part in (gist.quotes, gist.sentences))]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def from_json(data: str) -> Gist:
    figures, quotes, sentences = json.loads(data)
    return Gist(
        tuple((value, unit, frozenset(measure)) for value, unit, measure in figures),
        tuple(map(frozenset, quotes)),
        tuple(map(frozenset, sentences)),
    )


def new_facts(brief: Brief, told: Sequence[Gist]) -> Iterator[Place]:
    """Kind and position of the facts that none of these told: points, figures, quotes, statements."""
    numbers = {stem for gist in told for sentence in gist.sentences for stem in sentence if stem[0].isdigit()}
    sentences = [sentence for gist in told for sentence in gist.sentences]
    figures = [figure for gist in told for figure in gist.figures]
    quotes = [quote for gist in told for quote in gist.quotes]

    def is_new(span: Span) -> bool:
        if span.end > REACH:
            return False
        said = stems_of(brief, span)
        return bool(_numbers(said) - numbers) or not within(said, sentences, SAME_SENTENCE)

    yield from (("point", i) for i, point in enumerate(brief.key_points) if is_new(point.span))
    for i, statistic in enumerate(brief.statistics):
        figure = figure_of(brief, statistic)
        if statistic.same_as is not None or statistic.span.end > REACH:
            continue
        if not any(same_figure(figure, other) for other in figures):
            yield "statistic", i
    unheard = [
        quote.span.end <= REACH and not within(quoted_words(brief, quote), quotes, SAME_QUOTE)
        for quote in brief.quotes
    ]
    yield from (("quote", i) for i, new in enumerate(unheard) if new)
    heard = {quote.statement for quote, new in zip(brief.quotes, unheard, strict=True) if not new}
    for i, statement in enumerate(brief.statements):
        if i not in heard and is_new(statement.sentence):
            yield "statement", i


def same_figure(one: Figure, other: Figure) -> bool:
    (value, unit, measure), (other_value, other_unit, other_measure) = one, other
    if value != other_value:
        return False
    if not MEASURED.match(unit) and not MEASURED.match(other_unit):
        return True
    percent_of_two_things = unit.startswith("percent") and measure and other_measure
    return unit == other_unit and not (percent_of_two_things and measure.isdisjoint(other_measure))


def within(said: frozenset[str], others: Iterable[frozenset[str]], share: float) -> bool:
    """Whether one of the others holds that share of its words."""
    least = share * len(said)
    return any(len(said & other) >= least for other in others)


def figure_of(brief: Brief, statistic: Statistic) -> Figure:
    measure = stems_of(brief, statistic.measure) if statistic.measure else frozenset()
    value = f"{statistic.value.normalize():f}"
    upper = f"–{statistic.upper.normalize():f}" if statistic.upper is not None else ""
    return value + upper, statistic.unit or "", measure


def quoted_words(brief: Brief, quote: Quote) -> frozenset[str]:
    """What one outlet prints as "doesn't", another prints as "does not"."""
    return frozenset(WORD.findall(NOT.sub(" not", brief.words(quote.span).lower())))


def stems_of(brief: Brief, span: Span) -> frozenset[str]:
    said = WORD.findall(brief.words(span).lower())
    return frozenset([word if word[0].isdigit() else word[:LETTERS] for word in said]) - words(
        "function_words"
    )


def _numbers(said: frozenset[str]) -> set[str]:
    return {stem for stem in said if stem[0].isdigit()}
