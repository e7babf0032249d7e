"""feed add: a feed of the web is read from now on."""

from bot.card import Action, Card
from bot.cards.feed import ALL, found_card
from bot.command import Command
from bot.commands.feed import ADDRESS, found
from bot.commands.schedule import author
from bot.context import Context
from bot.errors import UserError
from bot.line import format_line
from bot.request import Request


def answer(context: Context, request: Request) -> Card:
    if not request.place and request.platform != "console":
        raise UserError("A feed belongs to a server or workspace: ask in one of its channels.")
    url, feed = found(context, request)
    name = feed.title or url
    added = context.web.feeds.add([(url, name)], author(request))
    remove = Action("Remove", format_line("briefing feed remove", {"feed": url}))
    return found_card(f"{'Added' if added else 'Here already'}: {name}", feed, url, (remove, ALL))


COMMAND = Command("feed add", "Read a feed of the web from now on", answer, (ADDRESS,), root="briefing")
