"""Units: what attribution looks at at once.

A unit is a run of sentences no quotation crosses the edge of; in it a quotation counts as one
token, so that a cue inside somebody's words is never taken for the reporter's. Sentences that are
nothing but quotation go with the unit before them: they carry on what it quotes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefs.model import Span
from briefs.text import Quotation, Text, Token

QUOTED = "“”"  # the text of the token that stands for a quotation
CLOSING = frozenset(",.!?…—–-;:'’")
SMALL = frozenset("a an and at by for from in of on or the to with".split())  # words titles do not capitalise
NAMED = "“Name”"  # and of one that stands for the title of a book or a show between marks


@dataclass(frozen=True, slots=True)
class Unit:
    """`low` holds the tokens in lower case; `tail` are the quotations of carried-on sentences."""

    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    block: int
    sentence: Span
    closed: frozenset[int] = frozenset()  # quotations with a comma or a full stop inside their marks
    tail: tuple[Span, ...] = ()
    titled: bool = False  # Printed With Capitals, Like a Heading

    def span(self, first: int, last: int) -> Span:
        """From token `first` to the end of token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def is_lower(self, at: int) -> bool:
        """Whether the word at `at` is printed as a common word: always so where all are capitalised."""
        return self.titled or self.tokens[at].text[0].islower()


def units_of(text: Text) -> Iterator[Unit]:
    held: Unit | None = None
    continues = {q.outer.start for q in text.quotations if q.continues}
    for unit in _plain_units(text):
        if held is not None and _is_quotation(unit) and _carries_on(text, held, unit, continues):
            span = Span(held.sentence.start, unit.sentence.end)
            tail = (*held.tail, *(Span(t.start, t.end) for t in unit.tokens if t.text == QUOTED))
            held = replace(held, sentence=span, tail=tail)
            continue
        if held is not None:
            yield held
        held = unit
    if held is not None:
        yield held


def _is_quotation(unit: Unit) -> bool:
    return QUOTED in unit.low and not any(low[0].isalnum() for low in unit.low)


def _carries_on(text: Text, held: Unit, unit: Unit, continues: set[int]) -> bool:
    """In its paragraph always; in the next where that opens with marks again or was led up to."""
    gap = text.raw[held.sentence.end : unit.sentence.start]
    if "\n" not in gap and not gap.strip():
        return not _is_quotation(held)
    if unit.tokens[0].start in continues:
        return True
    return text.blocks[unit.block].kind == "paragraph" and (bool(held.tail) or held.low[-1] == ":" or QUOTED in held.low)


def _plain_units(text: Text) -> Iterator[Unit]:
    outer = [q for q in text.quotations if not q.nested]
    at = 0
    for index, block in enumerate(text.blocks):
        here: list[Quotation] = []
        while at < len(outer) and outer[at].outer.start < block.span.end:
            here.append(outer[at])
            at += 1
        yield from _units_of_block(text, index, here)


def _units_of_block(text: Text, block: int, quotations: list[Quotation]) -> Iterator[Unit]:
    tokens: list[Token] = []
    closed: set[int] = set()
    start, at = -1, 0
    for sentence in text.sentences_of(block):
        if start < 0:
            start = sentence.span.start
        done = start if not tokens else tokens[-1].end
        for token in text.tokens(sentence):
            while at < len(quotations) and quotations[at].outer.end <= token.start:
                at += 1
            if token.start < done:
                continue
            if at < len(quotations) and quotations[at].outer.start <= token.start:
                outer = quotations[at].outer
                if text.raw[quotations[at].span.end - 1] in CLOSING:
                    closed.add(len(tokens))
                tokens.append(Token(outer.start, outer.end, NAMED if is_title(outer.of(text.raw)) else QUOTED))
                done = outer.end
            else:
                tokens.append(token)
        if tokens and tokens[-1].end <= sentence.span.end:
            yield _unit(tokens, closed, block, Span(start, sentence.span.end))
            tokens, closed, start = [], set(), -1
    if tokens:
        yield _unit(tokens, closed, block, Span(start, tokens[-1].end))


def is_title(quoted: str) -> bool:
    """Whether the words between the marks are a title: "The Long Road Home", not "Build it!"."""
    printed = quoted.strip("\"“”‘’'` ").split()
    return (
        1 < len(printed) < 12
        and all(w[0].isupper() or w[0].isdigit() or w in SMALL for w in printed)
        and not any(mark in quoted[:-2] for mark in "!?;")
    )


def _unit(tokens: list[Token], closed: set[int], block: int, sentence: Span) -> Unit:
    long = [t.text for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    titled = len(long) > 2 and sum(w[0].isupper() for w in long) >= 0.7 * len(long)
    if titled:  # then capitals say nothing about what stands between the marks
        tokens = [t._replace(text=QUOTED) if t.text == NAMED else t for t in tokens]
    low = tuple(t.text.lower() for t in tokens)
    return Unit(tuple(tokens), low, block, sentence, frozenset(closed), (), titled)
