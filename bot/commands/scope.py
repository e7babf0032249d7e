"""What a list is a list of: the small line above it, the address, and the words for an empty one."""

from typing import TypedDict

from bot.command import Request
from bot.errors import UserError
from bot.line import format_line
from briefs.store import Fact

FILTERS = ("query", "topic", "unit", "actor", "speaker", "article", "kind", "since")


class Scope(TypedDict):
    credit: str
    link: str
    footer: str


def scope(facts: list[Fact], request: Request) -> Scope:
    """One article is named and linked; of several the number."""
    held = {fact.held.number: fact.held for fact in facts}
    given = [f"{name}: {request.get(name)}" for name in FILTERS if request.get(name) and name != "article"]
    if len(held) == 1:
        article = next(iter(held.values())).brief
        return {
            "credit": " · ".join([article.title, *given]),
            "link": article.article.url or "",
            "footer": "",
        }
    return {"credit": " · ".join([f"{len(held)} articles, newest first", *given]), "link": "", "footer": ""}


def nothing(request: Request, what: str) -> UserError:
    """The error for an empty page, with the widest line that would find something."""
    filters = [name for name in FILTERS if request.get(name)]
    page = " on this page" if request.get("page") else ""
    if not filters and not page:
        return UserError(f"No {what} is held yet.", (("Articles", "articles"),))
    given = ", ".join(f"{name} “{request.get(name)}”" for name in filters)
    fewer = {name: request.get(name) for name in filters[1:]}
    wider = format_line(request.name, fewer)
    with_words = f" with {given}" if given else ""
    return UserError(
        f"No {what} is held{with_words}{page}.", ((f"Without {filters[0]}", wider),) if filters else ()
    )
