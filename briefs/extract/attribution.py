"""Statements. (Place holder until its owner commits.)"""

from briefs.model import Actor, Statement
from briefs.text import Text


def find_statements(text: Text, actors: tuple[Actor, ...]) -> tuple[Statement, ...]:
    return ()
