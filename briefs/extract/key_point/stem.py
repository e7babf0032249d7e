"""What a stretch of text is about, as a set of stems."""

from collections.abc import Iterable

from briefs.extract.lexicon import words

LETTERS = 6  # for this, cutting words off is as good as stemming them (McNamee and Mayfield 2004)


def stems(lows: Iterable[str]) -> frozenset[str]:
    """Of words in lower case."""
    empty = words("function_words")
    return frozenset(
        [word[:LETTERS] for word in lows if word not in empty and len(word) > 1 and word[0].isalpha()]
    )
