"""Actors: the persons, organisations, countries and groups of an article, and every place they are named."""

from briefs.extract.actor.assemble import actors_of
from briefs.extract.actor.page import page_of
from briefs.model import Actor
from briefs.text import Text


def find_actors(text: Text) -> tuple[Actor, ...]:
    """The actors in the order of their first mention. Mentions of different actors never overlap."""
    return actors_of(page_of(text))
