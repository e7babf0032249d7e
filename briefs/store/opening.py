"""A store ready for use."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from briefs.store.migrate import migrate
from briefs.store.migrations import BRIEFS
from briefs.store.store import Store


def open_store(engine: Engine, now: Callable[[], datetime]) -> Store:
    """The store in that database, its tables brought up to date, what is asked first already read."""
    migrate(engine, BRIEFS)
    store = Store(engine, now)
    store.latest()
    store.actor_names()
    return store
