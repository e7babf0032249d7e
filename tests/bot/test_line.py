"""The command line: one syntax, read as people type it, written so that it reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line import Argument, format_line, parse_arguments, unknown_name

ARGUMENTS = (
    Argument("query", ""),
    Argument("actor", ""),
    Argument("unit", ""),
    Argument("share", "", flag=True),
)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", {}),
        ("harbour wall", {"query": "harbour wall"}),
        ("actor:Ilse Brandvold", {"actor": "Ilse Brandvold"}),
        ("actor:Ilse Brandvold unit:percent", {"actor": "Ilse Brandvold", "unit": "percent"}),
        ('actor:"Ilse Brandvold" wall', {"actor": "Ilse Brandvold", "query": "wall"}),
        ("actor:“Ilse Brandvold” wall", {"actor": "Ilse Brandvold", "query": "wall"}),
        ("wall actor: Ilse", {"query": "wall", "actor": "Ilse"}),
        ("ACTOR:Ilse", {"actor": "Ilse"}),
        ("at 10:30", {"query": "at 10:30"}),
        ('query:"actor:x"', {"query": "actor:x"}),
        ("share:yes", {"share": "yes"}),
        ("share: wall", {"share": "yes", "query": "wall"}),
        ("wall share:no", {"query": "wall"}),
        ('actor:"unclosed', {"actor": '"unclosed'}),
    ],
)
def test_it_reads_what_people_type(rest: str, expected: dict[str, str]) -> None:
    assert parse_arguments(ARGUMENTS, rest) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("rule:harbour", "rule:"),
        ("actor:Ilse rule:harbour", "rule:"),
        ("harbour ACTOR:Ilse Filter:x", "Filter:"),
        ('actor:"Ilse Brandvold" when_empty:line', "when_empty:"),
        ("harbour actor:Ilse", ""),
        ("share:yes at 10:30", ""),
        ("http://post.example:80/a", ""),
        ("<https://post.example/a|the wall>", ""),
        ("Storm: the harbour is closed", ""),
        ('query:"the rule:harbour"', ""),
        ("“the rule:harbour”", ""),
        ("unit:harbour, topic:energy, publisher:The Post", ""),
        ("unit: topic:energy", ""),
    ],
)
def test_it_tells_what_is_typed_as_a_name_and_is_none(rest: str, expected: str) -> None:
    assert unknown_name(ARGUMENTS, rest) == expected


def test_a_command_without_arguments_ignores_words() -> None:
    assert parse_arguments((), "me please") == {}


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.dictionaries(st.sampled_from(["query", "actor", "unit"]), WORDS))
def test_what_it_writes_reads_back(arguments: dict[str, str]) -> None:
    written = format_line("stats", arguments)
    assert unknown_name(ARGUMENTS, written.removeprefix("stats ")) == ""
    expected = {n: " ".join(v.replace('"', "'").split()) for n, v in arguments.items()}
    assert parse_arguments(ARGUMENTS, written.removeprefix("stats")) == {
        n: v for n, v in expected.items() if v
    }
