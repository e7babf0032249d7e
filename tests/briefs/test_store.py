"""The store, on SQLite and on PostgreSQL ..."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from briefs import Article, Brief
from briefs.errors import ArticleError
from briefs.store import Query, Store, open_engine, open_store, reading, writing
from briefs.store.schema import article
from briefs.store.selection import MOST_OF_A_STORY
from tests.briefs.store_examples import Clock, ferry, harbour

MAIN_TABLES = ("article", "finding", "alias")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: str, clock: Clock) -> Iterator[Store]:
    store = open_store(open_engine(database), clock)
    yield store
    store.close()


def rows(database: str) -> list[object]:
    engine = open_engine(database)
    with reading(engine) as connection:
        found = [row for name in MAIN_TABLES for row in connection.execute(text(f"SELECT * FROM {name}"))]
    engine.dispose()
    return found


def printed(store: Store, query: Query) -> list[tuple[str, int]]:
    return [(fact.kind, fact.position) for fact in store.find(query)]


# ---- keeping


def test_it_gives_back_the_brief_it_was_given(store: Store, clock: Clock) -> None:
    brief = harbour(title="Dredging", url="https://example.org/1", byline="Ann Roe", language="no")
    zone = timezone(timedelta(hours=-5))
    brief = replace(brief, article=replace(brief.article, published=datetime(2026, 11, 20, 7, tzinfo=zone)))
    assert store.add(brief)
    store.close()
    held = store.latest()
    assert held is not None
    assert (held.number, held.read_at, held.brief) == (1, clock.time, brief)
    assert store.article(1) == held


def test_it_gives_back_a_brief_read_from_the_file_again(store: Store, database: str, clock: Clock) -> None:
    store.add(harbour())
    other = open_store(open_engine(database), clock)
    assert other.latest() == store.latest()
    other.close()


def test_it_changes_nothing_for_the_same_article(store: Store, database: str, clock: Clock) -> None:
    store.add(harbour())
    before = rows(database)
    clock.pass_hours(1)
    assert store.holds(harbour().article)
    assert not store.add(harbour())
    assert rows(database) == before


@pytest.mark.parametrize("field", ["title", "url", "publisher", "byline", "language", "text"])
def test_it_sees_that_an_article_was_edited(store: Store, field: str) -> None:
    store.add(harbour())
    assert not store.holds(replace(harbour().article, **{field: "other"}))


def test_it_keeps_the_number_of_an_edited_article_and_of_what_it_still_says(
    store: Store, clock: Clock
) -> None:
    store.add(harbour())
    store.add(ferry())
    old = store.find(Query(article=1, limit=100))
    clock.pass_hours(1)
    assert store.add(ferry("harbour"))
    assert store.count() == 2
    held = store.article(1)
    assert held is not None
    assert (held.brief.title, held.read_at) == ("Ferry fares rise", clock.time)
    assert store.latest() == held
    new = store.find(Query(article=1, limit=100))
    assert [fact.finding for fact in new] == [
        fact.finding for fact in store.find(Query(article=2, limit=100))
    ]
    before, after = {fact.id: fact for fact in old}, {fact.id: fact for fact in new}
    assert {before[number].finding.name for number in before.keys() & after} == {"Íris Vollan"}  # type: ignore[union-attr]
    assert max(before) < min(after.keys() - before)
    assert store.fact(old[0].id) is None
    assert store.find(Query(text="guild")) == []


def test_what_an_edit_leaves_keeps_its_number_and_is_found_by_its_words(store: Store, clock: Clock) -> None:
    store.add(harbour())
    before = {fact.id: fact for fact in store.find(Query(limit=100))}
    clock.pass_hours(1)
    edited = harbour(byline="Ann Ode")
    statements = (*edited.statements[:2], replace(edited.statements[2], content=edited.statements[0].content))
    store.add(replace(edited, statements=statements, key_points=edited.key_points[::-1]))
    after = {fact.id: fact for fact in store.find(Query(limit=100))}
    [gone], [new] = before.keys() - after, after.keys() - before
    assert before[gone].finding == edited.statements[2]
    assert after[new].finding == statements[2]
    assert [after[number].finding for number in before if number != gone] == [
        fact.finding for number, fact in before.items() if number != gone
    ]
    assert {fact.id for fact in store.find(Query(text="guild"))} <= after.keys()
    assert store.find(Query(text="crowns"))
    assert store.aliases()["the guild"] == "Fishers' Guild"


def test_what_an_earlier_extractor_read_is_read_anew_and_is_no_news(store: Store, clock: Clock) -> None:
    poor = replace(harbour(), statistics=(), quotes=())
    store.add(poor)
    store.add(ferry())
    assert store.outdated(10) == []
    with writing(store._engine) as connection:
        connection.execute(article.update().where(article.c.number == 1).values(extractor=0))
    before = {fact.id for fact in store.find(Query(limit=100))}
    clock.pass_hours(1)
    [old] = store.outdated(10)
    store.renew(old, harbour())
    assert store.outdated(10) == []
    held = store.article(1)
    assert held is not None
    assert (held.brief, held.read_at) == (harbour(), old.read_at)
    assert before < {fact.id for fact in store.find(Query(limit=100))}
    assert store.find(Query(text="crowns"))
    store.add(harbour(byline="Ann Ode"))
    store.renew(old, poor)
    assert store.article(1).brief.article.byline == "Ann Ode"  # type: ignore[union-attr]


def test_it_knows_the_ids_of_an_article_that_was_edited_and_edited_back(store: Store, clock: Clock) -> None:
    for brief in (harbour(), ferry("harbour"), harbour()):
        store.add(brief)
        held = store.article(1)
        assert held is not None
        facts = store.find(Query(article=1, limit=100))
        assert held.fact_ids == {(fact.kind, fact.position): fact.id for fact in facts}
        assert held.read_at == clock.time
        clock.pass_hours(1)


def test_it_never_gives_an_id_twice(store: Store) -> None:
    store.add(harbour())
    newest = max(fact.id for fact in store.find(Query(limit=100)))
    store.add(Brief(replace(harbour().article, text="Nothing any more."), "Nothing"))
    store.add(ferry())
    assert min(fact.id for fact in store.find(Query(limit=100))) > newest


def test_it_holds_an_article_in_which_nothing_was_found(store: Store) -> None:
    assert store.add(Brief(Article("bare", ""), "bare"))
    assert store.latest() is not None
    assert store.find(Query()) == []


def test_it_refuses_half_a_character_in_one_line(store: Store) -> None:
    with pytest.raises(ArticleError, match="half a character"):
        store.add(Brief(Article("broken", "\ud83d"), "broken"))
    assert store.latest() is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_it_keeps_any_text_as_it_is(store: Store, written: str) -> None:
    brief = Brief(Article("any", written, title=written), written)
    store.add(brief)
    held = store.latest()
    assert held is not None
    assert held.brief == brief


# ---- facts


def test_it_gives_the_newest_article_first_and_each_in_the_order_of_its_brief(store: Store) -> None:
    store.add(harbour())
    store.add(ferry())
    facts = store.find(Query(limit=100))
    assert [(fact.held.number, fact.kind, fact.position) for fact in facts] == [
        (2, "point", 0), (2, "statistic", 0), (2, "statement", 0), (2, "actor", 0), (2, "actor", 1),
        (1, "point", 0), (1, "point", 1), (1, "statistic", 0), (1, "statistic", 1),
        (1, "statement", 0), (1, "statement", 1), (1, "statement", 2), (1, "quote", 0),
        (1, "actor", 0), (1, "actor", 1),
    ]  # fmt: skip


def test_it_gives_the_finding_itself(store: Store) -> None:
    store.add(harbour())
    for fact in store.find(Query(limit=100)):
        found = {
            "point": harbour().key_points,
            "statistic": harbour().statistics,
            "statement": harbour().statements,
            "quote": harbour().quotes,
            "actor": harbour().actors,
        }[fact.kind]
        assert fact.finding == found[fact.position]
        assert store.fact(fact.id) == fact


def test_it_has_no_fact_of_an_id_it_never_gave(store: Store) -> None:
    assert store.fact(1) is None
    assert store.article(1) is None
    assert store.latest() is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(kinds=("quote",)), [("quote", 0)]),
        (Query(kinds=("quote", "point")), [("point", 0), ("point", 1), ("quote", 0)]),
        (Query(actor="Fishers' Guild"), [("statement", 2), ("actor", 1)]),
        (Query(kinds=("statistic",), actor="Íris Vollan"), [("statistic", 0)]),
        (Query(unit="crowns"), [("statistic", 0)]),
        (Query(unit="percent"), []),
        (Query(article=1, kinds=("actor",)), [("actor", 0), ("actor", 1)]),
        (Query(article=2), []),
        (Query(text="council"), [("point", 1), ("statement", 1), ("quote", 0)]),
        (Query(text="council", kinds=("quote",), actor="Íris Vollan"), [("quote", 0)]),
        (Query(text="council", actor="Fishers' Guild"), []),
    ],
)
def test_it_finds_what_has_all_that_is_asked(
    store: Store, query: Query, expected: list[tuple[str, int]]
) -> None:
    store.add(harbour())
    assert printed(store, query) == expected


@pytest.mark.parametrize("words", ["", "vollan"])
def test_it_pages(store: Store, words: str) -> None:
    store.add(harbour())
    store.add(ferry())
    whole = printed(store, Query(text=words, limit=100))
    pages = [printed(store, Query(text=words, limit=4, offset=offset)) for offset in range(0, len(whole), 4)]
    assert len(whole) > 4
    assert [fact for page in pages for fact in page] == whole


@pytest.mark.parametrize("words", ["", "vollan"])
def test_it_finds_what_was_read_since(store: Store, clock: Clock, words: str) -> None:
    store.add(harbour())
    clock.pass_hours(2)
    store.add(ferry())
    facts = store.find(Query(text=words, since=clock.time - timedelta(hours=1), limit=100))
    assert {fact.held.number for fact in facts} == {2}
    berlin = timezone(timedelta(hours=1))
    exactly = (clock.time - timedelta(hours=2)).astimezone(berlin)
    assert {fact.held.number for fact in store.find(Query(text=words, since=exactly, limit=100))} == {1, 2}


def test_it_finds_what_was_read_since_though_the_clock_was_put_back(store: Store, clock: Clock) -> None:
    since = clock.time
    for hours, key in ((2, "first"), (-3, "before"), (2, "last")):
        clock.pass_hours(hours)
        store.add(ferry(key))
    facts = store.find(Query(text="fares", since=since, limit=100))
    assert {fact.held.brief.article.id for fact in facts} == {"first", "last"}
    assert len(facts) == len(store.find(Query(text="fares", article=1))) * 2


def test_it_finds_a_figure_said_again_as_the_first_one(store: Store) -> None:
    store.add(harbour())
    assert printed(store, Query(text="crowns fund", kinds=("statistic",))) == [("statistic", 0)]


# ---- articles


def test_it_lists_articles_the_last_read_first(store: Store, clock: Clock) -> None:
    for brief in (harbour(), ferry(), ferry("again")):
        clock.pass_hours(1)
        store.add(brief)
    assert [held.number for held in store.articles()] == [3, 2, 1]
    assert [held.number for held in store.articles(limit=1, offset=1)] == [2]
    assert [held.number for held in store.articles(since=clock.time)] == [3]
    assert [held.number for held in store.articles(text="fares", limit=5)] == [3, 2]
    assert store.count() == 3


def test_it_reads_of_a_story_that_everybody_tells_the_newest_articles(store: Store, clock: Clock) -> None:
    for number in range(MOST_OF_A_STORY + 2):
        store.add(ferry(f"copy {number}"))
    [story] = store.stories(clock.time, 8)
    assert [held.number for held in story] == list(range(3, MOST_OF_A_STORY + 3))
    assert store.story(1) == story


@pytest.mark.parametrize("words", ["elin post", "harbour fu", "Title that was given"])
def test_it_finds_an_article_by_title_publisher_and_text(store: Store, words: str) -> None:
    store.add(harbour(title="Title that was given"))
    store.add(ferry())
    assert [held.number for held in store.articles(text=words)] == [1]


# ---- choices


def test_it_offers_the_names_in_most_articles_first(store: Store) -> None:
    store.add(harbour())
    store.add(ferry())
    assert store.actor_names() == ["Íris Vollan", "Sound Line", "Fishers' Guild"]
    assert store.units() == ["percent", "crowns"]


def test_it_knows_who_a_printed_name_stands_for(store: Store) -> None:
    store.add(harbour())
    assert store.aliases() == {
        "íris vollan": "Íris Vollan",
        "vollan": "Íris Vollan",
        "fishers' guild": "Fishers' Guild",
        "the guild": "Fishers' Guild",
        "guild": "Fishers' Guild",
    }


def test_it_gives_a_shared_alias_to_the_one_in_most_articles(store: Store) -> None:
    other = ferry("third")
    namesake = replace(other.actors[1], name="Per Vollan")
    store.add(replace(other, actors=(namesake,)))
    store.add(harbour())
    store.add(ferry())
    assert store.aliases()["vollan"] == "Íris Vollan"
    assert store.aliases()["per vollan"] == "Per Vollan"


def test_it_offers_what_another_process_has_read(store: Store, database: str) -> None:
    assert store.actor_names() == []
    other = open_store(open_engine(database), lambda: datetime.now(UTC))
    other.add(ferry())
    other.close()
    assert store.actor_names() == ["Sound Line", "Íris Vollan"]


def test_it_shows_an_article_as_another_process_has_edited_it(store: Store, database: str) -> None:
    store.add(harbour())
    assert store.latest() is not None
    other = open_store(open_engine(database), lambda: datetime.now(UTC))
    other.add(ferry("harbour"))
    other.close()
    held = store.article(1)
    assert held is not None
    assert held.brief == ferry("harbour")
