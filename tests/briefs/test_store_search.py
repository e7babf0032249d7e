"""A search, on SQLite and on PostgreSQL ..."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs import Article, Brief, KeyPoint, Span
from briefs.store import Query, Store, open_engine, open_store
from tests.briefs.store_examples import harbour

SAID = "The U.S. won’t pay, Gitanas Nordström of Ærø said: zone-2 fees AND tolls, 40 % of AT&T’s."


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    store = open_store(open_engine(database), lambda: datetime.now(UTC))
    store.add(told("one", SAID))
    yield store
    store.close()


def told(key: str, said: str) -> Brief:
    return Brief(Article(key, said), "Title", key_points=(KeyPoint(Span(0, len(said))),))


@pytest.mark.parametrize(
    "typed",
    [
        "toll",  # the last word may be unfinished
        "nordstrom",
        "NORDSTRÖM pay",
        "U.S.",
        "won't",
        "zone-2",
        '"fees" (and',
        "tolls*",
        "^the",
        "40 %",
        "at&t's",
        "  said  ",
        "said\0fees",
        "said \ud800",
        " ".join(["fees"] * 500),
    ],
)
def test_it_finds(store: Store, typed: str) -> None:
    assert len(store.find(Query(text=typed))) == 1
    assert len(store.articles(text=typed)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "tol pay",
        "fees NOT tolls",
        "pay OR bridge",
        "NEAR(fees tolls, 2)",
        "words:the",
        "%",
        '"',
        "***",
        "- + :",
        "\0",
    ],
)
def test_it_takes_no_word_for_an_operator(store: Store, typed: str) -> None:
    assert store.find(Query(text=typed)) == []
    assert store.articles(text=typed) == []


def test_it_finds_no_more_for_a_text_without_words_when_an_actor_is_asked_for(store: Store) -> None:
    store.add(harbour())
    assert store.find(Query(actor="Íris Vollan")) != []
    assert store.find(Query(actor="Íris Vollan", text="%")) == []


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.text(alphabet="\"'*^():-+{}~ aANDORTE%\0"))
def test_it_answers_whatever_is_typed(store: Store, typed: str) -> None:
    store.find(Query(text=typed))
    store.articles(text=typed)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=5))
def test_it_finds_a_sentence_by_any_of_its_words(store: Store, words: list[str]) -> None:
    if any(char.isalnum() for word in words for char in word):
        assert len(store.find(Query(text=" ".join(words)))) == 1


def test_it_gives_the_newest_first(store: Store) -> None:
    store.add(told("two", "Fees again."))
    store.add(told("three", "More fees than ever."))
    assert [fact.held.number for fact in store.find(Query(text="fees"))] == [3, 2, 1]
