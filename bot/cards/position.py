"""An actor's position: their statements, grouped, and the one that tells most."""

from collections import defaultdict
from collections.abc import Mapping

from bot.card import Line
from bot.cards import phrase
from bot.cards.action import positions_of
from bot.story import Story
from briefs.model import Actor, Brief
from briefs.store import HeldArticle

Heard = list[tuple[HeldArticle, Actor, list[int]]]
"""Actors with the numbers of their statements in an article."""


def speaking(brief: Brief) -> list[tuple[Actor, list[int]]]:
    """The actors who say something: persons before bodies, those who say most first."""
    said = defaultdict[str | None, list[int]](list)
    for number, statement in enumerate(brief.statements):
        said[statement.speaker].append(number)
    heard = [(actor, said[actor.name]) for actor in brief.actors if actor.name in said]
    return sorted(heard, key=lambda pair: (pair[0].kind != "person", -len(pair[1])))


def everybody(story: Story) -> Heard:
    """Who speaks in a story, each as the fullest article that has them says it."""
    found: dict[str, tuple[HeldArticle, Actor, list[int]]] = {}
    for held in story.articles:
        for actor, statements in speaking(held.brief):
            found.setdefault(actor.name, (held, actor, statements))
    return list(found.values())


def claims(brief: Brief, statements: list[int]) -> dict[int, str]:
    """The statements of those numbers as they read after their speaker's name."""
    return {number: phrase.claim(brief, brief.statements[number]) for number in statements}


def most_telling(brief: Brief, told: Mapping[int, str]) -> int:
    """The number of one of these claims."""
    return max(told, key=lambda number: _telling(brief, number, told[number]))


def _telling(brief: Brief, number: int, claim: str) -> tuple[int, int]:
    """A stance or a quotation tells more than a report; of two alike the shorter is read."""
    statement = brief.statements[number]
    own_words = {"direct": 1, "mixed": 2, "indirect": 0}[statement.kind]
    return 2 * bool(statement.stance) + own_words + (25 <= len(claim) <= 140), -len(claim)


def position_line(brief: Brief, actor: Actor, statements: list[int]) -> Line:
    told = claims(brief, statements)
    note = f"{len(statements)} statements" if len(statements) > 1 else ""
    return Line(
        told[most_telling(brief, told)],
        lead=phrase.named(brief, actor.name),
        note=note,
        action=positions_of(actor.name),
    )
