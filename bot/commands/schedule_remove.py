"""schedule remove: it is posted no more."""

from bot.card import Card
from bot.cards.schedule import removed_card
from bot.command import Command
from bot.commands.schedule import SCHEDULE, author, changeable, chosen
from bot.context import Context
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    of = changeable(chosen(context, request))
    context.subscriptions.remove(of, author(request))
    return removed_card(of, request)


COMMAND = Command("schedule remove", "Post it no more", answer, (SCHEDULE,), root="briefing")
