"""Statistics: figures with what they measure, grounded; see `figure` for how one is read.

The terms follow Roy et al. (2015) and Almasian et al. (2023): value, unit, change, what is measured.
"""

from briefs.extract.statistic.atom import Atoms, atoms_of
from briefs.extract.statistic.context import change_of, period_of, periods_in, qualifier_after, qualifier_before
from briefs.extract.statistic.figure import Figure, figures_of
from briefs.extract.statistic.number import STARTS
from briefs.model import Span, Statement, Statistic
from briefs.text import Sentence, Text, Token


def find_statistics(text: Text, statements: tuple[Statement, ...]) -> tuple[Statistic, ...]:
    found: list[Statistic] = []
    for sentence in text.sentences:
        if text.blocks[sentence.block].kind != "aside":
            found += _in_sentence(text, sentence)
    return tuple(found)


def _in_sentence(text: Text, sentence: Sentence) -> list[Statistic]:
    tokens = text.tokens(sentence)
    if not any(map(_may_begin, tokens)):
        return []
    atoms = atoms_of(tokens)
    figures = figures_of(atoms)
    spans = [_span(atoms, figure.first, figure.last) for figure in figures]
    periods = periods_in(text.raw, sentence.span) if figures else []
    return [_statistic(text, sentence, atoms, figure, spans, periods) for figure in figures]


def _may_begin(token: Token) -> bool:
    word = token.text
    if word.isalpha():
        return word.lower() in STARTS
    return any(map(str.isnumeric, word)) or word.lower().partition("-")[0] in STARTS


def _statistic(
    text: Text, sentence: Sentence, atoms: Atoms, figure: Figure, spans: list[Span], periods: list[Span]
) -> Statistic:
    first, last = figure.first, figure.last
    before = qualifier_before(atoms, first, figure.unit)
    after = qualifier_after(atoms, last)
    if before:
        first = before[1]
    elif after:
        last = after[1]
    change = change_of(atoms, first, figure.noun[1] if figure.noun else last)
    span = _span(atoms, first, last)
    noun = _span(atoms, *figure.noun) if figure.noun else None
    qualifier = before[0] if before else after[0] if after else "more than" if figure.number.vague else None
    return Statistic(
        span=span,
        value=figure.value,
        upper=figure.upper,
        sentence=sentence.span,
        unit=figure.unit or (noun.of(text.raw) if noun else None),
        qualifier=qualifier,
        change=change[0] if change else None,
        measure=noun,
        period=period_of(span, spans, periods),
    )


def _span(atoms: Atoms, first: int, last: int) -> Span:
    return Span(atoms[first].start, atoms[last - 1].end)
