"""What the feeds' commands share: the address as it was typed, what is there, and which feed is meant."""

from typing import TYPE_CHECKING

from bot.context import Context
from bot.errors import UserError
from bot.line import Argument, format_line
from bot.request import Request

if TYPE_CHECKING:
    from bot.held_feed import HeldFeed
    from briefs.sources.feed import Feed

FEED = Argument("feed", "which one, by its name or address", completes="feed", required=True)
ADDRESS = Argument("url", "the address of the feed, or of a page that names it", required=True)
OFFERED = 5


def address(request: Request) -> str:
    """As it was typed; Slack writes an address as <https://…|what is shown>."""
    return request.get("url").strip("<>").partition("|")[0]


def found(context: Context, request: Request) -> tuple[str, "Feed"]:
    """The feed that is at the address, or the one that the page there names. Raises UserError."""
    url = address(request)
    feed = context.web.feed(url)
    if len(feed.choices) == 1:
        url = feed.choices[0][1]
        feed = context.web.feed(url)
    if feed.choices:
        again = [
            (title or at, format_line(request.name, {"url": at})) for title, at in feed.choices[:OFFERED]
        ]
        raise UserError("That page names several feeds: which one?", tuple(again))
    if not feed.entries and not feed.title:
        raise UserError("That page names no feed: give the address of the feed itself.")
    return feed.fetched.moved_to or url, feed


def chosen(context: Context, request: Request) -> "HeldFeed":
    """By its address, or by a name that only one has. Raises UserError."""
    asked = request.get("feed").strip("<>").partition("|")[0]
    seen = context.feeds(request)
    small = asked.casefold()
    fit = [f for f in seen if f.url == asked] or [f for f in seen if f.title.casefold() == small]
    fit = fit or [f for f in seen if small in f.title.casefold() or small in f.url.casefold()]
    if len(fit) == 1:
        return fit[0]
    again = [(f.title or f.url, format_line(request.name, {"feed": f.url})) for f in fit[:OFFERED]]
    told = "Several feeds are called" if fit else "There is no feed called"
    listed = (("All feeds", "briefing feed list"),)
    raise UserError(f"{told} “{asked}” here.", tuple(again) or listed)
