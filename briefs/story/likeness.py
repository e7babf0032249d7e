"""Whether two articles tell the same story.

Two that do name the same, and agree in what others cannot share by chance: figures and words quoted.
Without such proof the wording has to be much alike, as it is with copies of an agency's text, and the
figures must not contradict: the results of two quarters are told in the same words.
"""

from collections.abc import Set
from datetime import timedelta
from math import fsum, sqrt

from briefs.story.profile import Profile

WINDOW = timedelta(hours=72)
LEAST_NAMES = 0.4
LEAST_WORDING = 0.15
PROOF = 0.3
TOGETHER = 1.02  # names, wording and proof; on the development part between 0.93 and 1.10
COPIED = 0.45
SAME_NAMES, ALIKE = 0.6, 0.22
ONE_BY_CHANCE = 1  # figure that two of few agree in
TABLE = 3  # figures: from here on they should agree


def same_story(one: Profile, other: Profile) -> bool:
    names = shared(one.names, other.names)
    if names < LEAST_NAMES:
        return False
    wording = cosine(one.words, other.words)
    if wording < LEAST_WORDING:
        return False
    figures = shared(one.figures, other.figures, ONE_BY_CHANCE)
    proof = figures + shared(one.quotes, other.quotes)
    if proof >= PROOF:
        return names + wording + proof >= TOGETHER
    contradict = min(len(one.figures), len(other.figures)) >= TABLE
    return wording >= (ALIKE if names >= SAME_NAMES else COPIED) and not contradict


def shared(one: Set[str], other: Set[str], more: int = 0) -> float:
    """The cosine of two sets, of which each is thought to have some `more` of its own."""
    return len(one & other) / (sqrt(len(one) * len(other)) + more) if one and other else 0.0


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return fsum(weight * other[stem] for stem, weight in one.items() if stem in other)
