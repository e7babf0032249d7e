"""Clauses, as far as closed word classes and a list of verb forms can tell them."""

from briefs.extract.lexicon import words
from briefs.extract.unit import NAMED, QUOTED, Unit
from briefs.extract.verb import participles

FINITE = frozenset(
    "is are was were has have had will would can could should must may might does do did cannot isn't wasn't aren't "
    "weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't isn’t wasn’t aren’t "
    "weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t couldn’t shouldn’t ’ve 've ’re 're ’ll 'll".split()
)
BE = frozenset(
    "be is are was were been being am 's ’s 're ’re isn't wasn't aren't weren't isn’t wasn’t aren’t weren’t get gets got "
    "become becomes became remain remains remained seem seems seemed feel feels felt stay stays stayed appear appears "
    "appeared look looks looked sound sounds sounded".split()
)
DETERMINERS = frozenset(
    "the a an his her their its our my your some many several most all both two three four five six seven eight nine ten "
    "these those this that one few other another no each every any more dozens hundreds thousands".split()
)
SUBJECT_PRONOUNS = frozenset("he she they it i we you there".split())
RELATIVES = frozenset("who which whom whose".split())
SUBORDINATORS = frozenset(
    "when if while as after before although though since because unless until once whether asked despite whereas".split()
)
PREPOSITIONS = frozenset(
    "about of for on in against with as at from over by into toward towards like upon out up down off to around behind "
    "during among between through under within without across".split()
)
NOT_VERBS = frozenset("hundred indeed speed united so-called need needed alleged proposed".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier last late early".split()
)
ENDS = frozenset(".?!;…") | {"..."}
DASHES = frozenset("—–-") | {"--"}
MARKS = frozenset(",;:—–-.?!()[]…\"'’‘“”") | {"--", "...", QUOTED}
AFTERWARDS = frozenset("when while before".split())  # what follows a quotation and is the reporter's
AFTER_QUOTE = AFTERWARDS | frozenset("as at during after in on".split())
LISTING = frozenset("including during according being nothing something anything everything".split())


def is_word(low: str) -> bool:
    return low[0].isalnum() or low == NAMED.lower()


def is_finite(unit: Unit, at: int) -> bool:
    """Whether the word is most likely the verb of a clause."""
    low = unit.low[at]
    if low in FINITE:
        return True
    if at == 0 or not _is_verb_form(low) or not unit.is_lower(at):
        return False
    before = unit.low[at - 1]
    return before not in DETERMINERS and before not in BE and before not in ("'s", "’s", "of", "to")


def _is_verb_form(low: str) -> bool:
    return low in words("finite") or (low.endswith("ed") and len(low) > 4 and low not in NOT_VERBS)


def is_reduced(unit: Unit, at: int) -> bool:
    """A participle that only narrows the noun before it: "the poll [released] Tuesday", "groups [based] in"."""
    low = unit.low
    if not (low[at].endswith("ed") or low[at] in participles()) or at + 1 >= len(low):
        return False
    return low[at + 1] in PREPOSITIONS or low[at + 1] in DAYS


def clause_start(unit: Unit, at: int) -> int:
    """Where the main clause that holds token `at` begins."""
    low = unit.low
    start = 0
    for i in range(at - 1, 0, -1):
        if low[i] in (";", "...", "…", ".", "?", "!") or (low[i] == ":" and i + 1 < at):
            start = i + 1
            break
        if low[i] in ("but", "and", "while", "so", "yet") and (low[i - 1] == "," or low[i - 1] in DASHES) and _opens(unit, i, at):
            start = i + 1
            break
    if start < at and low[start] in SUBORDINATORS or low[start] in PREPOSITIONS:
        comma = next((i for i in range(start, at) if low[i] == ","), None)
        if comma is not None and any(is_finite(unit, i) for i in range(comma + 1, at)):
            return comma + 1
    return start


def _opens(unit: Unit, conjunction: int, at: int) -> bool:
    """Whether a subject and its verb follow the conjunction before `at`."""
    if is_finite(unit, conjunction + 1):
        return False
    return any(is_finite(unit, i) for i in range(conjunction + 2, at))


def opens_sentence(unit: Unit, cue: int) -> bool:
    """Whether the cue stands in a clause that leads up to the main one: "While they opposed it, ...", "Citing ..."."""
    start = cue
    while start > 0 and unit.low[start - 1] != "," and unit.low[start - 1] not in ENDS:
        start -= 1
    return unit.low[start] in SUBORDINATORS or (start == 0 and unit.low[0].endswith("ing"))


def content_end(unit: Unit, start: int, closes: bool = False) -> int:
    """The last token of a content that begins at `start`: to the end of its clause.

    `closes`: a comma before the main clause closes it.
    """
    low, n = unit.low, len(unit.low)
    at, has_verb = start, False
    while at < n and low[at] not in ENDS:
        if at > start and (low[at] == "," or low[at] in DASHES) and at + 1 < n and (
            _leaves(unit, at + 1, has_verb) or (closes and _has_clause(unit, at + 1))
        ):
            break
        if at > start and low[at - 1] == QUOTED and low[at] in (AFTER_QUOTE if _is_whole(unit, start, at - 1) else AFTERWARDS):
            break
        if low[at] in ("and", "but") and not has_verb and at > start and _is_second_verb(unit, at + 1):
            break
        has_verb = has_verb or is_finite(unit, at)
        at += 1
    at -= 1
    while at > start and low[at] in MARKS and low[at] not in (QUOTED, ")", "]"):
        at -= 1
    return at


def _is_whole(unit: Unit, start: int, quoted: int) -> bool:
    """Whether the quotation is all of the content, or all of it after "as"."""
    return quoted == start or unit.low[quoted - 1] == "as"


def _leaves(unit: Unit, at: int, has_verb: bool) -> bool:
    """Whether what follows a comma is no longer the speaker's: "..., saying", "..., but he", "..., according to"."""
    low = unit.low
    word = low[at]
    if word.endswith("ing") and len(word) > 5 and word not in LISTING or word == "according":
        return True
    if word in ("which", "who", "where", "while", "though", "although", "when", "whereas"):
        return not _closes_and_goes_on(unit, at)
    if word == "but":
        return low[at + 1 : at + 2] != ("that",)
    if word in ("and", "so", "yet") and at + 1 < len(low):
        return low[at + 1] in SUBJECT_PRONOUNS or is_finite(unit, at + 1) or (not has_verb and _has_clause(unit, at + 1))
    return word in SUBJECT_PRONOUNS or word == "said"


def _has_clause(unit: Unit, at: int) -> bool:
    """Whether a subject and its verb follow before the next comma."""
    for i in range(at + 1, min(at + 9, len(unit.low))):
        if unit.low[i] in MARKS or unit.low[i] == "to":
            return False
        if is_finite(unit, i):
            return True
    return False


def _closes_and_goes_on(unit: Unit, at: int) -> bool:
    """Whether the clause that opens at `at` is closed by a comma after which a verb goes on."""
    for i in range(at + 1, min(at + 25, len(unit.low) - 1)):
        if unit.low[i] == ",":
            return is_finite(unit, i + 1) or unit.low[i + 1] in FINITE
    return False


def _is_second_verb(unit: Unit, at: int) -> bool:
    """Whether the subject of the cue does something else: "criticised the plan and [left] the hall"."""
    low = unit.low
    while at < len(low) and low[at] in ("also", "then", "later", "again"):
        at += 1
    return at < len(low) and (is_finite(unit, at) or low[at].endswith("ed"))
