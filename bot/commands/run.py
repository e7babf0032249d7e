"""run: one brief at once, beside those of its hours."""

from bot.card import Card
from bot.cards.schedule import owed_card
from bot.command import Command, Request
from bot.commands.context import Context
from bot.commands.schedule import SCHEDULE, author, chosen


def answer(context: Context, request: Request) -> Card:
    to = chosen(context, request)
    context.ledger.owe([to], author(request))
    return owed_card(to, request)


COMMAND = Command("run", "Post the brief now", answer, (SCHEDULE,), root="briefing")
