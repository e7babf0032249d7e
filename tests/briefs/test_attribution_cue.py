"""Cues: verb forms are made, not guessed, and counts become how often a reading is right."""

import pytest

from briefs.extract.attribution.cue import counts, rate, readings
from briefs.extract.attribution.unit import units_of
from briefs.extract.attribution.verb import forms
from briefs.extract.attribution.word_class import QUOTED
from briefs.text import parse


@pytest.mark.parametrize(
    "printed",
    [
        "say says saying said said",
        "deny denies denying denied denied",
        "stop stops stopping stopped stopped",
        "admit admits admitting admitted admitted",
        "visit visits visiting visited visited",
        "agree agrees agreeing agreed agreed",
        "lie lies lying lay lain",
        "panic panics panicking panicked panicked",
        "urge urges urging urged urged",
        "write writes writing wrote written",
    ],
)
def test_all_forms_of_a_verb_are_made(printed: str) -> None:
    base = printed.split()[0]
    assert [form for form, _ in forms(base)] == printed.split()


def test_every_rate_is_a_share() -> None:
    frames = counts()["*"]
    assert all(0 <= hits <= seen for row in counts().values() for hits, seen in row.values())
    assert all(0 <= rate(word, frame) <= 1 for word in counts() for frame in frames)


def test_a_word_known_to_attribute_does_so_in_frames_it_was_not_seen_in() -> None:
    unseen = next(f for f in ("to about", "m that", "b that") if f not in counts()["warn"])
    assert rate("warn", unseen) > rate("walk", unseen)


def test_words_of_speech_are_read_in_all_their_forms() -> None:
    assert {"said", "says", "saying", "warned", "urges", "told"} <= readings().keys()


def test_a_quotation_counts_as_one_token_of_its_sentence() -> None:
    (unit,) = units_of(parse("“It will not hold. It never did,” said Ann Marl."))
    assert list(unit.tokens.texts) == [QUOTED, "said", "Ann", "Marl", "."]


def test_a_title_between_marks_is_a_name() -> None:
    (unit,) = units_of(parse("She reads “The Long Road Home” every winter."))
    assert QUOTED not in unit.low


def test_sentences_of_nothing_but_quotation_go_with_the_one_before() -> None:
    raw = "“One,” said Ann Marl. “Two.” “Three.”\n\nFour."
    first, second = units_of(parse(raw))
    assert [span.of(raw) for span in first.tail] == ["“Two.”", "“Three.”"]
    assert second.sentence.of(raw) == "Four."


def test_what_is_too_long_for_a_sentence_is_left_alone() -> None:
    assert list(units_of(parse("said " * 1000))) == []
