"""Mentions: where the one who is cited is printed, left or right of the cue."""

from briefs.extract.attribution.clause import clause_start, is_reduced
from briefs.extract.attribution.unit import Range, Unit
from briefs.extract.attribution.word_class import (
    APPOSITIVE,
    DASHES,
    DAYS,
    DETERMINERS,
    GENITIVES,
    HELPERS,
    LINKS,
    OPENING,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_word,
)

# Words that a noun phrase never ends with, that never stand in it, that end it to the right of a cue.
NEVER_LAST = PREPOSITIONS | STOPS | {"a", "an", "the", "no", "every"}
NEVER_INSIDE = STOPS | (PRONOUNS - DETERMINERS)
ENDS_RIGHT = (
    STOPS | RELATIVES | SUBJECT_PRONOUNS | DAYS | {"in", "on", "at", "during", "to", "by", "with", "this"}
)
LONGEST_LEFT, LONGEST_RIGHT, LONGEST_APPOSITION = 16, 12, 40  # tokens


def before_verb(unit: Unit, verb: int) -> int:
    """The index just after the subject: `verb` less the auxiliaries and adverbs in front of it."""
    low, at = unit.low, verb
    while at > 0 and (low[at - 1] in HELPERS or is_adverb(low[at - 1])):
        at -= 1
    return at


def subject(unit: Unit, start: int) -> Range | None:
    """Who the verb whose helpers begin at `start` is said of; of "..., and said" the subject before."""
    if start > 0 and unit.low[start - 1] in ("and", "or", "but"):
        return governor(unit, start - 1)
    return left(unit, start) or governor(unit, start)


def governor(unit: Unit, at: int) -> Range | None:
    """The subject of the clause that what begins at `at` hangs on: "[She] left, saying"."""
    for i in range(clause_start(unit, at) + 1, at):
        if i in unit.verbs:
            found = left(unit, before_verb(unit, i))
            if found is not None and unit.low[found[0]] not in RELATIVES:
                return found
    return left(unit, at - 1) if at > 1 and unit.low[at - 1] == "," else None


def following(unit: Unit, at: int) -> Range | None:
    """The subject that comes after a participle: "Citing costs, [the mayor] said"."""
    low, n = unit.low, len(unit.low)
    pause = next((i for i in range(at, n) if low[i] == "," or low[i] == QUOTED), n)
    verb = next((i for i in range(pause + 1, n) if i in unit.verbs), None)
    return left(unit, before_verb(unit, verb)) if verb is not None else None


def possessor(unit: Unit, noun: int) -> Range | None:
    """Whose noun it is: "[Lee's] claim", "[his] promise"."""
    before = unit.low[noun - 1]
    if before in GENITIVES:
        return left(unit, noun - 1)
    return (noun - 1, noun - 1) if before in POSSESSIVES else None


def apposition(unit: Unit, mention: Range, verb: int) -> Range | None:
    """What stands between the mention and its verb: "the mayor, [Ann Lee], said"."""
    first, last = mention[1] + 1, before_verb(unit, verb) - 1
    return (first, last) if last > first and unit.low[first] == "," else None


def left(unit: Unit, end: int) -> Range | None:
    """The noun phrase that ends just before token `end`, less a day and an apposition at its end."""
    end = _before_times(unit, end)
    if end > 0 and _closes(unit.low[end - 1]):
        opener = _opener(unit, end - 1)
        found = _left_of_apposition(unit, opener) if opener is not None else None
        joins = found is not None and unit.low[found[1] + 2] in ("along", "together")
        return (found[0], end - 2) if found is not None and joins else found
    return _phrase(unit, end - 1)


def _before_times(unit: Unit, end: int) -> int:
    """Less what only says when: "Lee [on Monday]", "Lee [last week]"."""
    low = unit.low
    while end > 1:
        if low[end - 1] in DAYS:
            end -= 2 if low[end - 2] == "on" else 1
        elif low[end - 1] in TIMES and low[end - 2] in ("this", "last", "next"):
            end -= 2
        else:
            break
    return end


def _closes(low: str) -> bool:
    return low in (",", ")") or low in DASHES


def _left_of_apposition(unit: Unit, end: int) -> Range | None:
    """The phrase before the mark at `end`, unless that is an apposition too: "Lee, 40, the mayor, said"."""
    if end > 0 and _closes(unit.low[end - 1]):
        return left(unit, end)
    found = _phrase(unit, end - 1)
    if found is None or found[0] < 2:
        return found
    low, first = unit.low, found[0]
    is_apposition = low[first - 1] == "," and (low[first] in APPOSITIVE or low[first].isdigit())
    if not is_apposition or _sets_the_scene(unit, first - 1):
        return found
    return _left_of_apposition(unit, first - 1) or found


def _sets_the_scene(unit: Unit, comma: int) -> bool:
    """Whether what the comma closes is no phrase but an adjunct: "In Toll, the mayor, Ann Lee, said"."""
    start = comma
    while start > 0 and unit.low[start - 1] not in (",", ";", QUOTED):
        start -= 1
    word = unit.low[start]
    return word in PREPOSITIONS or word in SUBORDINATORS or word in DAYS or word.endswith("ing")


def _phrase(unit: Unit, last: int) -> Range | None:
    """The noun phrase whose last token is `last`."""
    low = unit.low
    if last < 0 or not is_word(low[last]) or last in unit.verbs:
        return None
    if low[last] in PRONOUNS:
        return last, last
    if low[last] in NEVER_LAST or (last == 0 and low[last].endswith("ing")):
        return None
    first = last
    while first > 0 and last - first < LONGEST_LEFT and _belongs(unit, first):
        first -= 1
    return _list_start(unit, _tightened(unit, first, last)), last


def _belongs(unit: Unit, first: int) -> bool:
    """Whether the token before `first` still belongs to the phrase."""
    low = unit.low
    before = low[first - 1]
    if before in ("and", "&"):
        texts = unit.tokens.texts
        return first > 1 and texts[first][0].isupper() and texts[first - 2][0].isupper()
    if not is_word(before):
        is_suffix = before == "," and low[first] in ("jr.", "sr.", "jr")
        return before in GENITIVES or before in ("'", "’") or is_suffix
    if before in NEVER_INSIDE:
        return False
    return first - 1 not in unit.verbs or is_reduced(unit, first - 1)


def _tightened(unit: Unit, first: int, last: int) -> int:
    """Where the phrase begins without an opening preposition, or an adjunct before its determiner."""
    low = unit.low
    for at in range(last, first, -1):
        if low[at] in DETERMINERS and low[at - 1] not in LINKS and low[at - 1] not in DETERMINERS:
            return at
    while first < last and (low[first] in OPENING or low[first] in DAYS):
        first += 1
    return first


def _list_start(unit: Unit, first: int) -> int:
    """Where the list begins that ends in ", and [Toll]": "Ministers of Arl, Bex, and Toll"."""
    low = unit.low
    if first < 4 or low[first - 1] not in ("and", "or") or low[first - 2] != ",":
        return first
    commas = [first - 2]
    while (item := _item_start(unit, commas[-1])) > 0 and low[item - 1] == ",":
        commas.append(item - 1)
    if len(commas) < 2 or item == commas[-1]:
        return first
    start = commas[-1] - 1
    while start > 0 and commas[-1] - start < LONGEST_RIGHT and _belongs(unit, start):
        start -= 1
    return _tightened(unit, start, commas[-1])


def _item_start(unit: Unit, comma: int) -> int:
    item = comma
    while item > 0 and comma - item < 5 and is_word(unit.low[item - 1]) and item - 1 not in unit.verbs:
        item -= 1
    return item


def _opener(unit: Unit, close: int) -> int | None:
    """The mark that opens what closes at `close`: "Ann Lee, the mayor," -> the first comma."""
    mark = unit.low[close]
    opener = "(" if mark == ")" else mark
    nearest = None
    for at in range(close - 1, max(0, close - LONGEST_APPOSITION), -1):
        low = unit.low[at]
        if low == opener:
            nearest = at if nearest is None else nearest
            if opener != "," or unit.low[at + 1] in RELATIVES:
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
    while last + 1 < n and last - start < LONGEST_RIGHT and _goes_on(unit, last + 1):
        last += 1
    return start, last


def _goes_on(unit: Unit, at: int) -> bool:
    low = unit.low[at]
    if low in GENITIVES or low in ("&", "and"):
        return True
    return is_word(low) and low not in ENDS_RIGHT and not is_adverb(low) and at not in unit.verbs
