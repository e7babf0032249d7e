"""Briefs as JSON."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.wire import article_of, dumps, extract_lines, from_dict, to_dict

TEXT = "Mayor Ada Brook said: “We lost 2.5 to 3.5 million crowns.” She warned of more."
ARTICLE = Article("lost-crowns", TEXT)


def span(printed: str) -> Span:
    return Span(TEXT.index(printed), TEXT.index(printed) + len(printed))


BRIEF = Brief(
    ARTICLE,
    "Lost crowns",
    key_points=(KeyPoint(span("Mayor Ada Brook said"), (span("She warned"),)),),
    statistics=(
        Statistic(
            span("2.5 to 3.5 million crowns"),
            Decimal(2500000),
            Span(0, 58),
            upper=Decimal(3500000),
            unit="crowns",
            qualifier="about",
            change="down",
            measure=span("lost"),
            period=span("more"),
            statement=0,
            same_as=0,
        ),
    ),
    statements=(
        Statement(
            (span("We lost"),),
            (span("said"),),
            (span("Ada Brook"),),
            "Ada Brook",
            "direct",
            Span(0, 58),
            "against",
        ),
    ),
    quotes=(Quote(span("We lost"), 0, "Ada Brook", span("Mayor")),),
    actors=(Actor("Ada Brook", "person", ("Brook",), (span("Ada Brook"), span("She")), (span("Mayor"),)),),
)


def extract(*lines: bytes) -> tuple[int, list[dict[str, object]], str]:
    out, err = io.BytesIO(), io.StringIO()
    status = extract_lines(lines, out, err)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def article_line(name: str, text: str = "Rain fell.") -> bytes:
    return json.dumps({"id": name, "text": text}).encode()


def test_it_reads_back_the_brief_it_wrote() -> None:
    assert from_dict(ARTICLE, json.loads(dumps(BRIEF))) == BRIEF


def test_it_reads_back_a_brief_with_nothing_in_it() -> None:
    empty = Brief(ARTICLE, "Nothing")
    assert from_dict(ARTICLE, json.loads(dumps(empty))) == empty


def test_it_prints_the_words_of_the_article_beside_each_span() -> None:
    data = to_dict(BRIEF)
    assert data["statistics"][0]["text"] == "2.5 to 3.5 million crowns"
    assert data["statistics"][0]["measure"] == {"text": "lost", "span": [26, 30]}
    assert data["quotes"][0]["role"] == data["actors"][0]["role"] == "Mayor"


def test_it_writes_figures_as_json_numbers() -> None:
    line = dumps(replace(BRIEF, statistics=(Statistic(Span(0, 1), Decimal("4.50"), Span(0, 1)),)))
    assert '"value":4.5,"upper":null,"unit"' in line


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_it_keeps_every_digit_of_a_figure(value: Decimal) -> None:
    brief = replace(BRIEF, statistics=(Statistic(Span(0, 1), value, Span(0, 1)),))
    assert from_dict(ARTICLE, json.loads(dumps(brief))).statistics[0].value == value


def test_it_takes_all_fields_of_an_article() -> None:
    line = {
        "id": "a",
        "text": "t",
        "title": "T",
        "url": "u",
        "publisher": "p",
        "byline": "b",
        "language": "en",
    }
    line["published"] = "2025-02-14T08:00:00Z"
    article = article_of(json.dumps(line).encode())
    assert article == Article("a", "t", "T", "u", "p", "b", datetime(2025, 2, 14, 8, tzinfo=UTC), "en")


def test_it_keeps_the_order_and_the_ids_of_its_input() -> None:
    status, briefs, told = extract(article_line("b"), b"\n", article_line("a"))
    assert (status, [brief["id"] for brief in briefs], told) == (0, ["b", "a"], "")


def test_it_writes_the_same_bytes_twice() -> None:
    assert extract(article_line("a", TEXT)) == extract(article_line("a", TEXT))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": "\xff", "text": ""}', "not UTF-8 (byte 9)"),
        (b'{"text": "x"}', '"id" is missing'),
        (b'{"id": "x"}', '"text" is missing'),
        (b'{"id": 1, "text": "x"}', '"id" must be a string'),
        (b'{"id": "x", "text": null}', '"text" must be a string'),
        (b'{"id": "x", "text": "x", "title": 3}', '"title" must be a string'),
        (b'{"id": "x", "text": "x", "published": "yesterday"}', '"published" must be a date'),
        (b'{"id": "x", "text": "\\ud800"}', "half a character"),
        (article_line("x", "a" * 2_000_001), "2,000,001 characters"),
    ],
)
def test_it_tells_what_is_wrong_with_a_line_and_reads_the_others(line: bytes, told: str) -> None:
    status, briefs, errors = extract(article_line("before"), line, article_line("after"))
    assert status == 1
    assert [brief["id"] for brief in briefs] == ["before", "after"]
    assert errors.startswith("line 2: ")
    assert told in errors
    assert errors.count("\n") == 1
