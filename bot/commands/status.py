"""status: whether the briefs run, what went wrong and why, and how old the data is."""

from bot.card import Card
from bot.cards.status import Standing, status_card
from bot.command import Command
from bot.context import Context
from bot.request import Request
from briefs.errors import StoreError


def answer(context: Context, request: Request) -> Card:
    seen = context.schedules(request)
    here = ("", "") if request.platform == "console" else (request.platform, request.place)
    standing = Standing(
        schedules=[(s, context.ledger.outcomes(s)) for s in seen],
        held=context.store.count(),
        newest=context.store.latest(),
        change=context.subscriptions.last_change(*here),
        timezone=seen[0].timezone if seen else context.timezone,
        feeds=context.feeds(request) if context.outside else (),
        running=context.running,
        host=request.platform in ("console", "web"),
        unwritten=_unwritten(context),
    )
    return status_card(standing, request, context.now())


def _unwritten(context: Context) -> str:
    try:
        context.store.try_writing()
    except StoreError as error:
        return str(error)
    return ""


COMMAND = Command(
    "status", "Last and next runs, failures, feeds, how old the data is", answer, root="briefing"
)
