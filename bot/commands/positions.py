"""positions: who says what. Of one actor all statements; else a line an actor."""

from dataclasses import replace

from bot.card import Card
from bot.cards import phrase
from bot.cards.listing import list_card
from bot.cards.position import position_line, speaking
from bot.command import PAGE_SIZE, Argument, Command, Request
from bot.commands.argument import ACTOR, ARTICLE, EXPORT, PAGE, SHARE
from bot.commands.context import Context
from bot.commands.listed import listed
from bot.commands.scope import nothing
from briefs.store import HeldArticle, Query

TOPIC = Argument("topic", "words that the statement must hold")


def answer(context: Context, request: Request) -> Card:
    if request.get("actor") or request.get("topic"):
        return _statements(context, request)
    held = context.article(request) or context.store.latest()
    if held is None or not speaking(held.brief):
        raise nothing(request, "position")
    return _everybody(request, held)


def _statements(context: Context, request: Request) -> Card:
    name = context.actor(request)
    topic = request.get("topic")
    card = listed(
        context, request, name or "Positions", "statement", "statement", text=topic, with_speaker=not name
    )
    roles = _roles(context, name) if name else ""
    return replace(card, credit=" · ".join(part for part in (roles, card.credit) if part))


def _roles(context: Context, name: str) -> str:
    """The roles in which the latest articles print somebody."""
    facts = context.store.find(Query(kinds=("actor",), actor=name, limit=5))
    printed = [role for f in facts for role in phrase.roles(f.held.brief, f.held.brief.actor(name))]
    return phrase.listed(list({phrase.bare(role): role for role in printed}.values()), 4)


def _everybody(request: Request, held: HeldArticle) -> Card:
    brief = held.brief
    start = PAGE_SIZE * (request.page - 1)
    shown = speaking(brief)[start : start + PAGE_SIZE + 1]
    if not shown:
        raise nothing(request, "position")
    lines = [position_line(brief, actor, statements) for actor, statements in shown[:PAGE_SIZE]]
    more = len(shown) > PAGE_SIZE
    return list_card(
        request, "Who stands where", lines, more=more, credit=brief.title, link=brief.article.url or ""
    )


COMMAND = Command(
    "positions", "Who says what, each with its sentence", answer, (ACTOR, TOPIC, ARTICLE, SHARE, EXPORT, PAGE)
)
