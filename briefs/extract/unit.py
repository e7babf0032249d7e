"""Units: what attribution looks at at once.

A unit is a run of sentences no quotation crosses the edge of. In it a quotation counts as one
token, so that a cue inside somebody's words is never taken for the reporter's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.model import Span
from briefs.text import Quotation, Text, Token

QUOTED = "“”"  # the text of the token that stands for a quotation


@dataclass(frozen=True, slots=True)
class Unit:
    """`low` holds the tokens in lower case, `quotations` what the tokens named QUOTED stand for."""

    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    block: int
    sentence: Span  # of the first sentence to the end of the last
    quotations: dict[int, Quotation]

    def span(self, first: int, last: int) -> Span:
        """From token `first` to the end of token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)


def units_of(text: Text) -> Iterator[Unit]:
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
    held: dict[int, Quotation] = {}
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
            if at < len(quotations) and quotations[at].outer.start <= token.start < quotations[at].outer.end:
                outer = quotations[at].outer
                held[len(tokens)] = quotations[at]
                tokens.append(Token(outer.start, outer.end, QUOTED))
                done = outer.end
            else:
                tokens.append(token)
        if tokens and tokens[-1].end <= sentence.span.end:
            yield _unit(tokens, block, Span(start, sentence.span.end), held)
            tokens, held, start = [], {}, -1
    if tokens:
        yield _unit(tokens, block, Span(start, tokens[-1].end), held)


def _unit(tokens: list[Token], block: int, sentence: Span, held: dict[int, Quotation]) -> Unit:
    return Unit(tuple(tokens), tuple(t.text.lower() for t in tokens), block, sentence, held)
