"""The store: briefs kept in a database, and every finding of them to be asked for.

`store = open_store(open_engine("data/onrecord.db"), now)`.
"""

from briefs.store.engine import open_engine, reading, writing
from briefs.store.fact import Fact, FactKind, Finding, HeldArticle, Query
from briefs.store.migrate import Migrations, migrate
from briefs.store.opening import open_store
from briefs.store.store import Store

__all__ = [
    "Fact",
    "FactKind",
    "Finding",
    "HeldArticle",
    "Migrations",
    "Query",
    "Store",
    "migrate",
    "open_engine",
    "open_store",
    "reading",
    "writing",
]
