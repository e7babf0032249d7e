"""What is written when a brief is kept."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from briefs.model import Brief
from briefs.store.grouping import group
from briefs.store.index import Row, alias_rows, finding_rows
from briefs.store.renewal import renew
from briefs.store.schema import alias, article, finding
from briefs.store.search import search_of
from briefs.store.turn import take_turn
from briefs.story import Profile


def keep(connection: Connection, brief: Brief, row: dict[str, Any], profile: Profile) -> bool:
    """`row` is the article's. False, and nothing changed, when the same article is held.

    One article after the other, so that ids grow as articles come, also where several write.
    """
    take_turn(connection, "keep")
    same_key = select(article.c.number, article.c.digest).where(article.c.key == row["key"])
    held = connection.execute(same_key).one_or_none()
    if held is not None and held.digest == row["digest"]:
        return False
    if held is None:
        number: int = connection.execute(insert(article).values(row).returning(article.c.number)).scalar_one()
        _add_findings(connection, number, brief, finding_rows(brief))
        search_of(connection.dialect).add_words(connection, number)
    else:
        replace(connection, number := held.number, brief, row)
    group(connection, number, profile, row["published"], row["read_at"])
    return True


def replace(connection: Connection, number: int, brief: Brief, row: dict[str, Any]) -> None:
    """The article keeps its number, and so do those of its findings that it still has."""
    search = search_of(connection.dialect)
    search.drop_words(connection, number)
    new = renew(connection, number, brief)
    connection.execute(update(article).where(article.c.number == number).values(row))
    _add_findings(connection, number, brief, new)
    search.add_words(connection, number)


def _add_findings(connection: Connection, number: int, brief: Brief, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(finding), [{"article": number, **row} for row in rows])
    of_actors = (finding.c.article == number, finding.c.kind == "actor")
    found = connection.execute(select(finding.c.position, finding.c.id).where(*of_actors))
    if rows := alias_rows(brief, {row.position: row.id for row in found}):
        connection.execute(insert(alias), rows)
