"""actors: persons, bodies, countries and groups, with their roles as printed."""

from bot.card import Card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.commands.argument import ARTICLE, PAGE, SHARE, words
from bot.commands.command import Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope


def answer(context: Context, request: Request) -> Card:
    facts, more = context.find(request, "actor", text=request.get("query"))
    if not facts:
        raise nothing(request, "actor")
    return list_card(request, "Actors", [fact_line(f) for f in facts], more=more, **scope(facts, request))


COMMAND = Command(
    "actors", "People and bodies, with their roles", answer, (words("a name or role"), ARTICLE, SHARE, PAGE)
)
