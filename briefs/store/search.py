"""Full text search: the one part of the store that is written for SQLite alone.

The FTS5 indexes keep no text of their own, so they are told the words of a row as it comes and
once more before it goes.
"""

from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    Column,
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

from briefs.store.schema import article, finding

IndexName = Literal["article_words", "finding_words"]

MOST_WORDS = 32  # nobody types more, and FTS5 refuses very long questions


class _Index(NamedTuple):
    key: Column[int]
    words: tuple[Column[str], ...]
    article: Column[int]


_INDEXES: dict[IndexName, _Index] = {
    "article_words": _Index(
        article.c.number, (article.c.headline, article.c.publisher, article.c.text), article.c.number
    ),
    "finding_words": _Index(finding.c.id, (finding.c.words,), finding.c.article),
}


def add_words(connection: Connection, number: int) -> None:
    """Makes the article of that number and its findings findable."""
    for name, index in _INDEXES.items():
        rows = select(index.key, *index.words).where(index.article == number)
        _tell(connection, name, ["rowid", *(word.name for word in index.words)], rows)


def drop_words(connection: Connection, number: int) -> None:
    """Before the article of that number and its findings are changed or deleted."""
    for name, index in _INDEXES.items():
        rows = select(literal("delete"), index.key, *index.words).where(index.article == number)
        _tell(connection, name, [name, "rowid", *(word.name for word in index.words)], rows)


def matches(index: IndexName, words: str) -> Select[Any]:
    """The keys of the rows that hold all of `words`, the last of which may be the start of one."""
    found = table(index, column("rowid"))
    question = literal_column(index).op("MATCH")(fts5_question(words))
    return select(found.c.rowid).where(question)


def fts5_question(words: str) -> str:
    """What people type, as FTS5's strings: no character of it is an operator.

    A word without a letter or digit is left out, as the index holds none; `""` finds nothing.
    """
    typed = words.encode(errors="ignore").decode().replace("\0", " ").split()
    known = [word for word in typed if any(map(str.isalnum, word))][:MOST_WORDS]
    return " ".join('"' + word.replace('"', '""') + '"' for word in known) + "*" if known else '""'


def _tell(connection: Connection, name: IndexName, columns: list[str], rows: SelectBase) -> None:
    """FTS5 takes its commands as rows: in the column named like the index stands what to do."""
    connection.execute(insert(table(name, *map(column, columns))).from_select(columns, rows))
