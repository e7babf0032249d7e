"""schedule list: every schedule of this place, and when it runs next."""

from bot.card import Card
from bot.cards.schedule import schedules_card
from bot.command import Command
from bot.commands.schedule import nothing_scheduled
from bot.context import Context
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    seen = context.schedules(request)
    if not seen:
        raise nothing_scheduled()
    last = {s.id: context.ledger.outcomes(s, most=1) for s in seen}
    return schedules_card([(s, next(iter(last[s.id]), None)) for s in seen], request, context.now())


COMMAND = Command("schedule list", "What is posted where, and when next", answer, root="briefing")
