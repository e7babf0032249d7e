"""actors: persons, bodies, countries and groups, with their roles as printed."""

from bot.card import Card
from bot.command import Command, Request
from bot.commands.argument import ARTICLE, EXPORT, PAGE, SHARE, words
from bot.commands.context import Context
from bot.commands.listed import listed


def answer(context: Context, request: Request) -> Card:
    return listed(context, request, "Actors", "actor", "actor", text=request.get("query"))


COMMAND = Command(
    "actors",
    "People and bodies, with their roles",
    answer,
    (words("a name or role"), ARTICLE, SHARE, EXPORT, PAGE),
)
