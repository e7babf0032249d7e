"""Which of the sentences that could be lifted are worth it.

    words      how often the article uses them (Luhn 1958), its headline too (Edmundson 1969)
    place      news is told first (Nenkova 2005), in the first sentences of the first paragraphs
    figures    what a reader takes away
    pull quote what the article's own editors took out of it; it goes behind what the story tells
    novelty    maximal marginal relevance (Carbonell and Goldstein 1998); behind the lead each section
               counts for less every time it was drawn on (Lin and Bilmes 2011)

Measured and left out, for they did not help: weight for actors and statements, for a speaker who was
not heard yet, for the first sentence of a section; inverse document frequency; the sum of the words by
the length of the sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain
from math import fsum, log, sqrt
from operator import attrgetter

from briefs.extract.key_point.lift import Candidate

# In units of what the sentence of the weightiest words has. With one of these changed by a third, ROUGE-1 on
# GUM news stays between 43 and 45.
LEAD = 1.6  # the m-th sentence of paragraph n has LEAD / mn²: the first tells the news, few after it more
FIGURE = 0.18
FIGURES = 2  # more in one sentence are a table
PULL_QUOTE = 0.5
SECTION = 0.8  # of the worth is left after each sentence that was taken from the same section
REPEATED = 0.5  # of the words shared with a chosen point: it says the same


def chosen(candidates: Sequence[Candidate], titled: Set[str], wanted: int) -> list[Candidate]:
    """The worthiest first, pull quotes last. `titled` are the stems of the headline."""
    return sorted(_worthiest(candidates, titled, wanted), key=attrgetter("pull_quote"))


def _worthiest(candidates: Sequence[Candidate], titled: Set[str], wanted: int) -> Iterator[Candidate]:
    """Each weighed anew by what it adds to those before."""
    bearers = _bearers(candidates)
    worth = _worth(candidates, titled, bearers)
    rest = dict(enumerate(candidates))
    lead = candidates[0].section if candidates else 0
    while rest and wanted:
        top = rest.pop(max(rest, key=worth.__getitem__))
        yield top
        wanted -= 1
        if not wanted:
            return
        for i in rest:
            if rest[i].section == top.section > lead:
                worth[i] *= SECTION
        for i, shared in Counter(chain.from_iterable(map(bearers.__getitem__, top.stems))).items():
            size = len(candidates[i].stems)
            if i in rest and shared > REPEATED * min(size, len(top.stems)):
                del rest[i]
            else:
                worth[i] *= 1 - shared / sqrt(size * len(top.stems))  # the cosine of the two sets


def _bearers(candidates: Sequence[Candidate]) -> dict[str, list[int]]:
    """Each stem with the candidates that have it."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        for stem in candidate.stems:
            bearers[stem].append(i)
    return bearers


def _worth(
    candidates: Sequence[Candidate], titled: Set[str], bearers: Mapping[str, Sequence[int]]
) -> list[float]:
    weights = {stem: log(len(places) + (stem in titled)) for stem, places in bearers.items()}
    said = [fsum(map(weights.__getitem__, candidate.stems)) for candidate in candidates]  # a set has no order
    most = max(said, default=0) or 1
    return [
        weight / most
        + LEAD / (candidate.sentence * candidate.paragraph**2)
        + FIGURE * min(candidate.figures, FIGURES)
        + PULL_QUOTE * candidate.pull_quote
        for weight, candidate in zip(said, candidates, strict=True)
    ]
