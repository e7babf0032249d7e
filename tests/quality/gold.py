"""Our own gold: `articles/NAME.txt` beside `NAME.json`, and how briefs are scored against it.

In the JSON everything is the article's own words, in reading order. "optional" is right when it is
found and no loss when it is not; "speaker" may list several that are right, null is for anybody; "any_unit" leaves the unit open.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from briefs import Article, Brief, Span, read

ARTICLES = Path(__file__).parent / "articles"
Gold = dict[str, Any]


class Pair(NamedTuple):
    brief: Brief
    gold: Gold


def pairs() -> Iterator[Pair]:
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield Pair(read(Article(path.stem, text)), gold)


def scores() -> dict[str, float]:
    """F1 in percent for each kind of finding over all articles; precision for key points."""
    counts = {name: Counter[str]() for name in KINDS}
    for pair in pairs():
        for name, kind in KINDS.items():
            counts[name].update(kind(pair))
    return {name: _percent(name, count) for name, count in counts.items()}


def _percent(name: str, count: Counter[str]) -> float:
    precision = count["right"] / (count["found"] or 1)
    recall = count["hit"] / (count["gold"] or 1)
    if name == "key points P":
        return round(100 * precision, 1)
    if name == "statistics details":
        return round(100 * recall, 1)
    return round(200 * precision * recall / ((precision + recall) or 1), 1)


def missed(pair: Pair, name: str) -> list[str]:
    """What of one kind is wrong in a brief, to be read by the one who mends it."""
    count = KINDS[name](pair)
    return [key for key in count if key not in ("right", "found", "hit", "gold")]


def _tally(
    gold: list[Gold], found: Iterable[Any], same: Callable[[Gold, Any], bool], show: Any = str
) -> Counter[str]:
    """Matched one to one, in order. Optional gold counts for nothing, found or not."""
    count, rest = Counter[str](gold=sum(not g.get("optional") for g in gold)), list(gold)
    for finding in found:
        match = next((g for g in rest if same(g, finding)), None)
        if match is None:
            count.update({"found": 1, f"+ {show(finding)}": 1})
            continue
        rest.remove(match)
        if not match.get("optional"):
            count.update(("found", "right", "hit"))
    count.update(f"- {show_gold(g)}" for g in rest if not g.get("optional"))
    return count


def show_gold(gold: Gold) -> str:
    return " | ".join(str(gold[key]) for key in ("name", "text", "speaker", "content", "unit") if key in gold)


# ---- one function a kind of finding


def _names(pair: Pair, kind: str, field: str) -> Counter[str]:
    wanted = [{"name": name} for name in pair.gold[field]]
    wanted += [{"name": name, "optional": True} for name in pair.gold.get(f"{field}_optional", ())]
    found = [actor.name for actor in pair.brief.actors if actor.kind == kind]
    return _tally(wanted, found, lambda gold, name: _plain(gold["name"]) == _plain(name))


def _quotes(pair: Pair) -> Counter[str]:
    def same(gold: Gold, quote: Any) -> bool:
        return _words(gold["text"]) == _words(pair.brief.words(quote.span)) and _speaker(gold, quote.speaker)

    return _tally(
        pair.gold["quotes"], pair.brief.quotes, same, lambda q: f"{pair.brief.words(q.span)} | {q.speaker}"
    )


def _statements(pair: Pair) -> Counter[str]:
    def content(statement: Any) -> str:
        return " ".join(map(pair.brief.words, statement.content))

    def same(gold: Gold, statement: Any) -> bool:
        wanted, found = set(_words(" ".join(gold["content"]))), set(_words(content(statement)))
        alike = len(wanted & found) / (len(wanted | found) or 1)
        return alike >= 0.5 and _speaker(gold, statement.speaker)

    return _tally(
        pair.gold["statements"], pair.brief.statements, same, lambda s: f"{content(s)} | {s.speaker}"
    )


def _statistics(pair: Pair) -> Counter[str]:
    found = pair.brief.statistics
    same = _same_statistic(pair)
    return _tally(
        pair.gold["statistics"], found, same, lambda s: f"{pair.brief.words(s.span)} | {s.value} {s.unit}"
    )


def _same_statistic(pair: Pair) -> Callable[[Gold, Any], bool]:
    places = dict(zip(map(id, pair.gold["statistics"]), _places(pair), strict=True))

    def same(gold: Gold, statistic: Any) -> bool:
        right = _close(gold["value"], statistic.value) and _close(gold.get("upper"), statistic.upper)
        unit = gold.get("any_unit") or _unit(gold["unit"]) == _unit(statistic.unit)
        return bool(right and unit and places[id(gold)].meets(statistic.span))

    return same


def _details(pair: Pair) -> Counter[str]:
    """Qualifier, change and period, of the statistics that are found."""
    same, count = _same_statistic(pair), Counter[str]()
    for gold in pair.gold["statistics"]:
        match = next((s for s in pair.brief.statistics if same(gold, s)), None)
        for field in ("qualifier", "change", "period") if match else ():
            value = getattr(match, field)
            printed = pair.brief.words(value) if isinstance(value, Span) else value
            if gold.get(field):
                right = printed == gold[field]
                count.update(
                    {"gold": 1, "hit": right, **({} if right else {f"- {gold['text']} {field} {printed}": 1})}
                )
    return count


def _key_points(pair: Pair) -> Counter[str]:
    count = Counter[str](gold=len(pair.gold["key_points"]))
    for point in pair.brief.key_points:
        printed = pair.brief.words(point.span)
        right = any(wanted in printed for wanted in pair.gold["key_points"])
        count.update({"found": 1, "right": right, "hit": right, **({} if right else {f"+ {printed}": 1})})
    return count


KINDS: dict[str, Callable[[Pair], Counter[str]]] = {
    "persons": lambda pair: _names(pair, "person", "persons"),
    "organisations": lambda pair: _names(pair, "organisation", "organisations"),
    "quotes with speaker": _quotes,
    "statements with speaker": _statements,
    "statistics value+unit": _statistics,
    "statistics details": _details,
    "key points P": _key_points,
}


# ---- when two are the same


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", name.lower())


def _words(printed: str) -> list[str]:
    return re.findall(r"\w+", printed.lower())


def _speaker(gold: Gold, speaker: str | None) -> bool:
    """One of those that are right, or the longer holds the shorter: "the report", "a report of the regulator"."""
    right = gold["speaker"] if isinstance(gold["speaker"], list) else [gold["speaker"]]
    found = f" {_plain(speaker or '-')} "
    return None in right or any(
        wanted in found or found in wanted for wanted in (f" {_plain(r)} " for r in right)
    )


def _places(pair: Pair) -> Iterator[Span]:
    """Where each expected statistic stands: a repeated wording is looked for behind the one before."""
    at = 0
    for gold in pair.gold["statistics"]:
        start = pair.brief.article.text.index(gold["text"], at)
        yield Span(start, start + len(gold["text"]))
        at = start + 1


def _close(wanted: str | None, found: Decimal | None) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    return abs(Decimal(wanted) - found) <= Decimal("0.0001") * abs(found)


def _unit(unit: str | None) -> str:
    return (unit or "").lower().removesuffix("s")
