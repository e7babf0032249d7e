"""Quotes: words between marks that somebody said, with who and in what role."""

import pytest

from briefs.extract.actor import find_actors
from briefs.extract.attribution import find_statements
from briefs.extract.quote import find_quotes
from briefs.model import Quote
from briefs.text import parse


def quotes(raw: str) -> tuple[Quote, ...]:
    text = parse(raw)
    actors = find_actors(text)
    return find_quotes(text, find_statements(text, actors), actors)


def test_a_quote_is_the_words_inside_the_marks() -> None:
    raw = "“It will not hold,” said Mayor Ann Marl."
    (quote,) = quotes(raw)
    assert (quote.span.of(raw), quote.speaker, quote.statement) == ("It will not hold,", "Ann Marl", 0)
    assert quote.role is not None
    assert quote.role.of(raw) == "Mayor"


def test_every_part_of_a_split_quotation_is_a_quote_of_one_statement() -> None:
    raw = "“It will not hold,” Ann Marl said. “Nobody cares.”"
    assert [(q.span.of(raw), q.statement) for q in quotes(raw)] == [
        ("It will not hold,", 0),
        ("Nobody cares.", 0),
    ]


def test_a_word_quoted_in_indirect_speech_is_a_quote() -> None:
    raw = "Ann Marl called the new bridge “a disgrace” on Monday."
    assert [(q.span.of(raw), q.speaker) for q in quotes(raw)] == [("a disgrace", "Ann Marl")]


def test_the_role_beside_the_quote_goes_before_the_first_one() -> None:
    raw = (
        "City engineer Bo Ril came late.\n\n"
        "“Nothing about this bridge was ever simple” — Bo Ril, head of the works department"
    )
    (quote,) = quotes(raw)
    assert quote.role is not None
    assert quote.role.of(raw) == "head of the works department"


@pytest.mark.parametrize(
    "raw",
    [
        "The so-called “bridge” fell into the river.",
        "She reads “The Long Road Home” every winter.",
        "Bo “Brick” Ril built the bridge.",
        "The paint is “eco-friendly” and green.",
        "",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_not_speech(raw: str) -> None:
    assert quotes(raw) == ()
