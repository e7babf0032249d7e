"""feed remove: a feed is read no more; what was read of it stays."""

from bot.card import Action, Card
from bot.cards.feed import told_card
from bot.command import Command
from bot.commands.feed import FEED, chosen
from bot.commands.schedule import author
from bot.context import Context
from bot.errors import UserError
from bot.line import format_line
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    of = chosen(context, request)
    if of.owner == "file":
        raise UserError(f"config.yaml owns “{of.title or of.url}”: take it out there, under sources.")
    context.web.feeds.remove(of, author(request))
    again = Action("Add it again", format_line("briefing feed add", {"url": of.url}))
    return told_card(f"Removed: {of.title or of.url}", "What was read of it stays.", again)


COMMAND = Command("feed remove", "Read a feed no more", answer, (FEED,), root="briefing")
