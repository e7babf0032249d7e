"""What the store can be asked for, taken from a brief: rows of its findings and of their aliases."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefs.model import Brief, Span
from briefs.store.fact import FactKind

Row = dict[str, Any]


def finding_rows(brief: Brief) -> list[Row]:
    """The last finding first.

    Ids grow as rows are inserted, and facts are shown by falling id: so the newest article comes
    first, and the findings of one article in the order they have in its brief.
    """
    rows = [*_points(brief), *_statistics(brief), *_statements(brief), *_quotes(brief), *_actors(brief)]
    return rows[::-1]


def alias_rows(brief: Brief, ids: Mapping[int, int]) -> list[Row]:
    """`ids` are those of the actors' findings by position."""
    return [
        {"finding": ids[position], "alias": alias}
        for position, actor in enumerate(brief.actors)
        for alias in dict.fromkeys(actor.aliases)
    ]


def _row(
    kind: FactKind,
    position: int,
    words: Sequence[str | None],
    actor: str | None = None,
    unit: str | None = None,
) -> Row:
    said = "\n".join(dict.fromkeys(word for word in words if word))
    return {"kind": kind, "position": position, "words": said, "actor": actor, "unit": unit}


def _points(brief: Brief) -> Iterator[Row]:
    for position, point in enumerate(brief.key_points):
        yield _row("point", position, _words(brief, point.span, *point.lines))


def _statistics(brief: Brief) -> Iterator[Row]:
    """A figure said again is found by what it stands beside, and shown as the one it repeats."""
    words: dict[int, list[str | None]] = {}
    first: list[int] = []
    for position, figure in enumerate(brief.statistics):
        first.append(position if figure.same_as is None else first[figure.same_as])
        said = _words(brief, figure.sentence, figure.measure, figure.period)
        words.setdefault(first[-1], []).extend([*said, figure.unit])
    for position, said in words.items():
        figure = brief.statistics[position]
        speaker = None if figure.statement is None else brief.statements[figure.statement].speaker
        yield _row("statistic", position, [*said, speaker], speaker, figure.unit)


def _statements(brief: Brief) -> Iterator[Row]:
    for position, statement in enumerate(brief.statements):
        said = _words(brief, statement.sentence, *statement.content)
        yield _row("statement", position, [*said, statement.speaker], statement.speaker)


def _quotes(brief: Brief) -> Iterator[Row]:
    for position, quote in enumerate(brief.quotes):
        said = _words(brief, brief.statements[quote.statement].sentence, quote.span, quote.role)
        yield _row("quote", position, [*said, quote.speaker], quote.speaker)


def _actors(brief: Brief) -> Iterator[Row]:
    for position, actor in enumerate(brief.actors):
        said = [actor.name, *actor.aliases, *(brief.words(role) for role in actor.roles)]
        yield _row("actor", position, said, actor.name)


def _words(brief: Brief, first: Span, *others: Span | None) -> list[str | None]:
    """The article's words at the spans, those that lie inside the first one not twice."""
    return [brief.words(first), *(brief.words(s) for s in others if s is not None and not first.holds(s))]
