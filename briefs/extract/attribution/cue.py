"""Cues: how likely a word attributes in a frame, by what was counted (lexicon/cues.txt)."""

from functools import cache

from briefs.extract.attribution.verb import SIGNS, Readings, readings_of
from briefs.extract.lexicon import lines

MADE = frozenset(["*", "?", *SIGNS])  # entries that are no word to look for: any, an unknown verb
THRESHOLD = 0.54  # what attributes less often than this is left alone
STANDINGS = ("", "0 ", "o ")  # of the subject: plain, none, perhaps the object of what stands before it
PRIOR = 4.0  # a word's own counts weigh more than what is expected of it after this many sightings


@cache
def counts() -> dict[str, dict[str, tuple[int, int]]]:
    """Word -> frame -> (times it attributed, times it stood so)."""
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for line in lines("cues"):
        word, *frames = line.split("\t")
        table[word] = {
            name: (int(h), int(n))
            for name, _, rate in (f.rpartition(" ") for f in frames)
            for h, _, n in [rate.partition("/")]
        }
    return table


@cache
def readings() -> Readings:
    likened = dict(line.split("\t") for line in lines("cue_like"))
    return readings_of({word: word for word in counts() if word not in MADE} | likened)


@cache
def eagerness(lemma: str, nominal: bool = False) -> float:
    """How many times as often a word attributes as any word does in the frames it stands in.

    `nominal`: counted over the frames in which it may well be a noun ("state", "plans"), not the others.
    """
    any_word = counts()["*"]
    own = [(f, h, n) for f, (h, n) in counts().get(lemma, {}).items() if is_nominal(f) == nominal]
    expected = sum(n * any_word[f][0] / any_word[f][1] for f, _, n in own)
    return (sum(h for _, h, _ in own) + PRIOR) / (expected + PRIOR)


def is_nominal(frame: str) -> bool:
    return frame.startswith(("n ", "b ", "s ", "0 ", "o "))


@cache
def rate(lemma: str, frame: str) -> float:
    """How often `lemma` attributes in `frame`, between 0 and 1; rare pairs lean on the word and the frame."""
    any_hits, any_seen = counts()["*"].get(frame, (0, 1))
    hits, seen = counts().get(lemma, {}).get(frame, (0, 0))
    expected = min(0.95, any_hits / any_seen * eagerness(lemma, is_nominal(frame)))
    return (hits + PRIOR * expected) / (seen + PRIOR)


@cache
def is_likely(lemma: str, frame: str) -> bool:
    """Whether the word may well attribute in the frame, with the subject standing in one way or another."""
    return any(rate(lemma, standing + frame) >= THRESHOLD for standing in STANDINGS)
