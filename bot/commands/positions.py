"""positions: who says what. Of one actor all statements; else a line an actor."""

from bot.card import Card
from bot.cards.listing import list_card
from bot.cards.position import position_line, speaking
from bot.command import PAGE_SIZE, Argument, Command, Request
from bot.commands.argument import ACTOR, ARTICLE, EXPORT, PAGE, SHARE
from bot.commands.context import Context
from bot.commands.listed import listed
from bot.commands.scope import nothing
from briefs.store import HeldArticle

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
    title, topic = name or "Positions", request.get("topic")
    return listed(context, request, title, "statement", "statement", text=topic, speaker=name)


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
