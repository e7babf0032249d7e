"""A page of a list: its lines, and buttons to the pages before and after it and to share it."""

from collections.abc import Mapping, Sequence

from bot.card import Action, Card, Line, Section
from bot.commands.command import Request
from bot.commands.line import format_line

PAGE = 8


def list_card(
    request: Request,
    title: str,
    lines: Sequence[Line],
    *,
    more: bool,
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
        actions=_paging(request, page_of(request), more),
        footer=footer,
    )


def page_of(request: Request) -> int:
    page = request.get("page")
    return max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1


def _paging(request: Request, page: int, more: bool) -> tuple[Action, ...]:
    asked = {name: value for name, value in request.arguments.items() if name not in ("page", "share")}
    buttons = []
    if page > 1:
        buttons.append(Action("Previous", _line(request, asked, page - 1)))
    if more:
        buttons.append(Action("Next", _line(request, asked, page + 1)))
    if not request.get("share"):
        share = {**asked, "share": "yes"} if page == 1 else {**asked, "page": str(page), "share": "yes"}
        buttons.append(Action("Post to channel", format_line(request.name, share)))
    return tuple(buttons)


def _line(request: Request, asked: Mapping[str, str], page: int) -> str:
    return format_line(request.name, {**asked, "page": str(page)})
