"""The article as the actor modules see it: its sentences' words, and what stands around a name."""

from dataclasses import dataclass

from briefs.extract.actor.name import Name, names_in
from briefs.extract.actor.stretch import Texts, bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span
from briefs.text import Text, Tokens

Telling = tuple[int, int, str]
"""A word of use though it is no name: its sentence, its place there, its lower case."""


@dataclass(frozen=True)
class Page:
    text: Text
    tokens: tuple[Tokens, ...]  # by sentence
    texts: tuple[Texts, ...]  # the tokens as printed
    lows: tuple[Texts, ...]  # the tokens in lower case
    headings: frozenset[int]  # sentences printed in Title Case or capitals, where a capital tells nothing
    skipped: frozenset[int]  # sentences that are no part of the story
    telling: tuple[Telling, ...]  # the story's pronouns, group nouns and roles, found in one pass

    def span(self, name: Name) -> Span:
        return self.stretch(name.sentence, name.first, name.last)

    def start(self, name: Name) -> int:
        return self.tokens[name.sentence].starts[name.first]

    def stretch(self, sentence: int, first: int, last: int) -> Span:
        tokens = self.tokens[sentence]
        return Span(tokens.starts[first], tokens.starts[last] + _length(tokens.texts[last]))

    def whole(self, sentence: int, first: int, last: int) -> Span:
        """The tokens with their full stops: "Lt. Gov." """
        tokens = self.tokens[sentence]
        return Span(tokens.starts[first], tokens.ends[last])

    def word(self, sentence: int, at: int) -> str:
        """The token at `at` in lower case; nothing beyond the sentence."""
        lows = self.lows[sentence]
        return lows[at] if 0 <= at < len(lows) else ""

    def printed(self, sentence: int, at: int) -> str:
        texts = self.texts[sentence]
        return texts[at] if 0 <= at < len(texts) else ""


def _length(text: str) -> int:
    """How long the word is; an abbreviation's full stop belongs to a name only in "Jr." and initials."""
    whole = text[-1] != "." or len(text) == 2 or text in ("Jr.", "Sr.")
    return len(text if whole else bare(text))


def page_of(text: Text) -> Page:
    tokens = tuple([text.tokens(sentence) for sentence in text.sentences])
    texts, lows = tuple([here.texts for here in tokens]), tuple([here.lows for here in tokens])
    kinds = [text.blocks[sentence.block].kind for sentence in text.sentences]
    skipped = frozenset([i for i, kind in enumerate(kinds) if kind == "aside"])
    headings, told = set(), []
    telling = vocabulary().telling
    for i, words in enumerate(texts):
        if i not in skipped:
            if not telling.isdisjoint(words):
                told += [(i, at, lows[i][at]) for at, word in enumerate(words) if word in telling]
            if is_title(words, kinds[i] == "heading"):
                headings.add(i)
    return Page(text, tokens, texts, lows, frozenset(headings), skipped, tuple(told))


def is_title(texts: Texts, heading: bool) -> bool:
    """Whether capitals are set by style: most longer words have one, outside headings nearly all."""
    start = texts[:12]
    if 2 * sum(map(str.islower, start)) > len(start):
        return False  # nearly always, and soon known
    long = [word[0] for word in texts if len(word) > 4 and word[0].isalpha()]
    capital = len([letter for letter in long if letter.isupper()])
    least, share = (3, 0.9) if heading else (6, 0.95)
    return len(long) >= least and capital >= share * len(long)


def names_of(page: Page, title: bool) -> list[Name]:
    """The names of the story's sentences, or of its headings in Title Case."""
    found: list[Name] = []
    for i, texts in enumerate(page.texts):
        if (i in page.headings) == title and i not in page.skipped:
            found += names_in(texts, page.lows[i], i)
    return found
