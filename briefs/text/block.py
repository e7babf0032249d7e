"""Blocks: the paragraphs of an article and what each is for.

A block is one line that is not blank, or the lines of one paragraph that was broken to fit a column.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefs.model import Span
from briefs.text.aside import is_aside
from briefs.text.bullet import BULLET
from briefs.text.wrap import unwrapped

BlockKind = Literal["heading", "paragraph", "bullet", "pull_quote", "question", "answer", "aside"]


@dataclass(slots=True)
class Block:
    """`span` leaves out bullet marks, a dateline and the white space around."""

    span: Span
    kind: BlockKind
    lead_in: int | None = None


LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]++")
HEADING = re.compile(r"#{1,6}\s++(?=\S)")  # Markdown's mark
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’'-]++(?:,? [A-Z][A-Z.’'-]++){0,3}(?:, [A-Z][\w.]{1,12}){0,2}"  # WASHINGTON, D.C.
    r"(?:, (?:[A-Z][a-z]{2,8}\.? )?\d{1,2}(?: [A-Z][a-z]{2,8})?)?(?: \([A-Z][\w ./]{1,30}\))?"  # (AP)
    r"|[A-Z][a-z]++(?: [A-Z][a-z]++)?(?:, [A-Z][\w.]{1,12})? \((?:AP|AFP|UPI|Reuters|CNN|dpa|ANI|PTI|IANS)\))"
    r"\s?(?:—|–|--|-|―)\s(?=\S)"
)
FAQ = re.compile(r"(?:faqs?|frequently asked questions|q ?(?:&|and) ?a)\b.{0,40}$", re.IGNORECASE)
LABEL = re.compile(r"(?:(Q|Question)|A|Answer)\s?[:.]\s++(?=\S)")
ENDED = tuple('.!?…:;,"”’»)')
PULL_QUOTE = re.compile(r"[“\"«„]([^”\"»“]{12,})[”\"»]\s*+(?:—|–|--|-|―)\s*+(?=[A-Z])")
SIGNATURE = re.compile(r"(?:—|–|--|-|―)\s*+[A-Z]")


def blocks_of(raw: str) -> tuple[Block, ...]:
    lines = unwrapped(raw, _lines(raw))
    blocks: list[Block] = []
    in_faq, lead_in = False, None
    for start, end in lines:
        kind, body = _kind(raw, start, end, first=not blocks)
        if kind == "heading":
            in_faq = FAQ.match(raw, body, end) is not None
        elif in_faq and kind == "paragraph":
            kind = "question" if raw[end - 1] == "?" else "answer"
        if kind == "bullet":
            lead_in = _lead_in(raw, blocks)
        blocks.append(Block(Span(body, end), kind, lead_in if kind == "bullet" else None))
    return _signed(raw, blocks)


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    for match in LINE.finditer(raw):
        line = match.group()
        inner = line.strip().strip("\x00\ufeff\u200b").strip()
        if inner:
            start = match.start() + line.index(inner[0])
            yield start, start + len(inner)


def _kind(raw: str, start: int, end: int, first: bool) -> tuple[BlockKind, int]:
    """What the line is for and where its own words begin."""
    heading = HEADING.match(raw, start, end)
    if heading:
        return "heading", heading.end()
    bullet = BULLET.match(raw, start, end)
    if is_aside(raw, bullet.end() if bullet else start, end):
        return "aside", start
    if bullet:
        return "bullet", bullet.end()
    label = LABEL.match(raw, start, end)
    if label:
        return ("question" if label.group(1) else "answer"), label.end()
    dateline = DATELINE.match(raw, start, min(end, start + 120))
    if dateline:
        return "paragraph", dateline.end()
    quote = PULL_QUOTE.match(raw, start, end)
    if quote and _is_signature(raw, quote.end(), end):
        return "pull_quote", start
    return ("heading" if _is_heading(raw, start, end, first) else "paragraph"), start


def _is_heading(raw: str, start: int, end: int, first: bool) -> bool:
    if end - start > 140:
        return False
    line = raw[start:end]
    words = line.split()
    if len(words) > 18 or line[0].islower() or (line[0] == "“" and "”" not in line):
        return False
    if not line.endswith(ENDED):
        return True
    if first or line.endswith("?"):
        return _is_title_case(words)
    return False


def _is_title_case(words: list[str]) -> bool:
    long = [w.lstrip("“\"‘'(") for w in words if len(w) > 3]
    return len(long) > 1 and sum(w[:1].isupper() for w in long) >= 0.75 * len(long)


def _is_signature(raw: str, start: int, end: int) -> bool:
    """Whether a name, perhaps with a role, is all that is left of the line."""
    return end - start <= 120 and not raw.endswith((".", "!", "?"), start, end) and ". " not in raw[start:end]


def _lead_in(raw: str, blocks: list[Block]) -> int | None:
    """The line that introduces the bullet about to be added: it ends with a colon."""
    if not blocks:
        return None
    last = blocks[-1]
    if last.kind == "bullet":
        return last.lead_in
    return len(blocks) - 1 if raw[last.span.end - 1] == ":" else None


def _signed(raw: str, blocks: list[Block]) -> tuple[Block, ...]:
    """Join a quotation and the line beneath that signs it into one pull quote."""
    out: list[Block] = []
    for block in blocks:
        start = block.span.start
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind in ("paragraph", "heading")
            and raw[before.span.start] in '“"«„'
            and raw[before.span.end - 1] in '”"»'
            and SIGNATURE.match(raw, raw.rfind("\n", 0, start) + 1, block.span.end)
            and _is_signature(raw, start, block.span.end)
        ):
            out[-1] = Block(Span(before.span.start, block.span.end), "pull_quote")
        else:
            out.append(block)
    return tuple(out)
