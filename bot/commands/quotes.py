"""quotes: verbatim words, who said them, in which role."""

from bot.card import Card
from bot.command import Command
from bot.commands.argument import ARTICLE, EXPORT, PAGE, SHARE, STORY, words
from bot.commands.listed import listed
from bot.context import Context
from bot.line import Argument
from bot.request import Request

SPEAKER = Argument("speaker", "who is quoted", completes="actor")


def answer(context: Context, request: Request) -> Card:
    return listed(context, request, "Quotes", "quote", "quote", text=request.get("query"))


COMMAND = Command(
    "quotes",
    "Verbatim quotes: who said it, in which role",
    answer,
    (SPEAKER, words("the quote"), ARTICLE, STORY, SHARE, EXPORT, PAGE),
)
