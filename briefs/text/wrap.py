"""Lines that were broken to fit a column, as in mail and Markdown, put back into paragraphs."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from briefs.text.bullet import BULLET

Line = tuple[int, int]
WIDEST = 130
"""Characters: a longer line is a paragraph by itself, so the text was not broken to fit a column."""


def unwrapped(raw: str, lines: Iterable[Line]) -> list[Line]:
    """The lines as they are, or joined where the next word would not have fitted into the column."""
    held = list(lines)
    if not _is_wrapped(raw, held):
        return held
    width = max(end - start for start, end in held)
    joined = held[:1]
    for before, line in pairwise(held):
        if _follows(raw, before, line) and _was_full(raw, before, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _is_wrapped(raw: str, lines: list[Line]) -> bool:
    """Whether no line is long, and some sentence goes on in the next line with a small letter."""
    if any(end - start > WIDEST for start, end in lines):
        return False
    return any(raw[b[1] - 1] not in ".!?:;" and raw[line[0]].islower() for b, line in _pairs(raw, lines))


def _pairs(raw: str, lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    return ((b, line) for b, line in pairwise(lines) if _follows(raw, b, line))


def _follows(raw: str, before: Line, line: Line) -> bool:
    """Right beneath, and not a bullet."""
    return raw.count("\n", before[1], line[0]) == 1 and not BULLET.match(raw, *line)


def _was_full(raw: str, before: Line, line: Line, width: int) -> bool:
    first_word = next((i for i in range(*line) if raw[i].isspace()), line[1]) - line[0]
    return before[1] - before[0] + 1 + first_word > width
