"""Quotation marks are paired; apostrophes, inches and decades are no quotation marks."""

import pytest

from briefs.text import parse


def quoted(raw: str) -> list[str]:
    return [q.span.of(raw) for q in parse(raw).quotations]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("“We won,” he said.", ["We won,"]),
        ('"We won," he said.', ["We won,"]),
        ("''We won,'' he said.", ["We won,"]),
        ("``We won,'' he said.", ["We won,"]),
        ("«We won», he said.", ["We won"]),
        ("'We won,' he said.", ["We won,"]),
        ("‘It’s Ann’s,’ he said.", ["It’s Ann’s,"]),
        ('The 6" pipe is "fine".', ["fine"]),
        ("The workers' plan and James' house", []),
        ("The students’ union won’t say ’tis so", []),
        ("Rock ‘n’ roll of the '90s", []),
        ('She said:"Go."', ["Go."]),
        ("An “unclosed mark.", []),
        ("A stray” mark.", []),
        ("“”", []),
    ],
)
def test_marks_are_paired(raw: str, expected: list[str]) -> None:
    assert quoted(raw) == expected


def test_a_quotation_in_a_quotation_is_nested() -> None:
    raw = "“She told me ‘never’ and left,” he said. \"A 'b c' d.\""
    assert [(q.span.of(raw), q.nested) for q in parse(raw).quotations] == [
        ("She told me ‘never’ and left,", False),
        ("never", True),
        ("A 'b c' d.", False),
        ("b c", True),
    ]


def test_a_quotation_reopened_in_the_next_paragraph_continues() -> None:
    raw = "“We came.\n\n“We saw.\n\n“We left,” she said.\n\n“No,” he said."
    assert [(q.span.of(raw), q.continues) for q in parse(raw).quotations] == [
        ("We came.", False),
        ("We saw.", True),
        ("We left,", True),
        ("No,", False),
    ]


def test_a_quotation_closed_in_the_next_paragraph_continues() -> None:
    raw = "“We came and\n\nwe saw,” she said."
    assert [(q.span.of(raw), q.continues) for q in parse(raw).quotations] == [
        ("We came and", False),
        ("we saw,", True),
    ]


def test_the_innermost_quotation_at_a_place_is_found() -> None:
    raw = "“She told me ‘never’ and left,” he said."
    text = parse(raw)
    found = [text.quotation_at(raw.index(word)) for word in ("never", "left", "he said")]
    assert [q and q.span.of(raw) for q in found] == ["never", "She told me ‘never’ and left,", None]
