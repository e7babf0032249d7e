"""actors: persons, bodies, countries and groups, with their roles as printed."""

from bot.card import Card
from bot.command import Command
from bot.commands.argument import ARTICLE, EXPORT, PAGE, SHARE, words
from bot.commands.listed import listed
from bot.context import Context
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    return listed(context, request, "Actors", "actor", "actor", text=request.get("query"))


COMMAND = Command(
    "actors",
    "People and bodies, with their roles",
    answer,
    (words("a name or role"), ARTICLE, SHARE, EXPORT, PAGE),
)
