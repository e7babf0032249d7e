"""The store's database when it is a server; what it shares with a file is in test_store.py. It ..."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, func, make_url, select, table, text

import bot.schema
import briefs.store.schema
from bot.migrations import BOT
from briefs.errors import StoreError
from briefs.store import (
    Migrations,
    Query,
    Store,
    migrate,
    open_engine,
    open_store,
    postgresql,
    reading,
    writing,
)
from briefs.store.migrations import BRIEFS
from briefs.store.tsvector import vector
from tests.briefs.store_examples import ferry, harbour
from tests.briefs.test_store_search import told
from tests.postgres import Postgres

NOBODY = "postgresql://ann:hush@127.0.0.1:1/news"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def address(postgres: Postgres) -> Iterator[str]:
    with postgres.new_database() as address:
        yield address


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    store = open_store(open_engine(address), now)
    yield store
    store.close()


def count(store: Store, name: str) -> int:
    with reading(store._engine) as connection:
        return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


# ---- opening


def test_it_says_that_nobody_answers_and_not_the_password() -> None:
    with pytest.raises(StoreError, match="refused") as caught:
        open_engine(NOBODY)
    said = str(caught.value)
    assert said.startswith("the store postgresql://127.0.0.1:1/news did not answer: ")
    assert "hush" not in said
    assert "\n" not in said


def test_it_says_that_there_is_no_such_database(address: str) -> None:
    elsewhere = make_url(address).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        open_engine(elsewhere)


def test_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(
        StoreError, match=r"psycopg, which is not installed: pip install 'psycopg\[binary\]'$"
    ):
        open_engine(NOBODY)


@pytest.mark.parametrize(
    ("migrations", "metadata"), [(BRIEFS, briefs.store.schema.metadata), (BOT, bot.schema.metadata)]
)
def test_it_gets_the_tables_that_the_schema_says(
    address: str, migrations: Migrations, metadata: MetaData
) -> None:
    engine = open_engine(address)
    migrate(engine, migrations)
    known = set(metadata.tables)
    with reading(engine) as connection:
        options = {
            "include_name": lambda name, kind, _: kind != "table" or name in known,
            "compare_type": True,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_it_is_made_once_by_several_at_the_same_time(address: str) -> None:
    def open_and_add(key: str) -> int:
        store = open_store(open_engine(address), now)
        store.add(ferry(key))
        count = store.count()
        store.close()
        return count

    with ThreadPoolExecutor(4) as pool:
        assert max(pool.map(open_and_add, "abcd")) == 4


def test_it_says_that_a_newer_version_has_written_it(store: Store) -> None:
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE briefs_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="written by a newer version"):
        open_store(store._engine, now)


# ---- reading and writing


def test_it_shows_a_reader_one_moment_while_others_write(store: Store) -> None:
    with reading(store._engine) as connection:
        question = text("SELECT count(*) FROM article")
        assert connection.scalar(question) == 0
        store.add(harbour())
        assert connection.scalar(question) == 0
    assert store.count() == 1


def test_it_lets_no_reader_write(store: Store) -> None:
    with pytest.raises(StoreError, match=r"cannot be written$"), reading(store._engine) as connection:
        connection.execute(text("DELETE FROM article"))


def test_it_gives_an_article_ids_of_its_own_run_while_others_write(address: str, store: Store) -> None:
    def add(name: str) -> None:
        writer = open_store(open_engine(address), now)
        for number in range(15):
            writer.add(ferry(f"{name}-{number}"))
        writer.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(add, ["ann", "bob", "cai"]))
    facts = store.find(Query(kinds=("actor",), limit=1000))
    assert [fact.held.number for fact in facts] == [number for number in range(45, 0, -1) for _ in "ab"]


def test_it_says_that_another_program_holds_it(
    address: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql.OPTIONS["connect_args"], "options", "-c lock_timeout=1")
    impatient = Store(open_engine(address), now)
    with writing(store._engine) as connection:
        connection.execute(text("LOCK TABLE article IN EXCLUSIVE MODE"))
        assert impatient.count() == 0
        with pytest.raises(StoreError, match=r"is locked by another program$"):
            impatient.add(harbour())
    impatient.close()


def test_it_answers_again_after_its_connections_were_cut(store: Store, postgres: Postgres) -> None:
    store.add(harbour())
    name = store._engine.url.database
    postgres.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert store.count() == 1


def test_it_keeps_what_it_cannot_hold_as_a_sign_of_the_same_length(store: Store) -> None:
    assert store.add(told("odd\0key", "Nothing\0here."))
    held = store.latest()
    assert held is not None
    assert held.brief.article.text == "Nothing\ufffdhere."
    assert store.holds(told("odd\0key", "Nothing\0here.").article)


# ---- search


def test_it_keeps_its_search_in_step_with_its_tables(store: Store) -> None:
    for brief in (harbour(), ferry(), replace(ferry("harbour"), title="Other"), harbour(title="Third")):
        store.add(brief)
    assert count(store, "article_words") == count(store, "article") == 2
    assert count(store, "finding_words") == count(store, "finding")


def test_it_takes_the_longest_article_there_may_be(store: Store) -> None:
    said = " ".join(f"word{number}" for number in range(190_000))
    assert store.add(told("long", f"first {said}"[:2_000_000]))
    assert len(store.articles(text="first word0")) == 1


def test_it_takes_a_word_of_any_length(store: Store) -> None:
    store.add(told("long", "한" * 5000))
    assert len(store.articles(text="한" * 5000)) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Ærø’s 40 %", "'ærø':1 's':2 '40':3"),
        ("Nordström nordstrom", "'nordstrom':1,2"),
        ("'quoted' a\\b : & |", "'quoted':1 'a':2 'b':3"),
        ("%", ""),
    ],
)
def test_it_tells_words_apart_and_folds_them(said: str, words: str) -> None:
    assert vector(said) == words
