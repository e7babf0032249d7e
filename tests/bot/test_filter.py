"""A filter ..."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.filter import Filter, parsed, unknown_topics
from briefs import Article, Brief, read
from tests.bot.newsroom import HARBOUR, SCHOOL

TOPICS = {"building": ("harbour wall", "bridge"), "money": ("budget",)}


def brief(text: str = HARBOUR, publisher: str = "The Ellery Post", url: str = "") -> Brief:
    return read(Article("a", text, publisher=publisher, url=url or None))


def dropped(of: Brief, *, include: str = "", exclude: str = "") -> str:
    rules = (tuple(parsed(rule) for rule in given.split(",") if rule) for given in (include, exclude))
    return Filter(*rules).drops(of, TOPICS)


@pytest.mark.parametrize(
    "rule",
    [
        "harbour", "HARBOUR", "harbour wall", "Harbour  Wall", "“harbour wall”", "Bérths", "€42 million",
        "actor:Brandvold", "actor:ilse brandvold", "actor:Ellery Fishing Union",
        "publisher:ellery post", "publisher:news.example", "topic:building", "Topic: Building",
    ],
)  # fmt: skip
def test_it_leaves_out_what_a_rule_names(rule: str) -> None:
    text = HARBOUR.replace("berth", "berths")
    assert dropped(brief(text, url="https://www.news.example/1"), exclude=rule) == f"exclude {parsed(rule)}"


@pytest.mark.parametrize(
    "rule",
    ["harb", "wall harbour", "arbour", "actor:Solanki", "actor:winter", "publisher:post office",
     "publisher:Brandvold", "topic:money", "topic:nowhere", "wall. “Nobody"],
)  # fmt: skip
def test_it_takes_what_no_rule_names(rule: str) -> None:
    assert dropped(brief(), exclude=rule) == ""


def test_it_takes_only_what_is_included_where_something_is() -> None:
    assert dropped(brief(), include="topic:building,school") == ""
    assert dropped(brief(SCHOOL), include="topic:building,school") == ""
    assert dropped(brief(SCHOOL), include="topic:building,boats") == "include topic:building, boats"


def test_it_lets_what_is_excluded_win() -> None:
    assert dropped(brief(), include="harbour", exclude="ferry") == "exclude ferry"


def test_it_takes_everything_without_rules() -> None:
    assert not Filter()
    assert Filter().drops(brief(), TOPICS) == ""


def test_it_does_not_join_the_words_of_two_names() -> None:
    held = brief("Mayor Ada Lind spoke. Union leader Bo Marsh agreed, Marsh said. Lind said so too.")
    assert dropped(held, exclude="actor:Lind Bo") == ""


@pytest.mark.parametrize("written", ["", "  ", "actor:", "topic: , ", "…", "''"])
def test_it_needs_a_word_to_look_for(written: str) -> None:
    with pytest.raises(ValueError, match="has no word to look for"):
        parsed(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("actr:Ada Byron", "“actr:” is not known"),
        ("“titel:harbour”", "“titel:” is not known"),
        ("harbo*", "“harbo[*]” is a pattern"),
        ("actor:By*", "“By[*]” is a pattern"),
    ],
)
def test_it_says_what_it_does_not_understand(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parsed(written)


@pytest.mark.parametrize("written", ["16:30", "Harbour: the wall", "C++", "AT&T"])
def test_a_colon_or_sign_among_words_is_no_mistake(written: str) -> None:
    assert parsed(written) == written


def test_a_rule_has_an_end() -> None:
    with pytest.raises(ValueError, match="is too long"):
        parsed("actor:" + "a" * 101)


@given(st.text(max_size=60))
def test_it_reads_its_own_writing_again(written: str) -> None:
    try:
        rule = parsed(written)
    except ValueError:
        return
    assert parsed(rule) == rule
    assert "," not in rule
    assert "\n" not in rule


def test_it_names_the_topics_nobody_knows() -> None:
    assert unknown_topics(["harbour", "topic:Building", "topic:space"], TOPICS) == ["space"]


@pytest.mark.timeout(20)
def test_it_is_not_held_up_by_what_people_write() -> None:
    rules = tuple(parsed(rule) for rule in ("a" * 100, "(a+)+b", "a " * 40 + "b"))
    assert Filter((), rules).drops(brief("a " * 50_000), TOPICS) == ""
