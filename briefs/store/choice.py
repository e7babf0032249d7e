"""The names and units a reader may choose from, as the latest news has them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, func, select

from briefs.store.schema import alias, finding

LATEST = select(func.max(finding.c.id))
RECENT = 20_000  # findings looked at, those of some 500 articles: a choice must come while one types


@dataclass(frozen=True, slots=True)
class Choices:
    """`actors` and `units` begin with those in most articles. `aliases` has every printed form,
    casefolded, with the name it stands for; one that several share, for the one in most articles.
    `latest` is the newest finding there was."""

    latest: int | None
    actors: list[str]
    units: list[str]
    aliases: dict[str, str]


def latest_finding(connection: Connection) -> int | None:
    latest: int | None = connection.scalar(LATEST)
    return latest


def read_choices(connection: Connection) -> Choices:
    actors = _most_first(connection, finding.c.actor, "actor")
    units = _most_first(connection, finding.c.unit, "statistic")
    names = {name.casefold(): name for name in reversed(actors)}
    return Choices(latest_finding(connection), actors, units, _aliases(connection) | names)


def _most_first(connection: Connection, column: ColumnElement[str | None], kind: str) -> list[str]:
    recent = _recent(column, kind)
    order = (func.count().desc(), func.max(recent.c.id).desc())
    return list(connection.scalars(select(recent.c.name).group_by(recent.c.name).order_by(*order)))


def _aliases(connection: Connection) -> dict[str, str]:
    recent = _recent(finding.c.actor, "actor")
    pairs = select(alias.c.alias, recent.c.name).join(recent, recent.c.id == alias.c.finding)
    last_wins = pairs.group_by(alias.c.alias, recent.c.name).order_by(func.count(), func.max(recent.c.id))
    return {printed.casefold(): name for printed, name in connection.execute(last_wins)}


def _recent(column: ColumnElement[str | None], kind: str) -> Subquery:
    known = (finding.c.kind == kind, column.is_not(None))
    newest_first = select(finding.c.id, column.label("name")).where(*known).order_by(finding.c.id.desc())
    return newest_first.limit(RECENT).subquery()
