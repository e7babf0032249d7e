"""points: the key points, most important first."""

from bot.card import Card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.commands.argument import ARTICLE, PAGE, SHARE, words
from bot.commands.command import Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope


def answer(context: Context, request: Request) -> Card:
    facts, more = context.find(request, "point", text=request.get("query"))
    if not facts:
        raise nothing(request, "key point")
    return list_card(request, "Key points", [fact_line(f) for f in facts], more=more, **scope(facts, request))


COMMAND = Command(
    "points", "Key points, most important first", answer, (words("a point"), ARTICLE, SHARE, PAGE)
)
