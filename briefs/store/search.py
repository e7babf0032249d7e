"""Full text search: the one part of the store that is written for SQLite alone.

The FTS5 indexes keep no text of their own, so they are told the words of a row as it comes and
once more before it goes.
"""

from typing import Any

from sqlalchemy import Connection, Select, column, literal_column, select, table, text

MOST_WORDS = 32  # nobody types more, and FTS5 refuses very long questions

INDEXES = (
    # the index, the table it is of, its key, the columns looked in, the column with the article's number
    ("article_words", "article", "number", "headline, publisher, text", "number"),
    ("finding_words", "finding", "id", "words", "article"),
)


def add_words(connection: Connection, number: int) -> None:
    """Makes the article of that number and its findings findable."""
    for index, of, key, columns, article in INDEXES:
        rows = f"SELECT {key}, {columns} FROM {of} WHERE {article} = :number"
        connection.execute(text(f"INSERT INTO {index} (rowid, {columns}) {rows}"), {"number": number})


def drop_words(connection: Connection, number: int) -> None:
    """Before the article of that number and its findings are changed or deleted."""
    for index, of, key, columns, article in INDEXES:
        rows = f"SELECT 'delete', {key}, {columns} FROM {of} WHERE {article} = :number"
        connection.execute(
            text(f"INSERT INTO {index} ({index}, rowid, {columns}) {rows}"), {"number": number}
        )


def matches(index: str, words: str) -> Select[Any]:
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
