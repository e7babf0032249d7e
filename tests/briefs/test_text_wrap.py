"""Paragraphs broken into lines of a column are read as paragraphs."""

from briefs.text import parse

WRAPPED = """\
The ferry to Oldmere
will run again

The ferry company said on Monday that the boats
would sail twice a day from May. Nobody had
expected it so soon.
- First boat at six
- Last boat at nine

Work to do
The pier is still closed.
"""


def blocks(raw: str) -> list[str]:
    return [b.span.of(raw) for b in parse(raw).blocks]


def test_broken_lines_are_one_paragraph() -> None:
    assert (
        "The ferry company said on Monday that the boats\nwould sail twice a day from May. Nobody had\nexpected it so soon."
        in blocks(WRAPPED)
    )


def test_a_sentence_runs_over_the_break() -> None:
    sentences = [s.span.of(WRAPPED) for s in parse(WRAPPED).sentences]
    assert "Nobody had\nexpected it so soon." in sentences


def test_bullets_and_short_lines_stay_apart() -> None:
    assert {"First boat at six", "Last boat at nine", "Work to do"} <= set(blocks(WRAPPED))


def test_lines_that_are_paragraphs_are_left_alone() -> None:
    raw = "Short news\nThe pier is closed.\nA boat sank off Oldmere on Monday night.\nNobody was hurt.\n"
    assert blocks(raw) == raw.splitlines()


def test_a_long_line_says_that_the_text_was_not_broken() -> None:
    raw = "x" * 30 + "\n" + "A line of words goes on and on. " * 8 + "\nlower case line\nand another\n"
    assert len(blocks(raw)) == 4
