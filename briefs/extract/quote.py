"""Quotes. (Place holder until its owner commits.)"""

from briefs.model import Actor, Quote, Statement
from briefs.text import Text


def find_quotes(text: Text, statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> tuple[Quote, ...]:
    return ()
