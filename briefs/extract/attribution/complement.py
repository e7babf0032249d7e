"""Complements: what follows a cue and may be its content, by the way it is built."""

from collections.abc import Iterable, Iterator

from briefs.extract.attribution.clause import is_clause
from briefs.extract.attribution.unit import Unit
from briefs.extract.attribution.word_class import (
    CURRENCY,
    DASHES,
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    QUESTION_WORDS,
    QUOTED,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_word,
)

TURNS = MARKS | frozenset("that to whether if how why as of for and but".split())  # what `_distant` heeds
REACH = 11  # tokens that may stand between a cue and its complement


Complement = tuple[str, int, int]
"""Its frame, the first token of the content (behind the last one when only the sentences after are), and
the last of the cue."""


def complements(unit: Unit, cue: int) -> Iterable[Complement]:
    low, n = unit.low, len(unit.low)
    at = cue + 1
    while at < n and is_adverb(low[at]):
        at += 1
    if at < n and low[at] == QUOTED:
        return [("quote", at, at - 1)]
    if at + 1 < n:
        return _complements(unit, at)
    return [("quote", n, at - 1)] if at + 1 == n and low[at] == ":" and unit.tail else []


def _complements(unit: Unit, at: int) -> Iterator[Complement]:
    """What begins at `at`, where at least one more token follows."""
    low = unit.low
    word, cue_end = low[at], at - 1
    if low[at + 1] == QUOTED and (word in (",", ":") or word in DASHES):
        yield "quote", at + 1, cue_end
    elif word == ":":
        yield "colon", at + 1, cue_end
    elif word == "that":
        yield "that", at, cue_end
    elif word in QUESTION_WORDS:
        yield "wh", at, cue_end
    elif word == "to" and _is_infinitive(unit, at):
        yield "to", at, cue_end
    elif word in PREPOSITIONS:
        if is_word(low[at + 1]) or low[at + 1] == QUOTED:
            yield word, at + 1, at
        yield from _distant(unit, at, at if low[at + 1] == "that" else cue_end)  # pointed out that
    elif word in SUBJECT_PRONOUNS or word in SUBORDINATORS:
        yield "clause", at, cue_end
        if word in ("it", "you"):  # made it clear that, told you that
            yield from _distant(unit, at, cue_end)
    elif (is_word(word) or word in CURRENCY) and word not in STOPS:
        yield "np v" if is_clause(unit, at) else "np", at, cue_end
        yield from _distant(unit, at, cue_end)


def _is_infinitive(unit: Unit, to: int) -> bool:
    follow = unit.low[to + 1] if to + 1 < len(unit.low) else ""
    return follow.isalpha() and follow not in DETERMINERS and unit.is_lower(to + 1)


def _distant(unit: Unit, at: int, cue_end: int) -> Iterator[Complement]:
    """A complement behind an addressee or an adjunct: told [reporters] that, asked [allies] to."""
    low = unit.low
    for i in range(at + 1, min(at + REACH, len(low))):
        word = low[i]
        if word not in TURNS:
            continue
        if word == QUOTED:
            yield "np quote", i, cue_end
            yield "np + quote", at, cue_end
        elif word in (",", ":") and low[i + 1 : i + 2] == (QUOTED,):
            yield "np quote", i + 1, cue_end
        elif word == ":" and i + 1 < len(low):
            yield "np colon", i + 1, cue_end
        elif word == "that":
            if i + 1 not in unit.verbs:  # else a relative clause: "priorities that are unpopular"
                yield "np that", i, cue_end
        elif word == "to" and _is_infinitive(unit, i):
            yield "np to", at, cue_end
            yield "np > to", i, cue_end
        elif word in ("whether", "if", "how", "why"):
            yield "np wh", i, cue_end
        elif word in ("as", "of", "for"):
            yield f"np {word}", at, cue_end
            if word != "as":
                continue
        elif word == "to" or (word in ("and", "but") and i + 1 not in unit.verbs):
            continue
        return
