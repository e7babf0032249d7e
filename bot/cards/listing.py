"""A page of a list: its lines, and buttons to the pages before and after it and to share it."""

from collections.abc import Iterator, Sequence

from bot.card import Action, Card, Line, Section
from bot.line import format_line
from bot.request import Request


def list_card(
    request: Request,
    title: str,
    lines: Sequence[Line],
    *,
    more: bool,
    exportable: bool = False,
    credit: str = "",
    link: str = "",
    footer: str = "",
) -> Card:
    """`lines` are those of the page that the request asks for; `more` says that another follows."""
    return Card(
        "list",
        title,
        link=link,
        credit=credit,
        sections=(Section(tuple(lines)),),
        actions=tuple(_actions(request, more, exportable)),
        footer=footer,
    )


def _actions(request: Request, more: bool, exportable: bool) -> Iterator[Action]:
    page = request.page
    if page > 1:
        yield Action("Previous", _line(request, page=str(page - 1)))
    if more:
        yield Action("Next", _line(request, page=str(page + 1)))
    yield from shared(request)
    if exportable:
        yield Action("Export CSV", _line(request, export="csv"))


def shared(request: Request) -> Iterator[Action]:
    """The button that posts what was answered to one person, for the others to see."""
    if not request.get("share"):
        page = str(request.page) if request.page > 1 else ""
        yield Action("Post to channel", _line(request, page=page, share="yes"))


def _line(request: Request, **changed: str) -> str:
    """The line that was asked, from its first page and for the one who presses, but for what is changed."""
    asked = {name: value for name, value in request.arguments.items() if name not in ("page", "share")}
    return format_line(request.name, asked | changed)
