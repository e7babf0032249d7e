"""Units: what attribution looks at at once.

A unit is a run of sentences no quotation crosses the edge of; in it a quotation counts as one
token, so that a cue inside somebody's words is never taken for the reporter's. Sentences that are
nothing but quotation go with the unit before them: they carry on what it quotes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

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
from briefs.text import Quotation, Sentence, Text, Tokens
from briefs.text.word import in_a_row

Range = tuple[int, int]  # the first and the last token, both included

LONGEST = 200  # tokens, a quotation counting as one; what is longer is a table or a list, no sentence
CLOSING = frozenset(",.!?…—–-;:'’")
UNCAPITALISED = frozenset("a an and at by for from in of on or the to with".split())  # in titles


@dataclass(slots=True, eq=False)
class Unit:
    """`low` holds the tokens in lower case; `tail` are the quotations of carried-on sentences."""

    tokens: Tokens
    low: tuple[str, ...]
    block: int
    sentence: Span
    closed: frozenset[int] = frozenset()  # quotations with a comma or a full stop inside their marks
    tail: tuple[Span, ...] = ()
    titled: bool = False  # Printed With Capitals, Like a Heading
    verbs: frozenset[int] = frozenset()  # tokens that most likely are the verb of a clause

    def span(self, first: int, last: int) -> Span:
        """From token `first` to the end of token `last`, both included."""
        return Span(self.tokens.starts[first], self.tokens.ends[last])

    def has_verb(self, first: int, end: int) -> bool:
        """Whether a verb stands from token `first` up to, not including, `end`."""
        return not self.verbs.isdisjoint(range(first, end))

    def is_lower(self, at: int) -> bool:
        """Whether the word at `at` is printed as a common word: always so where all are capitalised."""
        return self.titled or self.tokens.texts[at][0].islower()


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
    tail = tuple(
        [other.span(at, at) for other in carried_on for at, low in enumerate(other.low) if low == QUOTED]
    )
    return replace(unit, sentence=Span(unit.sentence.start, carried_on[-1].sentence.end), tail=tail)


def _is_quotation(unit: Unit) -> bool:
    return QUOTED in unit.low and not any(low[0].isalnum() for low in unit.low)


def _carries_on(text: Text, held: Sequence[Unit], unit: Unit, continues: set[int]) -> bool:
    """In its paragraph always; in the next where that opens with marks again or was led up to."""
    block, first = text.blocks[unit.block], held[0]
    if held[-1].sentence.end > block.span.start:
        return not _is_quotation(first)
    if unit.tokens.starts[0] in continues:
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
            tokens = in_a_row([text.tokens(sentence) for sentence in run])
            span = run[0].span if len(run) == 1 else Span(run[0].span.start, run[-1].span.end)
            while at < len(here) and here[at].outer.end <= span.start:
                at += 1
            end = at
            while end < len(here) and here[end].outer.start < span.end:
                end += 1
            unit = _unit(text, tokens, here[at:end], index, span)
            if unit is not None:
                yield unit
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


def _unit(text: Text, tokens: Tokens, quotations: list[Quotation], block: int, sentence: Span) -> Unit | None:
    closed: set[int] = set()
    if quotations:
        tokens, closed = _folded(text, tokens, quotations)
    if len(tokens.lows) > LONGEST:
        return None
    titled = _is_titled(tokens)
    if quotations and not titled:  # where all is capitalised, capitals do not make a title
        tokens = _named(text, tokens)
    verbs = _verbs(tokens, titled)
    return Unit(tokens, tokens.lows, block, sentence, frozenset(closed), (), titled, verbs)


def _folded(text: Text, tokens: Tokens, quotations: list[Quotation]) -> tuple[Tokens, set[int]]:
    """The tokens with one for each quotation, and which of these have a mark at their end."""
    parts: list[Tokens] = []
    closed: set[int] = set()
    at = size = 0
    for quotation in quotations:
        start, end = quotation.outer
        first = bisect_left(tokens.starts, start, at)
        size += first - at
        if text.raw[quotation.span.end - 1] in CLOSING:
            closed.add(size)
        size += 1
        parts += tokens.part(at, first), Tokens((start,), (end,), (QUOTED,), (QUOTED,))
        at = bisect_left(tokens.starts, end, first)
    return in_a_row([*parts, tokens.part(at)]), closed


def _named(text: Text, tokens: Tokens) -> Tokens:
    """The tokens with the quotations that are titles marked as such."""
    named = [at for at, low in enumerate(tokens.lows) if low == QUOTED and _is_named(text, tokens, at)]
    if not named:
        return tokens
    lows = tuple([NAMED if at in named else low for at, low in enumerate(tokens.lows)])
    texts = tuple([NAMED if at in named else printed for at, printed in enumerate(tokens.texts)])
    return Tokens(tokens.starts, tokens.ends, texts, lows)


def _is_named(text: Text, tokens: Tokens, at: int) -> bool:
    """Whether the quotation is a title, unless it follows what announces speech: "Lee: “No Way Back”"."""
    start, end = tokens.starts[at], tokens.ends[at]
    announced = text.raw[max(0, start - 3) : start].rstrip().endswith(":")
    return not announced and is_title(text.raw[start:end])


def _verbs(tokens: Tokens, titled: bool) -> frozenset[int]:
    known = _finite()
    found = [
        at
        for at, word in enumerate(tokens.lows)
        if (word in known or (word[-1] == "d" and word[-2:] == "ed"))
        and (word in FINITE or _may_be_verb(tokens, at, titled))
    ]
    return frozenset(found)


@cache
def _finite() -> frozenset[str]:
    return FINITE | words("finite")


def _may_be_verb(tokens: Tokens, at: int, titled: bool) -> bool:
    """Whether the form is no name, and nothing before it makes it a noun or a participle."""
    word = tokens.lows[at]
    if at == 0 or not (titled or tokens.texts[at][0].islower()) or len(word) < 3 or word in NO_VERBS:
        return False
    before = tokens.lows[at - 1]
    return not (before in DETERMINERS or before in COPULAS or before in GENITIVES or before in ("of", "to"))


def is_title(quoted: str) -> bool:
    """Whether the words between the marks are a title: "The Long Road Home", not "Build it!"."""
    printed = quoted.strip("\"“”‘’'` ").split()
    return (
        1 < len(printed) < 12
        and all(w[0].isupper() or w[0].isdigit() or w in UNCAPITALISED for w in printed)
        and not any(mark in quoted[:-1] for mark in "!?;")
    )


def _is_titled(tokens: Tokens) -> bool:
    opening = tokens.texts[1:4]
    if opening == tokens.lows[1:4] or not any(text[0].isupper() for text in opening):
        return False
    long = [text[0] for text in tokens.texts if len(text) > 3 and text[0].isalpha()]
    return len(long) > 2 and len([letter for letter in long if letter.isupper()]) >= 0.7 * len(long)
