"""The layer every extractor stands on: blocks, sentences, quotations and tokens, all as offsets.

Nothing changes what is made here. The smallest parts are not frozen all the same: there are thousands
of them, and freezing makes each dearer.
"""

from briefs.text.block import Block, BlockKind
from briefs.text.parse import Text, parse
from briefs.text.quotation import Quotation
from briefs.text.sentence import Sentence
from briefs.text.word import Tokens

__all__ = ["Block", "BlockKind", "Quotation", "Sentence", "Text", "Tokens", "parse"]
