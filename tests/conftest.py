"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Postgres, running_postgres

# CI tries the same examples at every run, so that a change is judged by what it changed; at a desk each
# run tries new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


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
