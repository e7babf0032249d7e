"""positions: who says what. Of one actor all statements; else a line an actor."""

from dataclasses import replace

from bot.card import Card
from bot.cards.listing import list_card
from bot.cards.position import everybody, position_line
from bot.command import Command
from bot.commands.argument import ACTOR, ARTICLE, EXPORT, PAGE, SHARE, STORY
from bot.commands.listed import listed
from bot.commands.scope import nothing
from bot.context import Context
from bot.line import Argument
from bot.request import PAGE_SIZE, Request
from bot.story import Story

TOPIC = Argument("topic", "words that the statement must hold")


def answer(context: Context, request: Request) -> Card:
    if request.get("actor") or request.get("topic"):
        return _statements(context, request)
    story = context.story(request)
    if story is None and (latest := context.store.latest()):
        story = Story(latest)
    if story is None:
        raise nothing(request, "position")
    return _file(context, request, story) if request.get("export") else _everybody(request, story)


def _statements(context: Context, request: Request) -> Card:
    name = context.actor(request)
    title, topic = name or "Positions", request.get("topic")
    return listed(context, request, title, "statement", "statement", text=topic, speaker=name)


def _file(context: Context, request: Request, story: Story) -> Card:
    """All that is said in the article whose positions the list shows."""
    named = {**request.arguments, "article": str(story.held.number)}
    return _statements(context, replace(request, arguments=named))


def _everybody(request: Request, story: Story) -> Card:
    start = PAGE_SIZE * (request.page - 1)
    shown = everybody(story)[start : start + PAGE_SIZE + 1]
    if not shown:
        raise nothing(request, "position")
    lines = [position_line(held.brief, actor, said) for held, actor, said in shown[:PAGE_SIZE]]
    return list_card(
        request,
        "Who stands where",
        lines,
        more=len(shown) > PAGE_SIZE,
        exportable=True,
        credit=story.brief.title,
        link=story.brief.article.url or "",
    )


COMMAND = Command(
    "positions",
    "Who says what, each with its sentence",
    answer,
    (ACTOR, TOPIC, ARTICLE, STORY, SHARE, EXPORT, PAGE),
)
