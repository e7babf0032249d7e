"""quotes: verbatim words, who said them, in which role."""

from bot.card import Card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.commands.argument import ARTICLE, PAGE, SHARE, words
from bot.commands.command import Argument, Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope

SPEAKER = Argument("speaker", "who is quoted", completes="actor")


def answer(context: Context, request: Request) -> Card:
    facts, more = context.find(request, "quote", text=request.get("query"))
    if not facts:
        raise nothing(request, "quote")
    return list_card(request, "Quotes", [fact_line(f) for f in facts], more=more, **scope(facts, request))


COMMAND = Command(
    "quotes",
    "Verbatim quotes: who said it, in which role",
    answer,
    (SPEAKER, words("the quote"), ARTICLE, SHARE, PAGE),
)
