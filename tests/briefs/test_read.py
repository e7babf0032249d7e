"""An article becomes a brief."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs import Article, Brief, Span, read
from briefs.errors import TooLongError
from briefs.read import LONGEST, title_of
from briefs.text import parse
from briefs.wire import dumps, from_dict, to_dict
from tests.briefs.processor_time import at_most

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "eval" / "polnear_dev.jsonl"
NEWS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/quality/articles").glob("*.txt"))
)

# Stretches that extraction has to look at twice, between any characters at all.
PIECES = st.sampled_from(
    ["“", "”", '"', "’", "'", "said ", "She ", "Dr. ", "Ada Brook ", "\n", "\n\n", "- ", ": ", "$5 billion ", "between ",
     "10% ", "and ", "1,000", ".", "U.S. ", "\x00", "\u2028", "\u200b", "١٢ ", "½ ", "FAQ\n", "according to ", "e\u0301 "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


@pytest.fixture(autouse=True)
def nothing_broke(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """`read` outlives a broken extractor; a test must not."""
    with caplog.at_level(logging.WARNING, logger="briefs"):
        yield
    broken = [record.getMessage() for record in caplog.records if "failed:" in record.getMessage()]
    assert not broken or "it breaks" in broken[0]


def spans(found: object) -> Iterator[Span]:
    if isinstance(found, Span):
        yield found
    elif isinstance(found, tuple):
        for item in found:
            yield from spans(item)
    elif hasattr(found, "__dataclass_fields__") and not isinstance(found, Article):
        for name in found.__dataclass_fields__:
            yield from spans(getattr(found, name))


def assert_sound(brief: Brief) -> None:
    length = len(brief.article.text)
    assert all(span.end <= length for span in spans(brief))
    assert all(quote.statement < len(brief.statements) for quote in brief.quotes)
    assert all(s.statement is None or s.statement < len(brief.statements) for s in brief.statistics)
    assert all(s.same_as is None or s.same_as < i for i, s in enumerate(brief.statistics))
    assert len(brief.key_points) <= 8
    assert from_dict(brief.article, json.loads(dumps(brief))) == brief


@given(TEXTS)
@settings(deadline=None)
def test_it_reads_any_text_and_grounds_what_it_finds(text: str) -> None:
    brief = read(Article("any", text))
    assert_sound(brief)
    assert read(Article("any", text)) == brief


def test_it_reads_real_news_and_grounds_what_it_finds() -> None:
    if not SHARED.exists():
        pytest.skip("the shared articles are not here")
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        brief = read(Article(row["id"], row["text"]))
        assert_sound(brief)
        assert dumps(read(Article(row["id"], row["text"]))) == dumps(brief)
        for section in ("key_points", "statistics", "quotes"):
            for item in to_dict(brief)[section]:
                assert item["text"] == row["text"][slice(*item["span"])]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x00", "...", "word", "-", "“", "\ufeff"])
def test_it_reads_what_is_no_article(text: str) -> None:
    brief = read(Article("no-article", text))
    assert_sound(brief)
    assert brief.title


def test_it_reads_a_very_long_line_in_linear_time() -> None:
    line = " ".join(NEWS.split()) + " "
    with at_most(5):
        brief = read(Article("line", line * (500_000 // len(line))))
    assert_sound(brief)


TRIGGERS = [
    "a",
    " ",
    "\n",
    ".",
    "“",
    '"',
    "1",
    "A. ",
    "“a\n",
    "“a” ",
    "- a\n",
    "a:\n- b\n",
    "$1 ",
    "1-",
    "one ",
    "he said ",
]


@pytest.mark.parametrize(
    "trigger", [*TRIGGERS, "“A,” said Bob. ", "Bob Smith, ", "NATO (NATO) ", "according to "]
)
def test_it_takes_no_longer_than_linear_time_on_any_pattern(trigger: str) -> None:
    with at_most(3.2):
        brief = read(Article("pattern", trigger * (40_000 // len(trigger))))
    assert_sound(brief)


def test_it_refuses_what_is_too_long_to_be_an_article() -> None:
    with pytest.raises(TooLongError, match="2,000,001 characters"):
        read(Article("novel", "a" * (LONGEST + 1)))


def test_it_keeps_the_other_findings_when_one_extractor_breaks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def find_statistics(*given: object) -> tuple[()]:
        raise ValueError("it breaks")

    monkeypatch.setattr(sys.modules["briefs.read"], "find_statistics", find_statistics)
    brief = read(Article("half", NEWS))
    assert brief.statistics == ()
    assert brief.key_points
    assert caplog.messages == ["half: find_statistics failed: ValueError('it breaks')"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Given", "Heading\n\nA sentence that ends.", "Given"),
        (
            None,
            "A sentence that ends here.\n\nThe Heading Below\n\nAnother sentence here.",
            "The Heading Below",
        ),
        (None, "A sentence that ends here. And one more that does.", "A sentence that ends here."),
        (None, "# The Heading\n\nA sentence that ends here.", "The Heading"),
        ("  ", "A  sentence\tthat ends here. And one more.", "A sentence that ends here."),
        (None, "", "the-id"),
        (None, "A" * 5_000 + ".", "the-id"),
    ],
)
def test_it_takes_the_title_from_the_nearest_thing_to_one(
    title: str | None, text: str, expected: str
) -> None:
    assert title_of(Article("the-id", text, title), parse(text)) == expected
