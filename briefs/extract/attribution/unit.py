"""Units: what attribution looks at at once.

A unit is a run of sentences no quotation crosses the edge of; in it a quotation counts as one
token, so that a cue inside somebody's words is never taken for the reporter's. Sentences that are
nothing but quotation go with the unit before them: they carry on what it quotes.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from briefs.extract.attribution.word_class import (
    COPULAS,
    DETERMINERS,
    FINITE,
    GENITIVES,
    NAMED,
    NO_VERBS,
    QUOTED,
)
from briefs.extract.lexicon import words
from briefs.model import Span
from briefs.text import Quotation, Sentence, Text, Token

Range = tuple[int, int]  # the first and the last token, both included

LONGEST = 200  # tokens, a quotation counting as one; what is longer is a table or a list, no sentence
CLOSING = frozenset(",.!?…—–-;:'’")
UNCAPITALISED = frozenset("a an and at by for from in of on or the to with".split())  # in titles


class Unit(NamedTuple):
    """`low` holds the tokens in lower case; `tail` are the quotations of carried-on sentences."""

    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    block: int
    sentence: Span
    closed: frozenset[int] = frozenset()  # quotations with a comma or a full stop inside their marks
    tail: tuple[Span, ...] = ()
    titled: bool = False  # Printed With Capitals, Like a Heading
    verbs: frozenset[int] = frozenset()  # tokens that most likely are the verb of a clause

    def span(self, first: int, last: int) -> Span:
        """From token `first` to the end of token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def is_lower(self, at: int) -> bool:
        """Whether the word at `at` is printed as a common word: always so where all are capitalised."""
        return self.titled or self.tokens[at].text[0].islower()


def units_of(text: Text) -> Iterator[Unit]:
    held: list[Unit] = []  # a unit and those that carry on what it quotes
    continues = {q.outer.start for q in text.quotations if q.continues}
    for unit in _plain_units(text):
        if held and _is_quotation(unit) and _carries_on(text, held, unit, continues):
            held.append(unit)
            continue
        if held:
            yield _with_tail(*held)
        held = [unit]
    if held:
        yield _with_tail(*held)


def _with_tail(unit: Unit, *carried_on: Unit) -> Unit:
    if not carried_on:
        return unit
    tail = tuple([Span(t.start, t.end) for other in carried_on for t in other.tokens if t.text == QUOTED])
    return unit._replace(sentence=Span(unit.sentence.start, carried_on[-1].sentence.end), tail=tail)


def _is_quotation(unit: Unit) -> bool:
    return QUOTED in unit.low and not any(low[0].isalnum() for low in unit.low)


def _carries_on(text: Text, held: Sequence[Unit], unit: Unit, continues: set[int]) -> bool:
    """In its paragraph always; in the next where that opens with marks again or was led up to."""
    block, first = text.blocks[unit.block], held[0]
    if held[-1].sentence.end > block.span.start:
        return not _is_quotation(first)
    if unit.tokens[0].start in continues:
        return True
    return block.kind == "paragraph" and (len(held) > 1 or first.low[-1] == ":" or QUOTED in first.low)


def _plain_units(text: Text) -> Iterator[Unit]:
    outer = [q for q in text.quotations if not q.nested]
    first = 0
    for index, block in enumerate(text.blocks):
        last = first
        while last < len(outer) and outer[last].outer.start < block.span.end:
            last += 1
        here = outer[first:last]
        at = 0
        for run in _runs(text.sentences_of(index), here):
            tokens = list(chain.from_iterable(map(text.tokens, run)))
            span = Span(run[0].span.start, run[-1].span.end)
            while at < len(here) and here[at].outer.end <= span.start:
                at += 1
            end = at
            while end < len(here) and here[end].outer.start < span.end:
                end += 1
            yield from _units(text, tokens, here[at:end], index, span)
        first = last


def _runs(sentences: Iterable[Sentence], quotations: list[Quotation]) -> Iterator[list[Sentence]]:
    """The sentences, together where a quotation goes on over the end of one."""
    held: list[Sentence] = []
    at = 0
    for sentence in sentences:
        held.append(sentence)
        while at < len(quotations) and quotations[at].outer.end <= sentence.span.end:
            at += 1
        if at == len(quotations) or quotations[at].outer.start >= sentence.span.end:
            yield held
            held = []
    if held:
        yield held


def _units(
    text: Text, tokens: list[Token], quotations: list[Quotation], block: int, sentence: Span
) -> Iterator[Unit]:
    closed: set[int] = set()
    if quotations:
        tokens, closed = _folded(text, tokens, quotations)
    titled = _is_titled(tokens)
    if quotations and not titled:  # where all is capitalised, capitals do not make a title
        tokens = [t._replace(text=NAMED) if _is_named(text, t) else t for t in tokens]
    if len(tokens) <= LONGEST:
        low = tuple([t.text.lower() for t in tokens])
        verbs = _verbs(tokens, low, titled)
        yield Unit(tuple(tokens), low, block, sentence, frozenset(closed), (), titled, verbs)


def _folded(text: Text, tokens: list[Token], quotations: list[Quotation]) -> tuple[list[Token], set[int]]:
    """The tokens with one for each quotation, and which of these have a mark at their end."""
    folded: list[Token] = []
    closed: set[int] = set()
    at = 0
    for quotation in quotations:
        start, end = quotation.outer.start, quotation.outer.end
        while at < len(tokens) and tokens[at].start < start:
            folded.append(tokens[at])
            at += 1
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if text.raw[quotation.span.end - 1] in CLOSING:
            closed.add(len(folded))
        folded.append(Token(start, end, QUOTED))
    return folded + tokens[at:], closed


def _is_named(text: Text, token: Token) -> bool:
    """Whether the quotation is a title, unless it follows what announces speech: "Lee: “No Way Back”"."""
    if token.text != QUOTED or text.raw[max(0, token.start - 3) : token.start].rstrip().endswith(":"):
        return False
    return is_title(text.raw[token.start : token.end])


def _verbs(tokens: list[Token], low: Sequence[str], titled: bool) -> frozenset[int]:
    known = _finite()
    found = [at for at, word in enumerate(low) if word in known or word[-2:] == "ed"]
    return frozenset([at for at in found if low[at] in FINITE or _may_be_verb(tokens, low, at, titled)])


@cache
def _finite() -> frozenset[str]:
    return FINITE | words("finite")


def _may_be_verb(tokens: list[Token], low: Sequence[str], at: int, titled: bool) -> bool:
    """Whether the form is no name, and nothing before it makes it a noun or a participle."""
    if at == 0 or not (titled or tokens[at].text[0].islower()) or len(low[at]) < 3 or low[at] in NO_VERBS:
        return False
    before = low[at - 1]
    return not (before in DETERMINERS or before in COPULAS or before in GENITIVES or before in ("of", "to"))


def is_title(quoted: str) -> bool:
    """Whether the words between the marks are a title: "The Long Road Home", not "Build it!"."""
    printed = quoted.strip("\"“”‘’'` ").split()
    return (
        1 < len(printed) < 12
        and all(w[0].isupper() or w[0].isdigit() or w in UNCAPITALISED for w in printed)
        and not any(mark in quoted[:-1] for mark in "!?;")
    )


def _is_titled(tokens: list[Token]) -> bool:
    if not any(t.text[0].isupper() for t in tokens[1:4]):
        return False
    long = [t.text for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > 2 and sum([w[0].isupper() for w in long]) >= 0.7 * len(long)
