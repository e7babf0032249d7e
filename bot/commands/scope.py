"""What a list is a list of: the small line above it, the address, and the words for an empty one."""

from typing import TypedDict

from bot.cards import phrase
from bot.errors import UserError
from bot.line import format_line
from bot.request import Request
from briefs.model import Brief
from briefs.store import Fact

FILTERS = ("query", "topic", "unit", "actor", "speaker", "article", "kind", "since")


class Scope(TypedDict):
    credit: str
    link: str


def scope(facts: list[Fact], request: Request, speaker: str = "") -> Scope:
    """One article is named and linked; of several the number. Of a speaker the roles they print."""
    briefs = list({fact.held.number: fact.held.brief for fact in facts}.values())
    given = [f"{name}: {request.get(name)}" for name in FILTERS if request.get(name) and name != "article"]
    what, link = f"{len(briefs)} articles, newest first", ""
    if len(briefs) == 1:
        what, link = briefs[0].title, briefs[0].article.url or ""
    credit = " · ".join(part for part in (_roles(briefs, speaker), what, *given) if part)
    return {"credit": credit, "link": link}


def _roles(briefs: list[Brief], name: str) -> str:
    printed = [role for brief in briefs for role in phrase.roles(brief, brief.actor(name))]
    return phrase.listed(list({phrase.bare(role): role for role in printed}.values()), 4)


def nothing(request: Request, what: str) -> UserError:
    """The error for an empty page, with the widest line that would find something."""
    filters = [name for name in FILTERS if request.get(name)]
    page = " on this page" if request.get("page") else ""
    if not filters and not page:
        return UserError(f"No {what} is held yet.", (("Articles", "articles"),))
    given = ", ".join(f"{name} “{request.get(name)}”" for name in filters)
    with_words = f" with {given}" if given else ""
    return UserError(f"No {what} is held{with_words}{page}.", _wider(request, filters))


def _wider(request: Request, filters: list[str]) -> tuple[tuple[str, str], ...]:
    """The line without its first filter, but a search is nothing without its words."""
    left_out = next((name for name in filters if (request.command, name) != ("search", "query")), "")
    fewer = {name: request.get(name) for name in filters if name != left_out}
    if left_out:
        return ((f"Without {left_out}", format_line(request.name, fewer)),)
    return (("Articles", "articles"),) if filters else ()
