"""positions: who says what. Of one actor all statements; else a line an actor."""

from bot.card import Card
from bot.cards import phrase
from bot.cards.fact import fact_line
from bot.cards.listing import PAGE as PAGE_SIZE
from bot.cards.listing import list_card, page_of
from bot.cards.position import position_line, speaking
from bot.commands.argument import ACTOR, ARTICLE, PAGE, SHARE
from bot.commands.command import Argument, Command, Request
from bot.commands.context import Context
from bot.commands.scope import nothing, scope
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
    facts, more = context.find(request, "statement", text=request.get("topic"))
    if not facts:
        raise nothing(request, "statement")
    lines = [fact_line(f, with_speaker=not name) for f in facts]
    about = scope(facts, request)
    roles = phrase.roles(facts[0].held.brief, facts[0].held.brief.actor(name)) if name else []
    about["footer"] = "; ".join(roles)
    return list_card(request, name or "Positions", lines, more=more, **about)


def _everybody(request: Request, held: HeldArticle) -> Card:
    brief = held.brief
    start = PAGE_SIZE * (page_of(request) - 1)
    shown = speaking(brief)[start : start + PAGE_SIZE + 1]
    if not shown:
        raise nothing(request, "position")
    lines = [position_line(brief, actor, statements) for actor, statements in shown[:PAGE_SIZE]]
    more = len(shown) > PAGE_SIZE
    return list_card(
        request, "Who stands where", lines, more=more, credit=brief.title, link=brief.article.url or ""
    )


COMMAND = Command(
    "positions", "Who says what, each with its sentence", answer, (ACTOR, TOPIC, ARTICLE, SHARE, PAGE)
)
