"""Quotation marks, paired, and told apart from apostrophes, inches and decades."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefs.model import Span
from briefs.text.block import Block


@dataclass(slots=True)
class Quotation:
    """`span` lies inside the marks, `outer` holds them too where they are printed.

    A quotation over several paragraphs is one per paragraph; each but the first `continues`.
    """

    span: Span
    outer: Span
    nested: bool = False
    continues: bool = False


@dataclass(slots=True, eq=False)
class Mark:
    start: int
    end: int
    double: bool
    opens: bool
    closes: bool


# A run of four and more is ornament, a single ` no mark. The class stands first for a fast search.
MARK = re.compile(r"([“”„‟«»\"‘’‚'`])(?:(\1{3,}+)|(?<=`)`|(?<=')'|(?<!`))")
ELISION = re.compile(r"(?:\d0s|\d\d\b|em|til|tis|twas|cause|n|bout|round)\b", re.IGNORECASE)
OPEN_BEFORE = ":([{—–-/“‘\"'«„"


def quotations_of(raw: str, blocks: Iterable[Block]) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    carried: Quotation | None = None  # opened in the paragraph before and not closed there
    for block in blocks:
        done, left_open, stray_close = _pair(raw, block)
        if carried is not None:
            first = min((q.outer.start for q in done), default=block.span.end)
            if left_open is not None:
                first = min(first, left_open.outer.start)
            if first == block.span.start:
                found.append(carried)
                if left_open is not None and left_open.outer.start == first:
                    left_open = replace(left_open, continues=True)
                else:
                    done = [replace(q, continues=q.continues or q.outer.start == first) for q in done]
            elif (
                stray_close is not None and stray_close.start < first and stray_close.start > block.span.start
            ):
                found.append(carried)
                start = block.span.start
                tail = Quotation(Span(start, stray_close.start), Span(start, stray_close.end), continues=True)
                done = [tail, *done]
        found.extend(done)
        carried = left_open
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def _pair(raw: str, block: Block) -> tuple[list[Quotation], Quotation | None, Mark | None]:
    """The block's quotations, the one left open at its end, and the first mark that closes nothing."""
    stack: list[Mark] = []
    done: list[Quotation] = []
    stray: Mark | None = None
    for mark in _marks(raw, block):
        inside = any(m.double == mark.double for m in stack)
        if mark.closes and (inside or not mark.opens):
            if not inside:
                stray = stray or (mark if mark.double else None)
                continue
            while stack[-1].double != mark.double:
                stack.pop()
            opened = stack.pop()
            if opened.end < mark.start:
                span, outer = Span(opened.end, mark.start), Span(opened.start, mark.end)
                done.append(Quotation(span, outer, nested=bool(stack)))
        elif mark.opens:
            if inside:  # the earlier one was never closed
                while stack[-1].double != mark.double:
                    stack.pop()
                stack.pop()
            stack.append(mark)
    left = next((m for m in stack if m.double and m.end < block.span.end), None) if stack else None
    if left is None:
        return done, None, stray
    span, outer = Span(left.end, block.span.end), Span(left.start, block.span.end)
    return done, Quotation(span, outer), stray


def _marks(raw: str, block: Block) -> Iterator[Mark]:
    start, end = block.span.start, block.span.end
    for match in MARK.finditer(raw, start, end):
        if match.group(2):
            continue
        at, after = match.start(), match.end()
        previous = raw[at - 1] if at > start else " "
        following = raw[after] if after < end else " "
        mark = _mark(raw, match.group(), at, after, previous, following)
        if mark.opens or mark.closes:
            yield mark


def _mark(raw: str, sign: str, at: int, after: int, previous: str, following: str) -> Mark:
    opens_here = (previous.isspace() or previous in OPEN_BEFORE) and not following.isspace()
    closes_here = not previous.isspace()
    if sign in "“„‟«" or sign == "``":
        return Mark(at, after, True, True, False)
    if sign in "”»" or sign == "''":
        wrong_way = previous.isspace() and following.isalnum()
        return Mark(at, after, True, wrong_way, not wrong_way)
    if sign == '"':
        inches = previous.isdigit() and (following.isspace() or following in ",.-)")
        return Mark(
            at, after, True, opens_here or not closes_here, closes_here and not (opens_here and not inches)
        )
    if sign in "‘‚":
        return Mark(at, after, False, opens_here and not ELISION.match(raw, after), False)
    if previous.isalnum() and following.isalnum():
        return Mark(at, after, False, False, False)
    opens = sign == "'" and opens_here and following.isalnum() and not ELISION.match(raw, after)
    possessive = previous in "sS" and following.isspace() and raw[after + 1 : after + 2].islower()
    return Mark(at, after, False, opens, closes_here and not possessive)
