"""Quotes: verbatim words inside quotation marks that belong to a statement."""

from bisect import bisect_right

from briefs.extract.attribution.unit import is_title
from briefs.model import Actor, Quote, Span, Statement
from briefs.text import Text


def find_quotes(
    text: Text, statements: tuple[Statement, ...], actors: tuple[Actor, ...]
) -> tuple[Quote, ...]:
    contents = sorted((c.start, c.end, i) for i, s in enumerate(statements) for c in s.content)
    starts = [c[0] for c in contents]
    by_name = {a.name: a for a in actors}
    found = []
    for quotation in text.quotations:
        if quotation.nested or is_title(quotation.span.of(text.raw)):
            continue
        at = bisect_right(starts, quotation.span.start) - 1
        if at >= 0 and quotation.span.end <= contents[at][1]:
            statement = statements[contents[at][2]]
            role = _role(text, by_name.get(statement.speaker or ""), quotation.span)
            found.append(Quote(quotation.span, contents[at][2], statement.speaker, role))
    return tuple(found)


def _role(text: Text, actor: Actor | None, quote: Span) -> Span | None:
    """The role printed in the sentence or signature beside the quote, else the first one printed."""
    if actor is None or not actor.roles:
        return None
    sentence = text.sentence_at(quote.start)
    block = text.blocks[sentence.block].span if sentence else quote
    return next((r for r in actor.roles if block.holds(r)), actor.roles[0])
