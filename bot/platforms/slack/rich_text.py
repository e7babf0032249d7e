"""Lines of a card as rich_text: runs of literal words, so nothing in them can format or mention."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.card import Line, Piece
from bot.platforms.slack.text import CHANNEL, Block, clean, pieces

LIMIT = 2500
"""Characters in one rich_text block; Slack names no limit, a section's is 3,000."""

Run = tuple[str, Piece]
"""Words, and what they are; what is marked is bold."""

Item = tuple[str, list[Run]]
"""The style of a line (list, quote or section) and its runs."""


def rich_text(lines: Sequence[Line], heading: str = "") -> Iterator[Block]:
    items: list[Item] = [("section", runs) for runs in _chunks([(heading, "mark")])]
    for line in lines:
        first, *rest = _chunks(_runs(line)) or [[]]
        style = "list" if line.bullet else "quote" if line.quoted else "section"
        items.append((style, first))
        items += [("quote" if line.quoted else "section", runs) for runs in rest]
    for group in _blocks([item for item in items if item[1]]):
        yield {
            "type": "rich_text",
            "elements": [_element(*g) for g in groupby(group, key=lambda item: item[0])],
        }


def _runs(line: Line) -> list[Run]:
    return [(line.lead, "mark"), ("  ", ""), *line.pieces()] if line.lead else line.pieces()


def _chunks(runs: list[Run]) -> list[list[Run]]:
    """The runs in parts of at most LIMIT characters."""
    chunks: list[list[Run]] = [[]]
    room = LIMIT
    for words, kind in runs:
        for piece in pieces(clean(words), LIMIT) if words.strip() else [words]:
            if len(piece) > room and chunks[-1]:
                chunks.append([])
                room = LIMIT
            if piece:
                chunks[-1].append((piece, kind))
                room -= len(piece)
    return [chunk for chunk in chunks if any(words.strip() for words, _ in chunk)]


def _blocks(items: list[Item]) -> Iterator[list[Item]]:
    block: list[Item] = []
    size = 0
    for item in items:
        length = sum(len(words) for words, _ in item[1])
        if block and size + length > LIMIT:
            yield block
            block, size = [], 0
        block.append(item)
        size += length
    if block:
        yield block


def _element(style: str, items: Iterator[Item]) -> Block:
    lines = [[_run(*run) for run in runs] for _, runs in items]
    if style == "list":
        return {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": line} for line in lines],
        }
    for line in lines[:-1]:
        line.append(_run("\n", ""))
    return {"type": f"rich_text_{style}", "elements": [run for line in lines for run in line]}


def _run(words: str, kind: Piece) -> Block:
    if kind == "channel" and CHANNEL.fullmatch(words):
        return {"type": "channel", "channel_id": words}
    text = {"type": "text", "text": words}
    return {**text, "style": {"bold": True}} if kind == "mark" else text
