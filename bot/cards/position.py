"""An actor's position: their statements, grouped, and the one that tells most."""

from bot.card import Line
from bot.cards import phrase
from bot.cards.action import positions_of
from briefs.model import Actor, Brief, Statement


def speaking(brief: Brief) -> list[tuple[Actor, list[Statement]]]:
    """The actors who say something: persons before bodies, those who say most first."""
    said = [(a, [s for s in brief.statements if s.speaker == a.name]) for a in brief.actors]
    heard = [(a, statements) for a, statements in said if statements]
    return sorted(heard, key=lambda pair: (pair[0].kind != "person", -len(pair[1])))


def most_telling(brief: Brief, statements: list[Statement]) -> Statement:
    return max(statements, key=lambda s: _telling(brief, s))


def _telling(brief: Brief, statement: Statement) -> tuple[int, int]:
    """A stance or a quotation tells more than a report; of two alike the shorter is read."""
    text = phrase.claim(brief, statement)
    own_words = {"direct": 1, "mixed": 2, "indirect": 0}[statement.kind]
    return 2 * bool(statement.stance) + own_words + (25 <= len(text) <= 140), -len(text)


def position_line(brief: Brief, actor: Actor, statements: list[Statement]) -> Line:
    best = most_telling(brief, statements)
    note = f"{len(statements)} statements" if len(statements) > 1 else ""
    return Line(
        phrase.claim(brief, best),
        lead=phrase.named(brief, actor.name),
        note=note,
        action=positions_of(actor.name),
    )
