"""Full text search: the one part of the store that each database has its own means for."""

from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, Dialect, Select

from briefs.store import fts5, tsvector
from briefs.store.findable import IndexName


class Search(Protocol):
    def __hash__(self) -> int:
        """Questions are kept by it."""

    def add_words(self, connection: Connection, number: int) -> None:
        """Makes the article of that number and its findings findable."""

    def drop_words(self, connection: Connection, number: int) -> None:
        """Before the article of that number and its findings are changed or deleted."""

    def question(self, typed: str, *names: str | None) -> str:
        """In the database's language: every word of `typed`, the last one may be unfinished, and every
        one of `names` as a whole."""

    def matches(self, index: IndexName, question: BindParameter[str]) -> Select[Any]:
        """The keys, named `rowid`, of the rows that a question finds."""


def search_of(dialect: Dialect) -> Search:
    return tsvector if dialect.name == "postgresql" else fts5
