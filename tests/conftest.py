"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store may be made: a test that asks for it holds for both databases."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.new_database() as address:
            yield address
