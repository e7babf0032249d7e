"""The same figure said again in one article, so that it is shown once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from briefs.extract.statistic.word import group, listed
from briefs.model import Change, Statistic

# An article that says one number more often than this of different things is a table.
LONGEST_MEMORY = 12


class Telling(NamedTuple):
    """What a statistic is compared by."""

    place: int  # among the statistics
    kind: str  # its unit, or "count"
    measure: tuple[str, ...]  # the words of what is measured, the head last, in the singular
    change: Change | None
    rare: bool  # one does not meet the figure twice by chance


def linked(statistics: Sequence[Statistic], raw: str) -> tuple[Statistic, ...]:
    """`statistics` with `same_as` set on those that repeat an earlier one."""
    seen: dict[tuple[Decimal, Decimal | None, str], list[Telling]] = defaultdict(list)
    found = list(statistics)
    for index, statistic in enumerate(found):
        told = _telling(index, statistic, raw)
        earlier = seen[statistic.value, statistic.upper, told.kind]
        same = next((one for one in earlier if _repeats(one, told)), None)
        if same:
            found[index] = replace(statistic, same_as=same.place)
        elif len(earlier) < LONGEST_MEMORY:
            earlier.append(told)
    return tuple(found)


def _telling(index: int, statistic: Statistic, raw: str) -> Telling:
    printed = statistic.measure.of(raw).split() if statistic.measure else []
    words = tuple(_singular(word) for word in printed if word.lower() not in listed("noun_end"))
    unit = statistic.unit or ""
    counts = bool(printed) and printed == unit.split()
    kind = "count" if counts else "percent" if unit.startswith("percent") else unit
    digits = statistic.value.normalize().as_tuple().digits
    rare = unit == "percent of gdp" or statistic.value >= 1000 or len(digits) > 2
    return Telling(index, kind, words, statistic.change, rare and unit not in group("time_unit"))


def _repeats(one: Telling, other: Telling) -> bool:
    if {one.change, other.change} == {"up", "down"}:
        return False
    if not (one.measure and other.measure):
        return one.rare and other.rare
    shared = set(one.measure) & set(other.measure)
    return bool(shared) if one.kind != "count" else one.measure[-1] == other.measure[-1] or len(shared) > 1


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")
