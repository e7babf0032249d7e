"""preview: the card as it would be posted now, for who asks alone."""

from bot.card import Card
from bot.cards.schedule import empty_card
from bot.command import Command, Request
from bot.commands.context import Context
from bot.commands.schedule import SCHEDULE, chosen
from bot.slot import next_card


def answer(context: Context, request: Request) -> Card:
    to = chosen(context, request)
    card = next_card(context.store, to, context.ledger.last_brief(to), context.now())
    return card or empty_card(to, request)


COMMAND = Command("preview", "The brief as it would be posted now", answer, (SCHEDULE,), root="briefing")
