"""Brings a database to the tables of this version. Alembic is loaded only when there is work."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, column, inspect, select, table

from briefs.errors import StoreError
from briefs.store.engine import reading, writing
from briefs.store.failure import named
from briefs.store.turn import take_turn


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of Alembic's, its newest revision, and the table that says how far a database is."""

    folder: Path
    head: str
    version_table: str


def migrate(engine: Engine, migrations: Migrations) -> None:
    """Raises StoreError, also for a database that a newer program has changed."""
    with reading(engine) as connection:
        if _version(connection, migrations) == migrations.head:
            return
    with writing(engine) as connection:
        take_turn(connection, "migrate")
        _upgrade(connection, migrations)


def standing(engine: Engine, migrations: Migrations) -> Literal["none", "older", "current", "newer"]:
    """How far a database is, next to this program; "none" has no tables yet."""
    with reading(engine) as connection:
        version = _version(connection, migrations)
    if version is None or version == migrations.head:
        return "current" if version else "none"
    from alembic.script import ScriptDirectory

    known = ScriptDirectory(str(migrations.folder)).walk_revisions()
    return "older" if version in {script.revision for script in known} else "newer"


def _version(connection: Connection, migrations: Migrations) -> str | None:
    if not inspect(connection).has_table(migrations.version_table):
        return None
    version: str | None = connection.scalar(
        select(column("version_num")).select_from(table(migrations.version_table))
    )
    return version


def _upgrade(connection: Connection, migrations: Migrations) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=migrations.version_table)
    try:
        command.upgrade(config, migrations.head)
    except CommandError as error:
        place = named(connection.engine.url)
        raise StoreError(
            f"the store {place} was written by a newer version of this program; use that, or another store"
        ) from error


def run_environment() -> None:
    """What Alembic calls through the env.py of a folder of migrations."""
    from alembic import context

    attributes = context.config.attributes
    context.configure(connection=attributes["connection"], version_table=attributes["version_table"])
    context.run_migrations()
