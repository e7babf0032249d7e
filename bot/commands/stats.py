"""stats: figures with what they measure and their sentences."""

from bot.card import Card
from bot.cards.fact import fact_line
from bot.cards.listing import list_card
from bot.commands.argument import ACTOR, ARTICLE, PAGE, SHARE, words
from bot.commands.command import Argument, Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope

UNIT = Argument("unit", "percent, a currency such as EUR, or what is counted", completes="unit")


def answer(context: Context, request: Request) -> Card:
    facts, more = context.find(request, "statistic", text=request.get("query"))
    if not facts:
        raise nothing(request, "figure")
    return list_card(request, "Statistics", [fact_line(f) for f in facts], more=more, **scope(facts, request))


COMMAND = Command(
    "stats",
    "Figures, with what they measure and their sentences",
    answer,
    (words("a figure's sentence"), UNIT, ACTOR, ARTICLE, SHARE, PAGE),
)
