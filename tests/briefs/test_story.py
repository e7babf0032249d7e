"""Stories, as the store keeps them: it ..."""

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import func, select

from briefs import Article, Brief, read
from briefs.store import Store, open_engine, open_store
from briefs.store.engine import reading
from briefs.store.schema import article, likeness
from briefs.story import from_json, profile_of, to_json
from tests.briefs.store_examples import Clock
from tests.postgres import Postgres
from tests.quality.stories import grouped, told

FIRE, COPY, OWN_REPORT, RETURN = (one.article for one in told("development")[:4])
RESIGNS, QUITS = (one.article for one in told("development")[6:8])
BRIEFS = {one.id: read(one) for one in (FIRE, COPY, OWN_REPORT, RETURN, RESIGNS, QUITS)}


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[str]:
    if request.param == "file":
        yield str(tmp_path / "held.db")
        return
    with postgres.new_database() as address:
        yield address


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    store = open_store(open_engine(place), Clock())
    yield store
    store.close()


def brief(of: Article) -> Brief:
    held = BRIEFS.get(of.id)
    return held if held and held.article == of else read(of)


def stories(store: Store) -> set[frozenset[str]]:
    """The articles' ids, a set each story."""
    found: dict[int, set[str]] = {}
    with reading(store._engine) as connection:
        for row in connection.execute(select(article.c.key, article.c.story)):
            found.setdefault(row.story, set()).add(row.key)
    return {frozenset(keys) for keys in found.values()}


def numbers(store: Store) -> set[int]:
    """That stories go by."""
    with reading(store._engine) as connection:
        return {number for number in connection.scalars(select(article.c.story)) if number is not None}


def flood(number: int, said: str) -> Article:
    return Article(str(number), f"Olla Brisk told Fenna Aldous of {said}", title="Brisk and Aldous")


def ids(*of: Article) -> frozenset[str]:
    return frozenset(one.id for one in of)


def test_it_puts_those_together_that_tell_the_same(store: Store) -> None:
    for one in (FIRE, RESIGNS, COPY, QUITS):
        store.add(brief(one))
    assert stories(store) == {ids(FIRE, COPY), ids(RESIGNS, QUITS)}


@pytest.mark.parametrize("order", list(permutations((COPY, OWN_REPORT, RETURN, RESIGNS)))[::3])
def test_it_finds_the_same_stories_in_whichever_order_the_articles_come(
    tmp_path: Path, order: tuple[Article, ...]
) -> None:
    """The report of the return is like the copy alone, and not like the own report."""
    store = open_store(open_engine(str(tmp_path / "held.db")), Clock())
    for one in order:
        store.add(brief(one))
    assert stories(store) == {ids(COPY, OWN_REPORT, RETURN), ids(RESIGNS)}
    store.close()


def test_an_edited_article_that_tells_another_story_leaves_its_own(store: Store) -> None:
    for one in (OWN_REPORT, COPY, RETURN, QUITS):
        store.add(brief(one))
    store.add(brief(replace(RESIGNS, id=COPY.id)))
    assert stories(store) == {ids(OWN_REPORT), ids(RETURN), ids(COPY, QUITS)}
    store.add(brief(COPY))
    assert stories(store) == {ids(OWN_REPORT, COPY, RETURN), ids(QUITS)}


def test_the_stories_are_those_of_the_texts_whatever_was_edited_before(tmp_path: Path) -> None:
    """Each step gives one of eight articles another text; one in three was not there before."""
    store = open_store(open_engine(str(tmp_path / "held.db")), Clock())
    chance = random.Random(6)
    held: dict[str, Article] = {}
    for _ in range(25):
        key = f"article {chance.randrange(8)}"
        held[key] = replace(chance.choice([FIRE, COPY, OWN_REPORT, RETURN, RESIGNS, QUITS]), id=key)
        store.add(brief(held[key]))
        group = dict(zip(held, grouped(list(held.values())), strict=True))
        assert stories(store) == {frozenset(k for k in group if group[k] == g) for g in group.values()}
    store.close()


def test_the_others_keep_their_number_when_the_article_that_gave_it_leaves(store: Store) -> None:
    for one in (FIRE, COPY, OWN_REPORT):
        store.add(brief(one))
    [before] = numbers(store)
    store.add(brief(replace(RESIGNS, id=FIRE.id)))
    assert stories(store) == {ids(FIRE), ids(COPY, OWN_REPORT)}
    assert before in numbers(store)


def test_an_article_has_the_same_few_to_be_compared_with_however_many_there_are(store: Store) -> None:
    """A feed that says the same again and again is one story, and each is like few of it."""
    for number in range(120):
        store.add(read(flood(number, "It rained on the harbour of Kelmouth, and the ferries stayed there.")))
    assert len(stories(store)) == 1
    with reading(store._engine) as connection:
        pairs = connection.scalar(select(func.count()).select_from(likeness))
    assert pairs == 2 * (sum(range(51)) + 69 * 50)


def test_names_that_very_many_share_do_not_hide_a_story_that_has_a_name_of_its_own(store: Store) -> None:
    bridge = (
        "Olla Brisk and Fenna Aldous want a bridge of 4,200 tonnes at Sallowmere, which nobody asked for."
    )
    store.add(read(flood(1000, bridge)))
    for number in range(110):
        store.add(read(flood(number, " ".join(f"{word}{number}" for word in "abcdefghij"))))
    store.add(read(flood(1001, bridge)))
    assert frozenset(("1000", "1001")) in stories(store)


def test_it_compares_only_what_was_told_within_three_days(store: Store) -> None:
    assert FIRE.published is not None
    store.add(brief(FIRE))
    store.add(brief(replace(COPY, published=FIRE.published + timedelta(hours=73))))
    assert stories(store) == {ids(FIRE), ids(COPY)}
    store.add(brief(replace(COPY, published=FIRE.published + timedelta(hours=71))))
    assert stories(store) == {ids(FIRE, COPY)}


def test_an_edit_without_a_date_stays_where_it_was_told_first(place: str) -> None:
    clock = Clock()
    store = open_store(open_engine(place), clock)
    store.add(brief(replace(FIRE, published=None)))
    clock.pass_hours(24 * 5)
    store.add(brief(replace(FIRE, published=None, text=FIRE.text + "\n\nMore follows.")))
    store.add(brief(replace(COPY, published=None)))
    assert stories(store) == {ids(FIRE), ids(COPY)}
    store.close()


def test_what_goes_when_it_is_old_leaves_the_others_of_its_story(place: str) -> None:
    clock = Clock()
    clock.time = datetime(2026, 3, 2, 20, tzinfo=UTC)
    store = open_store(open_engine(place), clock)
    store.add(brief(FIRE))
    clock.pass_hours(2)
    store.add(brief(COPY))
    assert store.prune(clock() - timedelta(hours=1)) == 1
    store.add(brief(OWN_REPORT))
    assert stories(store) == {ids(COPY, OWN_REPORT)}
    store.close()


@pytest.mark.parametrize("year", [1, 1899, 9999])
def test_a_day_of_publication_that_cannot_be_is_none(store: Store, year: int) -> None:
    store.add(brief(replace(FIRE, published=None)))
    store.add(brief(replace(COPY, published=datetime(year, 1, 1, tzinfo=UTC))))
    assert stories(store) == {ids(FIRE, COPY)}


def test_it_gives_whole_stories_of_which_something_was_read_first_those_in_most_outlets(place: str) -> None:
    clock = Clock()
    store = open_store(open_engine(place), clock)
    store.add(brief(FIRE))
    clock.pass_hours(2)
    since = clock()
    store.add(brief(COPY))
    clock.pass_hours(1)
    store.add(brief(RESIGNS))
    found = store.stories(since, 10)
    assert [[held.brief.article for held in articles] for articles in found] == [[FIRE, COPY], [RESIGNS]]
    assert store.stories(since, 1) == found[:1]
    assert store.stories(clock() + timedelta(hours=1), 10) == []
    assert store.story(found[0][1].number) == found[0]
    assert store.story(999) == []
    store.close()


def test_an_article_without_names_or_words_is_its_own_story(store: Store) -> None:
    for key in ("a", "b"):
        store.add(read(Article(key, "42.")))
    assert stories(store) == {frozenset("a"), frozenset("b")}


def test_a_profile_stays_small_whatever_an_article_quotes() -> None:
    said = "\n\n".join(f"“Boat {n} lies at pier {n + 1000},” Olla Brisk said." for n in range(400))
    assert len(to_json(profile_of(read(Article("boats", said))))) < 15_000


def test_a_profile_is_the_same_after_it_was_kept() -> None:
    one = profile_of(brief(FIRE))
    assert from_json(to_json(one)) == one


def test_a_profile_is_the_same_whatever_the_seed_of_hashes() -> None:
    program = (
        "from briefs import read; from briefs.story import profile_of, to_json;"
        "from tests.quality.stories import grouped, told; print(to_json(profile_of(read(told('test')[0].article))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
