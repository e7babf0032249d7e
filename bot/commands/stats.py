"""stats: figures with what they measure and their sentences."""

from bot.card import Card
from bot.command import Command
from bot.commands.argument import ACTOR, ARTICLE, EXPORT, PAGE, SHARE, STORY, words
from bot.commands.listed import listed
from bot.context import Context
from bot.line import Argument
from bot.request import Request

UNIT = Argument("unit", "percent, a currency such as EUR, or what is counted", completes="unit")


def answer(context: Context, request: Request) -> Card:
    return listed(context, request, "Statistics", "figure", "statistic", text=request.get("query"))


COMMAND = Command(
    "stats",
    "Figures, with what they measure and their sentences",
    answer,
    (words("a figure's sentence"), UNIT, ACTOR, ARTICLE, STORY, SHARE, EXPORT, PAGE),
)
