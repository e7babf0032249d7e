"""The same figure said again in one article, so that it is shown once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefs.extract.statistic.word import group, listed
from briefs.model import Statistic

# An article that says one number this often of different things is a table; the nearest are compared.
LONGEST_MEMORY = 20


def linked(statistics: Sequence[Statistic], raw: str) -> tuple[Statistic, ...]:
    """`statistics` with `same_as` set on those that repeat an earlier one."""
    seen: dict[tuple[Decimal, Decimal | None, str], list[int]] = defaultdict(list)
    found = list(statistics)
    for index, statistic in enumerate(found):
        earlier = seen[statistic.value, statistic.upper, _class(statistic, raw)]
        same = next((i for i in earlier[-LONGEST_MEMORY:] if _repeats(found[i], statistic, raw)), None)
        if same is None:
            earlier.append(index)
        else:
            found[index] = replace(statistic, same_as=same)
    return tuple(found)


def _class(statistic: Statistic, raw: str) -> str:
    if _counts(statistic, raw):
        return "count"
    return "percent" if (statistic.unit or "").startswith("percent") else statistic.unit or ""


def _counts(statistic: Statistic, raw: str) -> bool:
    return statistic.measure is not None and statistic.measure.of(raw) == statistic.unit


def _repeats(one: Statistic, other: Statistic, raw: str) -> bool:
    if {one.change, other.change} == {"up", "down"}:
        return False
    shared = _words(one, raw) & _words(other, raw)
    if _counts(one, raw):
        heads = {_head(one, raw), _head(other, raw)}
        return len(heads) == 1 or len(shared) > 1
    if one.measure and other.measure:
        return bool(shared)
    return one.unit not in group("time_unit") | {"time"} and _is_telling(one) and _is_telling(other)


def _is_telling(statistic: Statistic) -> bool:
    """A figure one does not meet twice by chance: money in thousands, three digits or more."""
    digits = statistic.value.normalize().as_tuple().digits
    return statistic.unit == "percent of gdp" or statistic.value >= 1000 or len(digits) > 2


def _head(statistic: Statistic, raw: str) -> str:
    return _stem(statistic.measure.of(raw).split()[-1]) if statistic.measure else ""


def _words(statistic: Statistic, raw: str) -> frozenset[str]:
    measure = statistic.measure.of(raw).lower().split() if statistic.measure else []
    return frozenset(_stem(word) for word in measure if word not in listed("noun_end"))


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")
