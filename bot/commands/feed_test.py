"""feed test: what is in a feed, without adding it."""

from bot.card import Action, Card
from bot.cards.feed import found_card
from bot.command import Command, Request
from bot.commands.context import Context
from bot.commands.feed import ADDRESS, found
from bot.line import format_line


def answer(context: Context, request: Request) -> Card:
    url, feed = found(context, request)
    add = Action("Add", format_line("briefing feed add", {"url": url}))
    return found_card(feed.title or url, feed, url, (add,))


COMMAND = Command("feed test", "What is in a feed, without adding it", answer, (ADDRESS,), root="briefing")
