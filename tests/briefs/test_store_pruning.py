"""Pruning, on a file and on a server: it ..."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefs.store import Query, Store, open_engine, open_store
from tests.briefs.store_examples import Clock, ferry, harbour
from tests.postgres import Postgres

DAY = 24.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "server"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres, clock: Clock
) -> Iterator[Store]:
    if request.param == "file":
        store = open_store(open_engine(str(tmp_path / "held.db")), clock)
        yield store
        store.close()
        return
    with postgres.new_database() as address:
        store = open_store(open_engine(address), clock)
        yield store
        store.close()


def week_ago(clock: Clock) -> datetime:
    return clock() - timedelta(days=7)


def keys(store: Store) -> list[str]:
    return [held.brief.article.id for held in store.articles()]


def test_it_removes_what_is_old_and_cited_by_nobody(store: Store, clock: Clock) -> None:
    store.add(harbour())
    clock.pass_hours(8 * DAY)
    store.add(ferry())
    assert store.prune(week_ago(clock)) == 1
    assert keys(store) == ["ferry"]
    assert store.find(Query(text="crowns")) == []
    assert store.find(Query(text="percent"))
    assert store.articles(text="harbour") == []
    assert "Fishers' Guild" not in store.actor_names()
    assert store.prune(week_ago(clock)) == 0


def test_it_keeps_what_a_post_refers_to_by_article_or_by_fact(store: Store, clock: Clock) -> None:
    store.add(harbour())
    store.add(ferry("one"))
    store.add(ferry("two"))
    clock.pass_hours(8 * DAY)
    store.add(ferry("new"))
    fact = store.find(Query(text="crowns"))[0]
    [one] = [held.number for held in store.articles() if held.brief.article.id == "one"]
    store.cite([one], [fact.id])
    assert store.prune(week_ago(clock)) == 1
    assert sorted(keys(store)) == ["harbour", "new", "one"]
    assert store.fact(fact.id) == fact


def test_it_keeps_the_newest_however_old(store: Store, clock: Clock) -> None:
    store.add(harbour())
    clock.pass_hours(99 * DAY)
    assert store.prune(week_ago(clock)) == 0
    assert keys(store) == ["harbour"]


def test_it_takes_no_more_at_a_time_than_it_is_told(store: Store, clock: Clock) -> None:
    for number in range(5):
        store.add(ferry(str(number)))
    clock.pass_hours(8 * DAY)
    store.add(harbour())
    assert [store.prune(week_ago(clock), most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert keys(store) == ["harbour"]


def test_what_it_removed_is_not_read_as_news_again_unless_it_says_something_else(
    store: Store, clock: Clock
) -> None:
    store.add(harbour())
    clock.pass_hours(8 * DAY)
    store.add(ferry())
    store.prune(week_ago(clock))
    assert store.holds(harbour().article)
    assert not store.holds(harbour(byline="Ann Ode").article)
    assert store.add(harbour(byline="Ann Ode"))
    clock.pass_hours(8 * DAY)
    store.add(ferry("new"))
    assert store.prune(week_ago(clock)) == 2
    assert store.holds(harbour(byline="Ann Ode").article)


def test_it_gives_no_number_a_second_time(store: Store, clock: Clock) -> None:
    store.add(harbour())
    before = {fact.id for fact in store.find(Query(limit=99))}
    clock.pass_hours(8 * DAY)
    store.add(ferry())
    store.prune(week_ago(clock))
    store.add(ferry("new"))
    assert not before & {fact.id for fact in store.find(Query(limit=99))}
