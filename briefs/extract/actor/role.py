"""Roles as printed: before a name, after it, beneath a pull quote."""

import re

from briefs.extract.actor.page import Page
from briefs.model import Span

SIGNATURE = re.compile(r"[”\"»]\s*+(?:—|–|--|-|―)\s*+")


def sign_offs(page: Page) -> frozenset[Span]:
    """Who signs the pull quotes: the words between the dash and a comma or the end."""
    found: set[Span] = set()
    for block in page.text.blocks:
        if block.kind != "pull_quote":
            continue
        dash = None
        for dash in SIGNATURE.finditer(page.text.raw, block.span.start, block.span.end):
            pass
        if dash is None:
            continue
        comma = page.text.raw.find(",", dash.end(), block.span.end)
        end = comma if comma > 0 else block.span.end
        if dash.end() < end:
            found.add(Span(dash.end(), end))
    return frozenset(found)
