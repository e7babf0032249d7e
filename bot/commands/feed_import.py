"""feed import: the feeds of an OPML list; what would change is shown first, and then how far it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.card import Action, Card, Line, Section
from bot.cards.feed import ALL, FEEDS, told_card
from bot.command import Command
from bot.commands.feed import address
from bot.commands.schedule import author
from bot.context import Context
from bot.errors import UserError, sentence
from bot.line import Argument, format_line
from bot.request import Request
from briefs.errors import ArticleError

if TYPE_CHECKING:
    from briefs.sources.opml import FeedList

SHOWN = 8


def answer(context: Context, request: Request) -> Card:
    if not request.place and request.platform != "console":
        raise UserError("A feed belongs to a server or workspace: ask in one of its channels.")
    if request.get("progress"):
        return _progress(context, request)
    listed = _listed(context, request)
    held = {of.url for of in context.feeds(request)}
    new = [(url, title) for url, title in listed.feeds if url not in held]
    if not new:
        told = f"{len(listed.feeds)} feeds are in the list, none that is not here already."
        return told_card("Nothing to add", told + _broken(listed))
    if not request.get("confirm"):
        return _preview(request, new, listed)
    context.web.feeds.add(new, author(request))
    return _progress(context, request)


def _listed(context: Context, request: Request) -> "FeedList":
    from briefs.sources.opml import read_opml

    at = request.get("file").strip("<>") or address(request)
    if not at:
        raise UserError("`feed import` needs the address of a list, or the list as a file.")
    try:
        if request.platform == "console" and "://" not in at:
            return read_opml(Path(at).read_bytes())
        return read_opml(context.web.opml(at))
    except OSError as error:
        raise UserError(f"{at} was not read: {error.strerror}.") from error
    except ArticleError as error:
        raise UserError(sentence(f"That list was not read: {error}")) from error


def _preview(request: Request, new: list[tuple[str, str]], listed: "FeedList") -> Card:
    named = [Line(title or url, note=url, bullet=True) for url, title in new[:SHOWN]]
    more = [Line(f"and {len(new) - SHOWN} more")] if len(new) > SHOWN else []
    known = len(listed.feeds) - len(new)
    count = "One feed" if len(new) == 1 else f"{len(new)} feeds"
    there = "One is" if known == 1 else f"{known} are"
    told = Line(f"{count} would be added. {there} here already.{_broken(listed)}")
    add = Action("Add them", format_line(request.name, {**request.arguments, "confirm": "yes"}), primary=True)
    sections = (Section((told,)), Section((*named, *more)))
    return Card("list", "A list of feeds", credit=FEEDS, sections=sections, actions=(add, ALL))


def _broken(listed: "FeedList") -> str:
    if not listed.broken:
        return ""
    first = f"“{listed.broken[0][:80]}”"
    if len(listed.broken) == 1:
        return f" One has no address of the web and is left out: {first}."
    return f" {len(listed.broken)} have no address of the web and are left out: {first} is the first."


def _progress(context: Context, request: Request) -> Card:
    """How far it is; the button asks again, in the same place."""
    feeds = context.feeds(request)
    asked = [of for of in feeds if of.read_at or of.failures]
    failing = sum(of.standing != "answering" for of in feeds)
    waiting = context.web.entries.waiting([of.id for of in feeds])
    told = f"{len(asked)} of {len(feeds)} feeds have been asked, {failing} did not answer."
    reading = f"{waiting} of their entries are still to be read." if waiting else ""
    done = len(asked) == len(feeds) and not waiting
    share = 100 * len(asked) // max(1, len(feeds))
    lines = tuple(Line(line) for line in (told, reading) if line)
    again = Action("How far is it?", format_line(request.name, {"progress": "yes"}), primary=True)
    title = f"Feeds: {'all asked' if done else f'{share} % asked'}"
    actions = (ALL,) if done else (again, ALL)
    return Card("list", title, credit=FEEDS, sections=(Section(lines),), actions=actions)


COMMAND = Command(
    "feed import",
    "Add the feeds of an OPML list, after a look at it",
    answer,
    (
        Argument("url", "the address of the list (OPML)"),
        Argument("file", "the list as a file (OPML)", file=True),
        Argument("confirm", "add them", flag=True, hidden=True),
        Argument("progress", "how far it is", flag=True, hidden=True),
    ),
    root="briefing",
)
