"""schedule pause: nothing is posted until a day, or until it is resumed."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.card import Card
from bot.cards.schedule import schedule_card
from bot.command import Command
from bot.commands.schedule import SCHEDULE, author, changeable, chosen
from bot.context import Context
from bot.errors import UserError
from bot.line import Argument
from bot.request import Request
from bot.subscription import FOREVER
from bot.value import parse_date


def answer(context: Context, request: Request) -> Card:
    of = changeable(chosen(context, request))
    until = _until(request.get("until"), of.timezone, context.now())
    paused = context.subscriptions.pause(of, until, author(request))
    return schedule_card(paused, request, context.now(), "Paused")


def _until(asked: str, zone: str, now: datetime) -> datetime:
    """ "2027-01-07": its first minute in the zone; "3d", "2 weeks": from now."""
    if not asked:
        return FOREVER
    if match := re.fullmatch(r"(\d{1,3})\s*(d|w|days?|weeks?)", asked.casefold(), re.ASCII):
        return now + int(match[1]) * timedelta(days=7 if match[2][0] == "w" else 1)
    try:
        day = parse_date(asked)
    except ValueError as error:
        raise UserError(f"{error}, 3d or 2w.") from None
    assert isinstance(day, date)
    until = datetime.combine(day, time(), ZoneInfo(zone))
    if until <= now:
        raise UserError(f"{asked} is past: name a day to come.")
    return until


COMMAND = Command(
    "schedule pause",
    "Post nothing for a while",
    answer,
    (SCHEDULE, Argument("until", "the day it goes on: 2027-01-07, 3d, 2w; else until it is resumed")),
    root="briefing",
)
