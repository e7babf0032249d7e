"""The layer every extractor stands on: blocks, sentences, quotations and tokens, all as offsets."""

from briefs.text.block import Block, BlockKind
from briefs.text.parse import Text, parse
from briefs.text.quotation import Quotation
from briefs.text.sentence import Sentence
from briefs.text.word import Tokens

__all__ = ["Block", "BlockKind", "Quotation", "Sentence", "Text", "Tokens", "parse"]
