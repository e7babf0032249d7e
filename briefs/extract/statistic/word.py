"""The word lists of figures, read once."""

from functools import cache

from briefs.extract.lexicon import lines


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a lexicon that holds several a line."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def group(name: str) -> frozenset[str]:
    """A closed class of `figure_word`, whose lines begin with the name of theirs."""
    entries = (line.split() for line in lines("figure_word"))
    return frozenset(word for first, *words in entries if first == name for word in words)
