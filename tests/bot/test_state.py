"""What outlives a restart, and what becomes of an answer when nothing can be kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bot.card import Action, Card, Line, Section
from bot.platforms.discord.render import messages as discord_messages
from bot.platforms.slack.render import messages as slack_messages
from bot.schema import metadata
from bot.state import RESPITE, State
from briefs.store import open_engine

LONG = "stats " + "harbour " * 150
SHORT = "now"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(str(tmp_path / "held.db"))
    metadata.create_all(engine)
    engine.dispose()

    @event.listens_for(engine, "connect")
    def hurry(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA busy_timeout = 10").close()

    return engine


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    """Every connection made from now on is to a database that takes nothing."""

    def close(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA query_only = ON").close()

    engine.dispose()
    event.listen(engine, "connect", close)
    yield
    event.remove(engine, "connect", close)
    engine.dispose()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """Not one page more fits."""

    def fill(connection: sqlite3.Connection, record: object) -> None:
        [[pages]] = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages}").close()

    engine.dispose()
    event.listen(engine, "connect", fill)
    yield
    event.remove(engine, "connect", fill)
    engine.dispose()


def card() -> Card:
    line = Line("The wall costs €42 million.", action=Action("Source", LONG))
    return Card(
        "list", "Wall", sections=(Section((line,)),), actions=(Action("Next", LONG), Action("Brief", SHORT))
    )


def drawn(state: State) -> list[str]:
    shown = [view.to_components() for view in discord_messages(card(), state.keep_line)]
    return [str(shown), str(slack_messages(card(), state.keep_line))]


def test_a_line_is_found_by_its_token_after_a_restart(engine: Engine) -> None:
    token = State(engine).keep_line(LONG)
    assert State(engine).line(token) == LONG
    assert State(engine).keep_line(LONG) == token


@pytest.mark.parametrize("trouble", [locked, read_only])
def test_an_answer_comes_without_the_button_that_cannot_be_kept(engine: Engine, trouble: object) -> None:
    now = 0.0
    state = State(engine, lambda: now)
    with trouble(engine):  # type: ignore[operator]
        for shown in drawn(state):
            assert "€42 million" in shown
            assert "Brief" in shown
            assert "Next" not in shown
            assert "Source" not in shown
    assert state.keep_line(LONG) == ""
    now = RESPITE
    for shown in drawn(state):
        assert "Next" in shown
        assert "Source" in shown


def test_a_button_kept_before_stays_when_nothing_can_be_written(engine: Engine) -> None:
    drawn(State(engine))
    with read_only(engine):
        assert all("Next" in shown for shown in drawn(State(engine)))


def test_a_full_disk_leaves_the_button_out(engine: Engine) -> None:
    with full(engine):
        assert State(engine).keep_line("stats " + "harbour " * 5000) == ""
