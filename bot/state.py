"""Small things that outlive a restart: notes by key, and the command lines behind short buttons."""

import hashlib
from collections.abc import Callable
from time import monotonic

import structlog
from sqlalchemy import Engine, select

from bot.schema import note, shortcut
from bot.upsert import insert
from briefs.errors import StoreError
from briefs.store.engine import reading, writing

log = structlog.get_logger()

RESPITE = 30.0
"""Seconds in which a store that could not be written is not tried again: each try may take five."""


class State:
    def __init__(self, engine: Engine, clock: Callable[[], float] = monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._tried_again_at = 0.0

    def get(self, key: str) -> str | None:
        with reading(self._engine) as connection:
            value: str | None = connection.scalar(select(note.c.value).where(note.c.key == key))
        return value

    def put(self, key: str, value: str) -> None:
        with writing(self._engine) as connection:
            row = insert(connection, note).values(key=key, value=value)
            connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def keep_line(self, line: str) -> str:
        """A token of 16 characters for a command line too long for a button; the same at every call.

        "" when the store takes nothing now: an answer comes without that button rather than not at all.
        """
        token = hashlib.sha256(line.encode()).hexdigest()[:16]
        try:
            return token if self.line(token) is not None or self._keep(token, line) else ""
        except StoreError as error:
            self._tried_again_at = self._clock() + RESPITE
            log.warning("a button is left out", reason=str(error))
            return ""

    def _keep(self, token: str, line: str) -> bool:
        if self._clock() < self._tried_again_at:
            return False
        with writing(self._engine) as connection:
            row = insert(connection, shortcut).values(token=token, line=line)
            connection.execute(row.on_conflict_do_nothing(index_elements=["token"]))
        return True

    def line(self, token: str) -> str | None:
        with reading(self._engine) as connection:
            line: str | None = connection.scalar(select(shortcut.c.line).where(shortcut.c.token == token))
        return line
