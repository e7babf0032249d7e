"""Stance: for or against, only where the cue itself says so and nothing turns it round."""

from functools import cache

from briefs.extract.attribution.candidate import Candidate
from briefs.extract.lexicon import lines
from briefs.model import Stance

TURNED = ("n ", "be ", "0 ", "m ")  # a noun, a passive, nobody's, "could oppose": not the speaker's own stand


@cache
def _stances() -> dict[str, Stance]:
    pairs = (line.split("\t") for line in lines("stance"))
    return {words: "for" if side == "for" else "against" for words, side in pairs}


def stance_of(candidate: Candidate) -> Stance | None:
    if candidate.negated or candidate.frame.startswith(TURNED):
        return None
    preposition = candidate.frame.rpartition(" ")[2]
    return _stances().get(f"{candidate.lemma} {preposition}") or _stances().get(candidate.lemma)
