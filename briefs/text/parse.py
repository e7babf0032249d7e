"""An article's text, read once: what stands where. Nothing is changed, moved or dropped."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefs.text.block import Block, blocks_of
from briefs.text.quotation import Quotation, quotations_of
from briefs.text.sentence import Sentence, sentences_of_block
from briefs.text.word import Tokens, tokenise


@dataclass(frozen=True)
class Text:
    raw: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]

    def sentence_at(self, position: int) -> Sentence | None:
        i = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[i] if i >= 0 and position < self.sentences[i].span.end else None

    def quotation_at(self, position: int) -> Quotation | None:
        """The innermost quotation whose marks hold the character at `position`."""
        i = bisect_right(self._quotation_starts, position) - 1
        while i >= 0:
            quotation = self.quotations[i]
            if position < quotation.outer.end:
                return quotation
            if not quotation.nested:
                return None
            i -= 1
        return None

    def sentences_of(self, block: int) -> tuple[Sentence, ...]:
        return self._by_block[block]

    def tokens(self, sentence: Sentence) -> Tokens:
        found = self._tokens.get(sentence.span.start)
        if found is None:
            found = tokenise(self.raw, sentence.span.start, sentence.span.end)
            self._tokens[sentence.span.start] = found
        return found

    @cached_property
    def _tokens(self) -> dict[int, Tokens]:
        return {}

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [s.span.start for s in self.sentences]

    @cached_property
    def _quotation_starts(self) -> Sequence[int]:
        return [q.outer.start for q in self.quotations]

    @cached_property
    def _by_block(self) -> Sequence[tuple[Sentence, ...]]:
        groups: list[list[Sentence]] = [[] for _ in self.blocks]
        for sentence in self.sentences:
            groups[sentence.block].append(sentence)
        return [tuple(group) for group in groups]


def parse(raw: str) -> Text:
    """Read `raw`, whatever it is; linear in its length."""
    blocks = blocks_of(raw)
    quotations = quotations_of(raw, blocks)
    sentences = tuple(
        sentence for index, block in enumerate(blocks) for sentence in sentences_of_block(raw, block, index)
    )
    return Text(raw, blocks, sentences, quotations)
