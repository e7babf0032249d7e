"""Quotes: verbatim words inside quotation marks that belong to a statement."""

from briefs.model import Actor, Quote, Statement
from briefs.text import Text


def find_quotes(text: Text, statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> tuple[Quote, ...]:
    roles = {a.name: a.roles[0] for a in actors if a.roles}
    found = []
    for quotation in text.quotations:
        if quotation.nested:
            continue
        for index, statement in enumerate(statements):
            if any(c.holds(quotation.span) for c in statement.content):
                role = roles.get(statement.speaker or "")
                found.append(Quote(quotation.span, index, statement.speaker, role))
                break
    return tuple(found)
