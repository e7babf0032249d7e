"""The words of an article as stories compare them."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import log

LETTERS = 6  # for this, cutting words off is as good as stemming them (McNamee and Mayfield 2004)
SHORTEST = 3
LEAST = 10  # of 1,000 articles: a word in fewer is as rare as one can be
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def stems(text: str) -> Iterator[str]:
    """The first letters of the words that are printed in lower case."""
    return (word[:LETTERS] for word in WORD.findall(text) if word.islower() and len(word) >= SHORTEST)


def rarity(stem: str) -> float:
    """Inverse document frequency (Spärck Jones 1972), from counts that never change: were they those of
    the articles held, the same two would be alike on one day and not on the next."""
    return log(1000 / _articles().get(stem, LEAST))


@cache
def _articles() -> dict[str, int]:
    """In how many of 1,000 news articles a word stands."""
    data = files(__package__).joinpath("news_words.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in data.splitlines() if not line.startswith("#"))
    return {stem: int(count) for stem, count in pairs}
