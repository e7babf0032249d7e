"""Many rows in few statements.

Row by row, a thread gives the interpreter away at each and waits to have it back; and SQLAlchemy looks at
each value, which takes as long as SQLite takes to write it.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Insert,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    select,
    values,
)

ROWS = 100
"""In one statement."""
ROW = re.compile(r"(?<=VALUES )(\([^()]*\))")
NAMED = re.compile(r"%\((\w+)\)s")


def read_all(connection: Connection, query: Select[Any], given: dict[str, Any]) -> list[list[Any]]:
    """The rows of texts and numbers, fetched as one; the query is a constant, what it takes is `given`."""
    together = _together(query, connection.dialect.name == "sqlite")
    found: list[list[Any]] = json.loads(connection.scalar(together, given) or "[]")
    return found


@cache
def _together(query: Select[Any], lite: bool) -> Select[Any]:
    rows = query.subquery()
    row = (func.json_array if lite else func.json_build_array)(*rows.c)
    return select(cast((func.json_group_array if lite else func.json_agg)(row), Text))


def update_by_row(table: Table, names: Sequence[str]) -> Update:
    """To be given to `write_all`: the row of VALUES, by the first of these columns, sets the others."""
    columns = [column(name, table.c[name].type) for name in names]
    row = values(*columns, name="given").data([tuple(bindparam(f"b_{name}") for name in names)]).cte()
    found = table.update().where(table.c[names[0]] == row.c[names[0]])
    return found.values({name: row.c[name] for name in names[1:]})


def write_all(
    connection: Connection, statement: Insert | Update, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """The statement, whose VALUES are those of one row, for all of them: texts, numbers and None, as `names`
    has them, at least two."""
    if not rows:
        return
    compiled = statement.compile(connection, column_keys=list(names) if statement.is_insert else None)
    takes = compiled.positiontup or NAMED.findall(str(compiled))  # PostgreSQL's driver has them by name
    before, one, after = ROW.split(NAMED.sub("%s", str(compiled)), maxsplit=1)
    of_row = itemgetter(*(names.index(name.removeprefix("b_")) for name in takes))
    for first in range(0, len(rows), ROWS):
        part = rows[first : first + ROWS]
        text = f"{before}{', '.join([one] * len(part))}{after}"
        connection.exec_driver_sql(text, tuple(chain.from_iterable(map(of_row, part))))
