"""Mentions: where the one who is cited is printed, left or right of the cue."""

from briefs.extract.unit import QUOTED, Unit

PRONOUNS = frozenset("he she they it i we you who which that one this these those".split())
AUXILIARIES = frozenset(
    "have has had having is are was were be been being am do does did will would shall should can could may might must "
    "'s ’s 've ’ve 'd ’d 'll ’ll 're ’re not never isn't wasn't aren't weren't hasn't haven't hadn't doesn't don't didn't "
    "won't wouldn't can't cannot couldn't shouldn't isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t doesn’t don’t "
    "didn’t won’t wouldn’t can’t couldn’t shouldn’t to".split()
)
ADVERBS = frozenset(
    "also then later again once often now still ever even just soon long already always sometimes twice first "
    "recently reportedly instead too well both all rather yet".split()
)
STOPS = frozenset(
    "that because when if while although though but before after since as than so whether where why how unless until "
    "and or nor is are was were has have had be been will would could should can may might did does do".split()
)
LINKS = frozenset("of for in at from with on to de la von van der and & between against by".split())
NAME_PARTS = frozenset("of de la von van der den al bin el di da du le the and & for".split())
DETERMINERS = frozenset(
    "the a an his her their its our my your some many several most all both two three four five six seven eight nine ten "
    "these those this that one few other another no each every any more dozens hundreds thousands".split()
)
OPENING = LINKS | frozenset("but and so yet then still however here there now today also if as when while".split())
MARKS = frozenset(",;:—–-.?!()[]…\"") | {"--", "...", QUOTED}


def is_word(token: str) -> bool:
    return token[:1].isalnum()


def is_adverb(low: str) -> bool:
    return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in ("family", "supply", "reply", "italy"))


def before_verb(unit: Unit, verb: int) -> int:
    """The index just after the subject: `verb` less the auxiliaries and adverbs in front of it."""
    at = verb
    while at > 0 and (unit.low[at - 1] in AUXILIARIES or is_adverb(unit.low[at - 1])):
        at -= 1
    return at


def left(unit: Unit, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends just before token `end`, its apposition left out."""
    low = unit.low
    if end > 0 and low[end - 1] in (",", ")", "—", "–", "--"):
        start = _before_apposition(unit, end - 1)
        return left(unit, start) if start is not None else None
    last = end - 1
    if last < 0 or not is_word(low[last]):
        return None
    if low[last] in PRONOUNS:
        return last, last
    first = last
    while first > 0 and last - first < 14 and _continues(unit, first):
        first -= 1
    while first < last and low[first] in OPENING:
        first += 1
    return _tightened(unit, first, last)


def _continues(unit: Unit, first: int) -> bool:
    """Whether the token before `first` still belongs to the phrase."""
    before = unit.low[first - 1]
    if before in ("and", "&"):
        return first > 1 and unit.tokens[first].text[0].isupper() and unit.tokens[first - 2].text[0].isupper()
    if not is_word(before):
        return before in ("'s", "’s", "'", "’") or (before == "," and unit.low[first] in ("jr.", "sr.", "jr"))
    return before not in STOPS and (before not in PRONOUNS or before in DETERMINERS)


def _tightened(unit: Unit, first: int, last: int) -> tuple[int, int] | None:
    """Drop what stands before the phrase's determiner when that cannot belong to it: "on Monday the ..."."""
    low = unit.low
    for at in range(last, first, -1):
        if low[at] in DETERMINERS and low[at - 1] not in LINKS and low[at - 1] not in DETERMINERS:
            return at, last
    return first, last


def _before_apposition(unit: Unit, close: int) -> int | None:
    """The index of the mark that opens what closes at `close`: "Ann Lee, the mayor," -> the first comma."""
    mark = unit.low[close]
    opener = "(" if mark == ")" else mark
    for at in range(close - 1, max(0, close - 30), -1):
        if unit.low[at] == opener:
            return at
        if unit.low[at] in (QUOTED, ";", ":"):
            return None
    return None


def right(unit: Unit, start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `start`: said [the mayor of Toll], ..."""
    low, n = unit.low, len(unit.low)
    if start >= n or not is_word(low[start]):
        return None
    if low[start] in PRONOUNS:
        return start, start
    last = start
    while last + 1 < n and last - start < 12:
        follow = low[last + 1]
        if not (is_word(follow) or follow in ("'s", "’s", "&")):
            break
        if follow in STOPS and follow != "and" or follow in PRONOUNS or is_adverb(follow):
            break
        if follow in ("in", "on", "at", "during", "after", "to", "by", "with", "last", "this") and last >= start:
            break
        last += 1
    return start, last
