"""Clauses, as far as closed word classes and a list of verb forms can tell them."""

from briefs.extract.attribution.unit import Unit
from briefs.extract.attribution.verb import participles
from briefs.extract.attribution.word_class import (
    DASHES,
    DAYS,
    ENDS,
    MARKS,
    NO_PARTICIPLES,
    PREPOSITIONS,
    QUOTED,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

AFTER_SPEECH = frozenset(["when", "while", "before"])  # opens what is the reporter's again after a quotation
AFTER_WHOLE_QUOTATION = AFTER_SPEECH | frozenset(["as", "at", "during", "after", "in", "on"])
CLAUSE_ENDS = ENDS | RELATIVES | STOPS | {","}
MAY_END = DASHES | {",", "and", "but"}
RELATIVE_CLAUSE = frozenset(["which", "who", "where", "while", "though", "although", "when", "whereas"])


def is_reduced(unit: Unit, at: int) -> bool:
    """A participle that only narrows the noun before it: "the poll [released] Tuesday"."""
    low = unit.low
    if at + 1 >= len(low) or not (low[at].endswith("ed") or low[at] in participles()):
        return False
    return low[at + 1] in PREPOSITIONS or low[at + 1] in DAYS


def has_clause(unit: Unit, at: int) -> bool:
    """Whether a subject and its verb follow from `at` before the next mark."""
    return _verb_within(unit, at, 9, MARKS) is not None


def is_clause(unit: Unit, at: int) -> bool:
    """Whether what begins at `at` is a clause of its own: a subject, and not far off its verb."""
    verb = _verb_within(unit, at, 14, CLAUSE_ENDS)
    return verb is not None and not is_reduced(unit, verb)


def _verb_within(unit: Unit, at: int, reach: int, bounds: frozenset[str]) -> int | None:
    for i in range(at + 1, min(at + reach, len(unit.low))):
        if unit.low[i] in bounds or unit.low[i] == "to":
            return None
        if i in unit.verbs:
            return i
    return None


def clause_start(unit: Unit, at: int) -> int:
    """Where the main clause that holds token `at` begins."""
    low = unit.low
    start = next((i + 1 for i in range(at - 1, 0, -1) if _starts_anew(unit, i, at)), 0)
    if low[start] in SUBORDINATORS or low[start] in PREPOSITIONS:
        comma = next((i for i in range(start, at) if low[i] == ","), None)
        if comma is not None and unit.has_verb(comma + 1, at):
            return comma + 1
    return start


def _starts_anew(unit: Unit, at: int, end: int) -> bool:
    """Whether another main clause begins behind the mark or the conjunction at `at`."""
    low = unit.low
    if low[at] in ENDS or (low[at] == ":" and at + 1 < end):
        return True
    if low[at] not in ("but", "and", "while", "so", "yet") or not (
        low[at - 1] == "," or low[at - 1] in DASHES
    ):
        return False
    return at + 1 not in unit.verbs and unit.has_verb(at + 2, end)


def leads_up(unit: Unit, at: int) -> bool:
    """Whether `at` stands in a clause that leads up to the main one: "While they opposed it, ..."."""
    start = at
    while start > 0 and unit.low[start - 1] != "," and unit.low[start - 1] not in ENDS:
        start -= 1
    return unit.low[start] in SUBORDINATORS or (start == 0 and unit.low[0].endswith("ing"))


def content_end(unit: Unit, start: int, encloses: bool = False) -> int:
    """The last token of a content that begins at `start`, less than `start` when there is none.

    `encloses`: it stands in a subordinate clause, which a comma before the main one closes.
    """
    low = unit.low
    at = start
    while at < len(low) and low[at] not in ENDS:
        may_end = low[at] in MAY_END or low[at - 1] == QUOTED
        if may_end and at > start and _ends_before(unit, start, at, encloses):
            break
        at += 1
    at -= 1
    while at > start and low[at] in MARKS and low[at] not in (QUOTED, ")", "]"):
        at -= 1
    return at


def _ends_before(unit: Unit, start: int, at: int, encloses: bool) -> bool:
    low = unit.low
    if (low[at] == "," or low[at] in DASHES) and at + 1 < len(low):
        main = encloses and (has_clause(unit, at + 1) or at + 1 in unit.verbs)
        return main or _leaves(unit, start, at + 1)
    if low[at - 1] == QUOTED:
        if encloses and at - 1 in unit.closed and has_clause(unit, at):
            return True
        is_whole = at - 1 == start or low[at - 2] == "as"
        if low[at] in (AFTER_WHOLE_QUOTATION if is_whole else AFTER_SPEECH):
            return True
    return low[at] in ("and", "but") and not unit.has_verb(start, at) and _is_second_verb(unit, at + 1)


def _leaves(unit: Unit, start: int, at: int) -> bool:
    """Whether what follows the comma is no longer what began at `start`: "..., saying", "..., but he"."""
    low = unit.low
    word = low[at]
    if (word.endswith("ing") and len(word) > 5 and word not in NO_PARTICIPLES) or word == "according":
        return True
    if word in RELATIVE_CLAUSE:
        return not _is_enclosed(unit, at)
    if word == "but":
        return low[at + 1 : at + 2] != ("that",)
    if word in ("and", "so", "yet") and at + 1 < len(low):
        follows = low[at + 1] in SUBJECT_PRONOUNS or at + 1 in unit.verbs
        return follows or (not unit.has_verb(start, at - 1) and has_clause(unit, at + 1))
    return word in SUBJECT_PRONOUNS or word == "said"


def _is_enclosed(unit: Unit, at: int) -> bool:
    """Whether the clause that opens at `at` is closed by a comma after which a verb goes on."""
    comma = next((i for i in range(at + 1, min(at + 25, len(unit.low) - 1)) if unit.low[i] == ","), None)
    return comma is not None and comma + 1 in unit.verbs


def _is_second_verb(unit: Unit, at: int) -> bool:
    """Whether the subject of the cue does something else: "criticised the plan and [left] the hall"."""
    low = unit.low
    while at < len(low) and low[at] in ("also", "then", "later", "again"):
        at += 1
    return at < len(low) and (at in unit.verbs or low[at].endswith("ed"))
