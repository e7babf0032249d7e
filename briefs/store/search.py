"""Full text search: the one part of the store that each database has its own means for."""

from typing import Any, Protocol

from sqlalchemy import Connection, Dialect, Select

from briefs.store import fts5, tsvector
from briefs.store.findable import IndexName


class Search(Protocol):
    def add_words(self, connection: Connection, number: int) -> None:
        """Makes the article of that number and its findings findable."""

    def drop_words(self, connection: Connection, number: int) -> None:
        """Before the article of that number and its findings are changed or deleted."""

    def matches(self, index: IndexName, typed: str, *names: str | None) -> Select[Any]:
        """The keys, named `rowid`, of the rows that hold every word of `typed`, the last one may be
        unfinished, and every one of `names` as a whole."""


def search_of(dialect: Dialect) -> Search:
    return tsvector if dialect.name == "postgresql" else fts5
