"""The gold itself: what is expected is in the articles, and the scorer tells right from wrong."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.quality import gold
from tests.quality.gold import ARTICLES, KINDS, Pair

EXPECTED = sorted(ARTICLES.glob("*.json"))


def printed(value: object) -> Iterator[str]:
    """Every stretch of an article that its gold holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from printed(item)
    elif isinstance(value, dict):
        for key in ("text", "content", "speaker", "period"):
            yield from printed(value.get(key))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_it_expects_only_words_of_the_article(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8").lower()
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert [
        stretch for field in expected.values() for stretch in printed(field) if stretch.lower() not in text
    ] == []


def test_it_covers_a_dozen_genres() -> None:
    assert len(EXPECTED) >= 12


@pytest.fixture
def pair() -> Pair:
    return next(pair for pair in gold.pairs() if pair.brief.article.id == "politics")


@pytest.mark.parametrize("name", KINDS)
def test_it_finds_nothing_right_in_an_empty_brief(pair: Pair, name: str) -> None:
    brief = replace(pair.brief, key_points=(), statistics=(), statements=(), quotes=(), actors=())
    count = KINDS[name](Pair(brief, pair.gold))
    assert count["right"] == count["hit"] == count["found"] == 0


def test_it_tells_a_wrong_speaker_from_a_right_one(pair: Pair) -> None:
    right = KINDS["quotes with speaker"](pair)["right"]
    quotes = tuple(replace(quote, speaker="Nobody Known") for quote in pair.brief.quotes)
    assert right > 0
    assert KINDS["quotes with speaker"](Pair(replace(pair.brief, quotes=quotes), pair.gold))["right"] == 0


def test_it_tells_a_wrong_value_from_a_right_one(pair: Pair) -> None:
    right = KINDS["statistics value+unit"](pair)["right"]
    statistics = tuple(
        replace(statistic, value=statistic.value + Decimal(1)) for statistic in pair.brief.statistics
    )
    wrong = KINDS["statistics value+unit"](Pair(replace(pair.brief, statistics=statistics), pair.gold))[
        "right"
    ]
    assert wrong < right
