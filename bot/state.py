"""Small things that outlive a restart: notes by key, and the command lines behind short buttons."""

import hashlib

from sqlalchemy import Engine, select

from bot.schema import note, shortcut
from bot.upsert import insert
from briefs.store.engine import reading, writing


class State:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> str | None:
        with reading(self._engine) as connection:
            value: str | None = connection.scalar(select(note.c.value).where(note.c.key == key))
        return value

    def put(self, key: str, value: str) -> None:
        with writing(self._engine) as connection:
            row = insert(connection, note).values(key=key, value=value)
            connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def keep_line(self, line: str) -> str:
        """A token of 16 characters for a command line too long for a button; the same at every call."""
        token = hashlib.sha256(line.encode()).hexdigest()[:16]
        with writing(self._engine) as connection:
            row = insert(connection, shortcut).values(token=token, line=line)
            connection.execute(row.on_conflict_do_nothing(index_elements=["token"]))
        return token

    def line(self, token: str) -> str | None:
        with reading(self._engine) as connection:
            line: str | None = connection.scalar(select(shortcut.c.line).where(shortcut.c.token == token))
        return line
