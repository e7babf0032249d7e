"""preview: the brief as the next run would post it, why its stories stand in that order, what is left out."""

from dataclasses import replace

from bot.card import Card
from bot.cards.schedule import empty_card
from bot.cards.selection import selection_sections
from bot.command import Command
from bot.commands.schedule import SCHEDULE, chosen
from bot.context import Context
from bot.request import Request
from bot.selection import select_stories
from bot.slot import selected_card


def answer(context: Context, request: Request) -> Card:
    to, now = chosen(context, request), context.now()
    posted, topics = context.ledger.posted, context.running.topics
    last_brief = posted.last_brief(to)
    selection = select_stories(context.store, posted, to, last_brief, now, topics)
    card = selected_card(selection, to, last_brief, now) or empty_card(to, request)
    return replace(card, sections=(*card.sections, *selection_sections(selection, now)))


COMMAND = Command("preview", "The brief as it would be posted now", answer, (SCHEDULE,), root="briefing")
