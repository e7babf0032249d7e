"""A store that is a backup cannot know what was posted since: what was due until now is not posted again."""

from collections.abc import Callable
from datetime import datetime

from bot.desk import utc_now
from bot.ledger import Ledger
from bot.migrations import BOT
from briefs.store import migrate, open_engine
from briefs.store.migrations import BRIEFS


def settle(place: str, now: Callable[[], datetime] = utc_now) -> int:
    """How many runs are skipped. Raises StoreError."""
    engine = open_engine(place)
    try:
        migrate(engine, BRIEFS)
        migrate(engine, BOT)
        return Ledger(engine, now).restored()
    finally:
        engine.dispose()
