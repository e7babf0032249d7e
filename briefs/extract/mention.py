"""Mentions: where the one who is cited is printed, left or right of the cue."""

from briefs.extract.clause import (
    BE,
    DASHES,
    DAYS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    clause_start,
    is_finite,
    is_reduced,
    is_word,
)
from briefs.extract.unit import QUOTED, Unit

Range = tuple[int, int]  # first and last token, both included

PRONOUNS = SUBJECT_PRONOUNS | RELATIVES | {"that", "one", "this", "these", "those"}
HELPERS = FINITE | BE | frozenset("be been being am not never to 's ’s 'd ’d".split())
ADVERBS = frozenset(
    "also then later again once often now still ever even just soon long already always sometimes twice first since "
    "no longer recently reportedly instead too well both all rather yet thus further quickly simply only".split()
)
NOT_ADVERBS = frozenset("family supply reply italy ally rally july assembly only early daily weekly monopoly".split())
STOPS = frozenset(
    "that because when if while although though but before after since as than so whether where why how unless until "
    "and or nor what".split()
)
LINKS = frozenset("of for in at from with on to de la von van der and & between against by".split())
OPENING = LINKS | frozenset("but so yet then still however here there now today also if as when while".split())
APPOSITIVE = RELATIVES | frozenset("a an the one his her also himself herself now then both like along speaking".split())


def is_adverb(low: str) -> bool:
    return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in NOT_ADVERBS)


def before_verb(unit: Unit, verb: int) -> int:
    """The index just after the subject: `verb` less the auxiliaries and adverbs in front of it."""
    at = verb
    while at > 0 and (unit.low[at - 1] in HELPERS or is_adverb(unit.low[at - 1])):
        at -= 1
    return at


def subject(unit: Unit, start: int) -> Range | None:
    """Who the verb whose helpers begin at `start` is said of; of "..., and said" the subject before."""
    if start > 0 and unit.low[start - 1] in ("and", "or", "but"):
        return governor(unit, start - 1)
    return left(unit, start) or governor(unit, start)


def governor(unit: Unit, at: int) -> Range | None:
    """The subject of the clause that what begins at `at` hangs on: "[She] left, saying ...", "[He] laughed and said"."""
    for i in range(clause_start(unit, at) + 1, at):
        if is_finite(unit, i):
            found = left(unit, before_verb(unit, i))
            if found is not None and unit.low[found[0]] not in RELATIVES:
                return found
    return left(unit, at - 1) if at > 1 and unit.low[at - 1] == "," else None


def following(unit: Unit, at: int) -> Range | None:
    """The subject that comes after the participle: "Citing costs, [the mayor] said"."""
    pause = next((i for i in range(at, len(unit.low)) if unit.low[i] == "," or unit.low[i] == QUOTED), len(unit.low))
    for i in range(pause + 1, len(unit.low)):
        if is_finite(unit, i):
            return left(unit, before_verb(unit, i))
    return None


def left(unit: Unit, end: int, in_apposition: bool = False) -> Range | None:
    """The noun phrase that ends just before token `end`, its apposition left out."""
    low = unit.low
    if end > 0 and (low[end - 1] in (",", ")") or low[end - 1] in DASHES):
        start = _before_apposition(unit, end - 1)
        found = left(unit, start, True) if start is not None else None
        joins = found is not None and low[found[1] + 2] in ("along", "together")
        return (found[0], end - 2) if found is not None and joins else found
    last = end - 1
    if last > 0 and low[last] in DAYS:  # "Trump on Monday said", "Trump last week said"
        last = _before_day(unit, last)
    if last < 0 or not is_word(low[last]) or is_finite(unit, last) and low[last] not in DAYS:
        return None
    if low[last] in PRONOUNS:
        return last, last
    if low[last] in PREPOSITIONS or low[last] in STOPS or (last == 0 and low[last].endswith("ing")):
        return None
    first = last
    while first > 0 and last - first < 16 and _continues(unit, first):
        first -= 1
    first, last = _tightened(unit, first, last)
    first = _list_start(unit, first)
    if in_apposition and first > 1 and low[first - 1] == "," and (low[first] in APPOSITIVE or low[first].isdigit()):
        return (first, last) if _is_adjunct(unit, first - 1) else left(unit, first - 1, True) or (first, last)
    return first, last


def _list_start(unit: Unit, first: int) -> int:
    """Where the list begins that ends in ", and [Toll]": "Ministers of Arl, Bex, and Toll"."""
    low = unit.low
    if first < 4 or low[first - 1] not in ("and", "or") or low[first - 2] != ",":
        return first
    comma, items = first - 2, 0
    while True:
        item = comma
        while item > 0 and comma - item < 5 and is_word(low[item - 1]) and not is_finite(unit, item - 1):
            item -= 1
        if item == comma:
            return first
        if item == 0 or low[item - 1] != ",":
            break
        comma, items = item - 1, items + 1
    if not items:
        return first
    start = comma - 1
    while start > 0 and comma - start < 12 and _continues(unit, start):
        start -= 1
    return _tightened(unit, start, comma)[0]


def apposition(unit: Unit, mention: Range, verb: int) -> Range | None:
    """What stands between the mention and its verb: "the mayor, [Ann Lee], said"."""
    first, last = mention[1] + 1, before_verb(unit, verb) - 1
    return (first, last) if last > first and unit.low[first] == "," else None


def _is_adjunct(unit: Unit, comma: int) -> bool:
    """Whether what the comma closes only sets the scene: "In Toll, the mayor, Ann Lee, said"."""
    start = comma
    while start > 0 and unit.low[start - 1] not in (",", ";", QUOTED):
        start -= 1
    word = unit.low[start]
    return word in PREPOSITIONS or word in SUBORDINATORS or word in DAYS or word.endswith("ing")


def _before_day(unit: Unit, last: int) -> int:
    while last > 0 and (unit.low[last] in DAYS or unit.low[last] == "on"):
        last -= 1
    return last


def _continues(unit: Unit, first: int) -> bool:
    """Whether the token before `first` still belongs to the phrase."""
    low = unit.low
    before = low[first - 1]
    if before in ("and", "&"):
        return first > 1 and unit.tokens[first].text[0].isupper() and unit.tokens[first - 2].text[0].isupper()
    if not is_word(before):
        return before in ("'s", "’s", "'", "’") or (before == "," and low[first] in ("jr.", "sr.", "jr"))
    if before in STOPS or (before in PRONOUNS and before not in DETERMINERS):
        return False
    return not is_finite(unit, first - 1) or is_reduced(unit, first - 1)


def _tightened(unit: Unit, first: int, last: int) -> Range:
    """Drop what cannot belong to the phrase: an opening preposition, an adjunct before the determiner."""
    low = unit.low
    for at in range(last, first, -1):
        if low[at] in DETERMINERS and low[at - 1] not in LINKS and low[at - 1] not in DETERMINERS:
            return at, last
    while first < last and (low[first] in OPENING or low[first] in DAYS):
        first += 1
    return first, last


def _before_apposition(unit: Unit, close: int) -> int | None:
    """The index of the mark that opens what closes at `close`: "Ann Lee, the mayor," -> the first comma."""
    mark = unit.low[close]
    opener = "(" if mark == ")" else mark
    nearest = None
    for at in range(close - 1, max(0, close - 40), -1):
        low = unit.low[at]
        if low == opener:
            nearest = at if nearest is None else nearest
            if unit.low[at + 1] in RELATIVES or opener != ",":
                return at
        if low in (";", ":"):
            break
    return nearest


def right(unit: Unit, start: int) -> Range | None:
    """The noun phrase that begins at token `start`: said [the mayor of Toll], ..."""
    low, n = unit.low, len(unit.low)
    if start >= n or not is_word(low[start]):
        return None
    if low[start] in PRONOUNS and low[start] not in DETERMINERS:
        return start, start
    last = start
    while last + 1 < n and last - start < 12 and _goes_on(unit, last + 1):
        last += 1
    return start, last


def _goes_on(unit: Unit, at: int) -> bool:
    low = unit.low[at]
    if low in ("'s", "’s", "&"):
        return True
    if not is_word(low) or low in STOPS and low != "and" or low in RELATIVES or low in SUBJECT_PRONOUNS:
        return False
    if low in ("in", "on", "at", "during", "to", "by", "with", "this") or low in DAYS or is_adverb(low):
        return False
    return not is_finite(unit, at)
