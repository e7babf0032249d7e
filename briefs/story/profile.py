"""What an article is compared by: its rare words, names, figures and quotes."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log, sqrt

from briefs.extract.lexicon import words
from briefs.model import Brief, Statistic
from briefs.story.word import WORD, rarity, stems

LEAD = 1500
"""Characters: the news is told first, and what follows is background that every article tells differently."""
LEAST_RARE = 0.7  # what stands in half of all articles says nothing
MOST_WORDS = 120
MOST_NAMES = 24
QUOTED = 3  # words in a row
MOST_QUOTED = 500  # of them
NAME = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][^\W_]{2,}")
YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Profile:
    """`words` are stems with their weights, of length 1 as a vector; `quotes` runs of quoted words."""

    words: dict[str, float]
    names: frozenset[str]
    figures: frozenset[str]
    quotes: frozenset[str]


def profile_of(brief: Brief) -> Profile:
    lead = f"{brief.title}\n{brief.article.text[:LEAD]}"
    return Profile(
        _words(lead),
        frozenset(_names(lead)),
        frozenset(_figures(brief, lead)),
        frozenset(islice(_quotes(brief), MOST_QUOTED)),
    )


def to_json(profile: Profile) -> str:
    parts = [profile.words, *map(sorted, (profile.names, profile.figures, profile.quotes))]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def from_json(data: str) -> Profile:
    weights, *parts = json.loads(data)
    return Profile(weights, *map(frozenset, parts))


def _words(lead: str) -> dict[str, float]:
    counts = Counter(stems(lead))
    rare = {stem: rarity(stem) for stem in counts}
    weights = {stem: (1 + log(counts[stem])) * weight for stem, weight in rare.items() if weight > LEAST_RARE}
    rarest = sorted(weights, key=lambda stem: (-weights[stem], stem))[:MOST_WORDS]
    length = sqrt(sum(weights[stem] ** 2 for stem in rarest)) or 1.0
    return {stem: round(weights[stem] / length, 4) for stem in rarest}


def _names(lead: str) -> Sequence[str]:
    """Words with a capital that are none of everyday's; the most frequent, if they are many."""
    counts = Counter(name for name in map(str.lower, NAME.findall(lead)) if name not in _everyday())
    return sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]


@cache
def _everyday() -> frozenset[str]:
    return words("common_words") | words("function_words") | words("calendar")


def _figures(brief: Brief, lead: str) -> Iterator[str]:
    """As printed and as they are meant: "6.5" and "6500000". One digit alone or a year says nothing."""
    for word in WORD.findall(lead):
        if word[0].isdigit() and len(word) > 1 and not YEAR.fullmatch(word):
            yield word.replace(",", "")
    for statistic in brief.statistics:
        if statistic.span.end <= LEAD and _tells(statistic):
            yield f"{statistic.value.normalize():f}"


def _tells(statistic: Statistic) -> bool:
    """One or two of something are in every article."""
    return statistic.value >= 10 or (statistic.unit or "").startswith("percent")


def _quotes(brief: Brief) -> Iterator[str]:
    for quote in brief.quotes:
        said = WORD.findall(brief.words(quote.span).lower())
        yield from (" ".join(said[i : i + QUOTED]) for i in range(len(said) - QUOTED + 1))
