"""Statements: who said what, in the forms news is written in. All people and bodies are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.extract.actor import find_actors
from briefs.extract.attribution import find_statements
from briefs.model import Statement
from briefs.text import parse


def statements(raw: str) -> tuple[Statement, ...]:
    text = parse(raw)
    return find_statements(text, find_actors(text))


def said(raw: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of each statement; pieces of a content are joined by " ~ "."""
    return [(s.speaker, " ~ ".join(c.of(raw) for c in s.content)) for s in statements(raw)]


FORMS = {
    "that-clause": (
        "Mayor Ann Marl warned that the bridge would not hold.",
        [("Ann Marl", "that the bridge would not hold")],
    ),
    "bare clause": (
        "Ann Marl said the bridge would not hold.",
        [("Ann Marl", "the bridge would not hold")],
    ),
    "clause with a pronoun": ("Ann Marl said she would resign.", [("Ann Marl", "she would resign")]),
    "question": (
        "Ann Marl asked whether the bridge would hold.",
        [("Ann Marl", "whether the bridge would hold")],
    ),
    "quotation before, subject first": (
        "“It will not hold,” Ann Marl said.",
        [("Ann Marl", "“It will not hold,”")],
    ),
    "quotation before, inverted": (
        "“It will not hold,” said Ann Marl.",
        [("Ann Marl", "“It will not hold,”")],
    ),
    "quotation after": ("Ann Marl said: “It will not hold.”", [("Ann Marl", "“It will not hold.”")]),
    "quotation split": (
        "“It will not hold,” Ann Marl said on Monday, “and nobody cares.”",
        [("Ann Marl", "“It will not hold,” ~ “and nobody cares.”")],
    ),
    "quotation carried on": (
        "“It will not hold,” Ann Marl said. “Nobody cares.” He left.",
        [("Ann Marl", "“It will not hold,” ~ “Nobody cares.”")],
    ),
    "quotation over paragraphs": (
        "“It will not hold,” Ann Marl said. “Nobody cares.\n\n“I do.”",
        [("Ann Marl", "“It will not hold,” ~ “Nobody cares. ~ “I do.”")],
    ),
    "a question that is quoted": ("“Will it hold?” asked Ann Marl.", [("Ann Marl", "“Will it hold?”")]),
    "an unknown verb beside a quotation": ("“Get out!” she warbled.", [(None, "“Get out!”")]),
    "clause before": (
        "The bridge will not hold, Ann Marl said on Monday.",
        [("Ann Marl", "The bridge will not hold")],
    ),
    "clause around": (
        "The bridge, Ann Marl said, will not hold.",
        [("Ann Marl", "The bridge ~ will not hold")],
    ),
    "according to, behind": (
        "The bridge will not hold, according to Ann Marl.",
        [("Ann Marl", "The bridge will not hold")],
    ),
    "according to, in front": (
        "According to Ann Marl, the bridge will not hold.",
        [("Ann Marl", "the bridge will not hold")],
    ),
    "apposition": (
        "Ann Marl, the mayor of Oldmere, said the bridge would not hold.",
        [("Ann Marl", "the bridge would not hold")],
    ),
    "a name in apposition": (
        "The city’s engineer, Bo Ril, said the bridge would not hold.",
        [("Bo Ril", "the bridge would not hold")],
    ),
    "relative clause": (
        "Ann Marl, who said the bridge would not hold, resigned.",
        [("Ann Marl", "the bridge would not hold")],
    ),
    "infinitive": ("Ann Marl vowed to close the bridge.", [("Ann Marl", "to close the bridge")]),
    "request": ("Ann Marl urged drivers to stay away.", [("Ann Marl", "drivers to stay away")]),
    "addressee": (
        "Ann Marl told reporters that the bridge would not hold.",
        [("Ann Marl", "that the bridge would not hold")],
    ),
    "attitude": ("Ann Marl opposes the new bridge.", [("Ann Marl", "the new bridge")]),
    "elided subject": (
        "Ann Marl left the hall early, saying that the bridge would not hold.",
        [("Ann Marl", "that the bridge would not hold")],
    ),
    "second verb": (
        "Ann Marl criticized the plan and warned that the bridge would not hold.",
        [("Ann Marl", "the plan"), ("Ann Marl", "that the bridge would not hold")],
    ),
    "nobody known": (
        "Officials said the bridge would not hold.",
        [("Officials", "the bridge would not hold")],
    ),
    "heading": (
        "Marl: “The Bridge Will Not Hold”\n\nAnn Marl spoke.",
        [("Ann Marl", "“The Bridge Will Not Hold”")],
    ),
    "pull quote": (
        "“Nothing about this bridge was ever simple” — Bo Ril, city engineer",
        [("Bo Ril", "“Nothing about this bridge was ever simple”")],
    ),
    "bullets that are led up to": (
        "Ann Marl highlighted two concerns:\n- The bridge is old;\n- Nobody pays. It is a scandal.",
        [("Ann Marl", "The bridge is old"), ("Ann Marl", "Nobody pays. It is a scandal")],
    ),
    "colon and the next paragraph": (
        "Ann Marl issued a statement, saying:\n\n“It will not hold.”",
        [("Ann Marl", "“It will not hold.”")],
    ),
    "no cue, the paragraph's person": (
        "Ann Marl shrugged at the figures. “They are old.”",
        [("Ann Marl", "“They are old.”")],
    ),
    "what one says another said": (
        "Ann Marl said Bo Ril had warned that it would not hold.",
        [("Ann Marl", "Bo Ril had warned that it would not hold")],
    ),
    "a leading clause": (
        "While Ann Marl opposed the plan, the council met twice.",
        [("Ann Marl", "the plan")],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read(form: str) -> None:
    raw, expected = FORMS[form]
    assert said(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "The bridge was closed on Monday after the storm.",
        "Ann Marl crossed the bridge and went home.",
        "Read more: Ann Marl said the bridge would not hold",
        "The so-called “bridge” fell into the river.",
        "She reads “The Long Road Home” every winter.",
        "Bo “Brick” Ril built the bridge.",
        "",
        "\x00\x00",
        "...",
    ],
)
def test_what_nobody_said_is_no_statement(raw: str) -> None:
    assert said(raw) == []


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("“It will not hold,” Ann Marl said.", "direct"),
        ("Ann Marl said that “it will not hold.”", "direct"),
        ("Ann Marl called the bridge “a disgrace to us all.”", "mixed"),
        ("Ann Marl said the bridge would not hold.", "indirect"),
    ],
)
def test_the_kind_is_how_much_is_between_marks(raw: str, kind: str) -> None:
    assert [s.kind for s in statements(raw)] == [kind]


@pytest.mark.parametrize(
    ("raw", "stance"),
    [
        ("Ann Marl opposes the new bridge.", "against"),
        ("Ann Marl endorsed the new bridge.", "for"),
        ("Ann Marl did not oppose the new bridge.", None),
        ("Ann Marl said the new bridge would open.", None),
    ],
)
def test_a_stance_is_taken_only_from_the_cue(raw: str, stance: str | None) -> None:
    assert {s.stance for s in statements(raw)} <= {stance}


def test_a_cue_that_is_negated_is_printed_with_its_negation() -> None:
    raw = "Ann Marl did not endorse the new bridge."
    assert [s.cue[0].of(raw) for s in statements(raw)] in ([], ["did not endorse"])


def test_an_unresolved_pronoun_names_nobody() -> None:
    found = statements("They said the bridge would not hold.")
    assert [s.speaker for s in found] == [None]


def test_who_spoke_last_is_meant_by_a_pronoun_rather_than_who_was_spoken_of() -> None:
    raw = "Bo Ril said Carl Tern would win the vote. “It will be close,” he said. However, he added that it was fair."
    assert [s.speaker for s in statements(raw)] == ["Bo Ril"] * 3


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("A spokeswoman said the bridge was safe. She added that it was new.", "A spokeswoman"),
        (
            "The ministry of works said the bridge was safe. It warned that others were not.",
            "The ministry of works",
        ),
        ("Residents said the bridge was safe. They warned that others were not.", "Residents"),
        ("Residents said the bridge was safe. She warned that others were not.", None),
    ],
)
def test_a_pronoun_can_stand_for_somebody_without_a_name(raw: str, speaker: str | None) -> None:
    assert statements(raw)[-1].speaker == speaker


def test_both_the_speaker_and_who_says_so_are_named() -> None:
    raw = "Engineers warned that the bridge was too weak, according to a letter."
    assert [s.speaker for s in statements(raw)] == ["Engineers", "a letter"]


PIECES = st.sampled_from(
    [
        "Ann Marl",
        "said",
        "that",
        "“",
        "”",
        '"',
        ",",
        ".",
        ":",
        "\n",
        "- ",
        "according to",
        "he",
        "was",
        "not",
        "(",
        ")",
        "—",
        "told",
        "reporters",
        "who",
        "the bridge",
        "and",
        "but",
        "saying",
        "to",
        "warned",
        "’s",
        "…",
        "?",
        "On Monday",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_statements_lie_inside_it(raw: str) -> None:
    text = parse(raw)
    found = find_statements(text, ())
    assert found == find_statements(text, ())
    for statement in found:
        spans = (*statement.content, *statement.cue, *statement.mention)
        assert statement.content
        assert all(0 <= span.start < span.end <= len(raw) for span in spans)
        assert all(statement.sentence.holds(span) for span in statement.content)
