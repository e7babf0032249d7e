"""feed list: the feeds of this place, and how each of them does."""

from bot.card import Card
from bot.cards.feed import FEEDS, feed_line
from bot.cards.listing import list_card
from bot.command import Command
from bot.commands.argument import PAGE
from bot.context import Context
from bot.errors import UserError
from bot.request import PAGE_SIZE, Request


def answer(context: Context, request: Request) -> Card:
    offset = PAGE_SIZE * (request.page - 1)
    feeds = context.feeds(request)
    if not feeds:
        raise UserError("No feed is read for this place yet: /briefing feed add url:https://…")
    shown = feeds[offset : offset + PAGE_SIZE]
    not_read = context.web.entries.not_read([of.id for of in shown])
    lines = [feed_line(of, context.now(), not_read.get(of.id, ())) for of in shown]
    more = len(feeds) > offset + PAGE_SIZE
    return list_card(request, f"Feeds: {len(feeds)}", lines, more=more, credit=FEEDS)


COMMAND = Command("feed list", "Which feeds are read, and how they do", answer, (PAGE,), root="briefing")
