"""points: the key points, most important first."""

from bot.card import Card
from bot.command import Command
from bot.commands.argument import ARTICLE, EXPORT, PAGE, SHARE, words
from bot.commands.listed import listed
from bot.context import Context
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    return listed(context, request, "Key points", "key point", "point", text=request.get("query"))


COMMAND = Command(
    "points", "Key points, most important first", answer, (words("a point"), ARTICLE, SHARE, EXPORT, PAGE)
)
