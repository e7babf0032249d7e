"""source: the sentence of a fact in its paragraph; without a fact those behind an article's digest."""

from dataclasses import replace

from bot.card import Card
from bot.cards.digest import shown_facts
from bot.cards.listing import shared
from bot.cards.source import source_card, sources_card
from bot.command import Command
from bot.commands.argument import ARTICLE, SHARE, STORY
from bot.context import Context
from bot.errors import UserError
from bot.line import Argument
from bot.request import Request
from bot.story import Story

FACT = Argument("fact", "the number of a fact, as the command line prints it")


def answer(context: Context, request: Request) -> Card:
    asked = request.get("fact")
    card = _one(context, asked) if asked else _of_story(context, request)
    return replace(card, actions=(*card.actions, *shared(request)))


def _of_story(context: Context, request: Request) -> Card:
    story = context.story(request)
    if story is None and (latest := context.store.latest()):
        story = Story(latest)
    if story is None:
        raise UserError("Nothing has been read yet, so there is no source to show.")
    return sources_card(story.held, shown_facts(story))


def _one(context: Context, asked: str) -> Card:
    fact = context.store.fact(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 15 else None
    if fact is None:
        raise UserError(
            f"Fact {asked} is not held: its article has changed, or it never was. Ask for its list again.",
            (("Articles", "articles"),),
        )
    return source_card(fact)


COMMAND = Command(
    "source", "The sentence of a fact, marked in its paragraph", answer, (FACT, ARTICLE, STORY, SHARE)
)
