"""run: one brief at once, beside those of its hours: what is new to the channel, as `preview` shows it."""

from bot.card import Card
from bot.cards.schedule import empty_card, owed_card
from bot.command import Command
from bot.commands.schedule import SCHEDULE, author, chosen
from bot.context import Context
from bot.request import Request
from bot.selection import select_stories


def answer(context: Context, request: Request) -> Card:
    to = chosen(context, request)
    if to.when_empty == "silent":
        posted, topics = context.ledger.posted, context.running.topics
        last_brief, now = posted.last_brief(to), context.now()
        if not select_stories(context.store, posted, to, last_brief, now, topics).stories:
            return empty_card(to, request)
    context.ledger.owe([to], author(request))
    return owed_card(to, request)


COMMAND = Command("run", "Post the brief now", answer, (SCHEDULE,), root="briefing")
