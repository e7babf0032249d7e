"""Full text search of SQLite.

The FTS5 indexes keep no text of their own, so they are told the words of a row as it comes and
once more before it goes.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    SelectBase,
    column,
    insert,
    literal,
    literal_column,
    select,
    table,
)

from briefs.store.findable import INDEXES, MOST_WORDS, IndexName

NOTHING = '""'  # finds nothing


def add_words(connection: Connection, number: int) -> None:
    for name, index in INDEXES.items():
        rows = select(index.key, *index.words).where(index.article == number)
        _tell(connection, name, ["rowid", *(word.name for word in index.words)], rows)


def drop_words(connection: Connection, number: int) -> None:
    for name, index in INDEXES.items():
        rows = select(literal("delete"), index.key, *index.words).where(index.article == number)
        _tell(connection, name, [name, "rowid", *(word.name for word in index.words)], rows)


def matches(index: IndexName, question: BindParameter[str]) -> Select[Any]:
    found = table(index, column("rowid"))
    return select(found.c.rowid).where(literal_column(index).op("MATCH")(question))


def question(typed: str, *names: str | None) -> str:
    """In FTS5's language nothing is an operator inside a string."""
    words = _strings(_known(typed).split())[:MOST_WORDS]
    return " ".join([*_strings(_known(name) for name in names if name), *words]) + "*" if words else NOTHING


def _strings(words: Iterable[str]) -> list[str]:
    """What has no letter or digit is left out, as the index holds none."""
    return ['"' + word.replace('"', '""') + '"' for word in words if any(map(str.isalnum, word))]


def _known(typed: str) -> str:
    """Without what SQLite takes for an end or cannot be told."""
    return typed.encode(errors="ignore").decode().replace("\0", " ")


def _tell(connection: Connection, name: IndexName, columns: list[str], rows: SelectBase) -> None:
    """FTS5 takes its commands as rows: in the column named like the index stands what to do."""
    connection.execute(insert(table(name, *map(column, columns))).from_select(columns, rows))
