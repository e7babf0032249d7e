"""feed import: the feeds of an OPML list; what would change is shown first."""

from bot.card import Action, Card, Line, Section
from bot.cards.feed import ALL, FEEDS, told_card
from bot.command import Argument, Command, Request
from bot.commands.context import Context
from bot.commands.feed import address
from bot.commands.schedule import author
from bot.errors import UserError
from bot.line import format_line
from briefs.errors import ArticleError

SHOWN = 8


def answer(context: Context, request: Request) -> Card:
    from briefs.sources.opml import read_opml

    if not request.place and request.platform != "console":
        raise UserError("A feed belongs to a server or workspace: ask in one of its channels.")
    try:
        listed = read_opml(context.web.opml(address(request)))
    except ArticleError as error:
        raise UserError(f"That list was not read: {error}.") from error
    held = {of.url for of in context.feeds(request)}
    new = [(url, title) for url, title in listed if url not in held]
    if not new:
        return told_card(
            "Nothing to add", f"{len(listed)} feeds are in the list, none that is not here already."
        )
    if request.get("confirm"):
        added = context.web.feeds.add(new, author(request))
        return told_card(f"Added: {added} feeds", "They are read within the next minutes.")
    return _preview(request, new, len(listed) - len(new))


def _preview(request: Request, new: list[tuple[str, str]], known: int) -> Card:
    named = [Line(title or url, note=url, bullet=True) for url, title in new[:SHOWN]]
    more = [Line(f"and {len(new) - SHOWN} more")] if len(new) > SHOWN else []
    told = Line(f"{len(new)} feeds would be added, {known} are here already.")
    add = Action("Add them", format_line(request.name, {**request.arguments, "confirm": "yes"}), primary=True)
    sections = (Section((told,)), Section((*named, *more)))
    return Card("list", "A list of feeds", credit=FEEDS, sections=sections, actions=(add, ALL))


COMMAND = Command(
    "feed import",
    "Add the feeds of an OPML list, after a look at it",
    answer,
    (
        Argument("url", "the address of the list (OPML)", required=True),
        Argument("confirm", "add them", flag=True, hidden=True),
    ),
    root="briefing",
)
