"""schedule resume: it is posted again from now on; nothing of the pause is made up for."""

from bot.card import Card
from bot.cards.schedule import schedule_card
from bot.command import Command
from bot.commands.schedule import SCHEDULE, author, changeable, chosen
from bot.context import Context
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    of = changeable(chosen(context, request))
    resumed = context.subscriptions.resume(of, author(request))
    return schedule_card(resumed, request, context.now(), "Resumed")


COMMAND = Command(
    "schedule resume", "Post again, from now on; nothing old", answer, (SCHEDULE,), root="briefing"
)
