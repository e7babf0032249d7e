"""The article as the actor modules see it: its sentences' tokens, and what stands around a name."""

from dataclasses import dataclass
from typing import NamedTuple

from briefs.extract.actor.name import Name, names_in
from briefs.extract.actor.stretch import Tokens, bare
from briefs.extract.actor.vocabulary import vocabulary
from briefs.model import Span
from briefs.text import Text


class Telling(NamedTuple):
    """A word of use though it is no name: its sentence, its place there, its lower case."""

    sentence: int
    at: int
    word: str


@dataclass(frozen=True)
class Page:
    text: Text
    tokens: tuple[Tokens, ...]  # by sentence
    headings: frozenset[int]  # sentences printed in Title Case or capitals, where a capital tells nothing
    skipped: frozenset[int]  # sentences that are no part of the story
    telling: tuple[Telling, ...]  # the story's pronouns, group nouns and roles, found in one pass

    def span(self, name: Name) -> Span:
        tokens = self.tokens[name.sentence]
        return Span(tokens[name.first].start, _end(tokens, name.last))

    def start(self, name: Name) -> int:
        return self.tokens[name.sentence][name.first].start

    def stretch(self, sentence: int, first: int, last: int) -> Span:
        tokens = self.tokens[sentence]
        return Span(tokens[first].start, _end(tokens, last))

    def whole(self, sentence: int, first: int, last: int) -> Span:
        """The tokens with their full stops: "Lt. Gov." """
        tokens = self.tokens[sentence]
        return Span(tokens[first].start, tokens[last].end)

    def word(self, sentence: int, at: int) -> str:
        """The token at `at` in lower case; nothing beyond the sentence."""
        tokens = self.tokens[sentence]
        return tokens[at].text.lower() if 0 <= at < len(tokens) else ""

    def printed(self, sentence: int, at: int) -> str:
        tokens = self.tokens[sentence]
        return tokens[at].text if 0 <= at < len(tokens) else ""


def _end(tokens: Tokens, last: int) -> int:
    """Where the word ends; an abbreviation's full stop belongs to a name only in "Jr." and initials."""
    token = tokens[last]
    if token.text[-1] != "." or len(token.text) == 2 or token.text in ("Jr.", "Sr."):
        return token.end
    return token.start + len(bare(token.text))


def page_of(text: Text) -> Page:
    tokens = tuple([text.tokens(sentence) for sentence in text.sentences])
    kinds = [text.blocks[sentence.block].kind for sentence in text.sentences]
    skipped = frozenset([i for i, kind in enumerate(kinds) if kind == "aside"])
    headings, told = set(), []
    telling = vocabulary().telling
    for i, words in enumerate(tokens):
        if i not in skipped:
            told += [
                Telling(i, at, token[2].lower()) for at, token in enumerate(words) if token[2] in telling
            ]
            if is_title(words, kinds[i] == "heading"):
                headings.add(i)
    return Page(text, tokens, frozenset(headings), skipped, tuple(told))


def is_title(tokens: Tokens, heading: bool) -> bool:
    """Whether capitals are set by style: most longer words have one, outside headings nearly all."""
    start = tokens[:12]
    if 2 * len([token for token in start if token[2].islower()]) > len(start):
        return False  # nearly always, and soon known
    long = [t.text[0] for t in tokens if len(t.text) > 4 and t.text[0].isalpha()]
    capital = len([letter for letter in long if letter.isupper()])
    least, share = (3, 0.9) if heading else (6, 0.95)
    return len(long) >= least and capital >= share * len(long)


def names_of(page: Page, title: bool) -> list[Name]:
    """The names of the story's sentences, or of its headings in Title Case."""
    found: list[Name] = []
    for i, tokens in enumerate(page.tokens):
        if (i in page.headings) == title and i not in page.skipped:
            found += names_in(tokens, i)
    return found
