"""Statistics: figures with what they measure, grounded; see `figure` for how one is read.

The parts of a figure follow the literature on quantities in text, value, unit, change and what is
measured (Roy, Vieira and Roth 2015, "Reasoning about Quantities in Natural Language"; Almasian et al.
2023, "CQE: A Comprehensive Quantity Extractor"); the rules and lists here are our own.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from briefs.extract.statistic.atom import Atoms, atoms_of
from briefs.extract.statistic.context import change_of, qualifier_after, qualifier_before
from briefs.extract.statistic.figure import figures_of
from briefs.extract.statistic.measure import measure_of
from briefs.extract.statistic.numeral import NEEDED
from briefs.extract.statistic.period import period_of, periods_in
from briefs.extract.statistic.quantity import Figure
from briefs.extract.statistic.repeat import linked
from briefs.model import Span, Statement, Statistic
from briefs.text import Sentence, Text

DIGIT = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
LETTERS = re.compile(r"[a-z]+")
NESTED = 8  # statements that may hold a figure at once; one inside the other, never many


def find_statistics(text: Text, statements: tuple[Statement, ...]) -> tuple[Statistic, ...]:
    """The statistics of the story, in reading order."""
    given = _Given(statements)
    told = (sentence for sentence in text.sentences if _tells(text, sentence))
    return linked([found for sentence in told for found in _in_sentence(text, sentence, given)], text.raw)


def _tells(text: Text, sentence: Sentence) -> bool:
    """Whether it may hold a figure: not beside the story, and not a page or rank on a line of its own."""
    if text.blocks[sentence.block].kind == "aside" or not _may_hold(text.tokens(sentence).lows):
        return False
    return len(text.blocks) == 1 or not sentence.span.of(text.raw).strip(" .)").isdecimal()


def _may_hold(lows: Sequence[str]) -> bool:
    """Whether a number can be in the sentence; most have none, and are left at once."""
    if not NEEDED.isdisjoint(lows):
        return True
    odd = " ".join([low for low in lows if not low.isalpha()])  # few: figures, "twenty-two", marks
    return DIGIT.search(odd) is not None or not NEEDED.isdisjoint(LETTERS.findall(odd))


def _in_sentence(text: Text, sentence: Sentence, given: "_Given") -> list[Statistic]:
    atoms = atoms_of(text.tokens(sentence))
    figures = figures_of(atoms)
    spans = [_span(atoms, figure.first, figure.last) for figure in figures]
    periods = periods_in(text.raw, atoms, spans) if figures else []
    found: list[Statistic] = []
    for k, figure in enumerate(figures):
        statistic = _statistic(text.raw, sentence, atoms, figure, period_of(k, spans, periods), given)
        if found and statistic.change is None and atoms.lows[figure.first - 2 : figure.first] == (",", "or"):
            statistic = replace(statistic, change=found[-1].change)  # "rose 12 points, or 0.3 percent"
        found.append(statistic)
    return found


def _statistic(
    raw: str, sentence: Sentence, atoms: Atoms, figure: Figure, period: Span | None, given: "_Given"
) -> Statistic:
    before = qualifier_before(atoms, figure.first, figure.unit)
    after = None if before else qualifier_after(atoms, figure.last)
    first, last = before[1] if before else figure.first, after[1] if after else figure.last
    end = figure.noun[1] if figure.noun else figure.last
    change = change_of(atoms, first, end, figure.unit or atoms.lows[end - 1])
    measure = measure_of(atoms, figure, first, change[1] if change else None)
    span = _span(atoms, first, last)
    said = before or after
    return Statistic(
        span=span,
        value=figure.value,
        upper=figure.upper,
        sentence=sentence.span,
        unit=figure.unit or (" ".join(_span(atoms, *figure.noun).of(raw).split()) if figure.noun else None),
        qualifier=said[0] if said else "more than" if figure.number.vague else None,
        change=change[0] if change else None,
        measure=_span(atoms, *measure) if measure else None,
        period=period,
        statement=given.by(span),
    )


def _span(atoms: Atoms, first: int, last: int) -> Span:
    return Span(atoms.starts[first], atoms.ends[last - 1])


class _Given:
    """Which statement gives a figure: the innermost whose content holds it."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        contents = ((span.start, span.end, index) for index, s in enumerate(statements) for span in s.content)
        self._contents = sorted(contents)
        self._starts = [start for start, _, _ in self._contents]

    def by(self, figure: Span) -> int | None:
        i = bisect_right(self._starts, figure.start)
        near = self._contents[max(0, i - NESTED) : i]
        holding = [(end - start, index) for start, end, index in near if figure.end <= end]
        return min(holding)[1] if holding else None
