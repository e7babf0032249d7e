"""feed export: the feeds of this place as an OPML list."""

from dataclasses import replace

from bot.card import Card, CardFile
from bot.cards.feed import told_card
from bot.command import Command
from bot.context import Context
from bot.errors import UserError
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    from briefs.sources.opml import write_opml

    feeds = [of for of in context.feeds(request) if not of.gone]
    if not feeds:
        raise UserError("No feed is read for this place yet: /briefing feed add url:https://…")
    text = write_opml([(of.url, of.title) for of in feeds])
    card = told_card("Feeds as a file", f"{len(feeds)} feeds, as a list that other readers take too (OPML).")
    return replace(card, file=CardFile("feeds.opml", text))


COMMAND = Command("feed export", "The feeds as an OPML list", answer, root="briefing")
