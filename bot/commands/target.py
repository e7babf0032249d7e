"""Where a brief is to be posted: the platform and the channel that a request means."""

import re

from bot.context import Context
from bot.errors import UserError
from bot.request import Request

MENTION = re.compile(r"<#([0-9A-Z]+)(?:\|[^>]*)?>")
IDS = {"discord": r"\d{1,20}", "slack": r"[A-Z0-9]{2,20}"}
PLATFORMS = ("web", "discord", "slack")


def platform_of(context: Context, request: Request) -> str:
    """Where it was asked; a terminal is no platform to post on, and has to name one."""
    if request.platform == "console":
        asked = request.get("platform").casefold()
        if asked not in PLATFORMS:
            raise UserError("Say where: platform:web, platform:discord or platform:slack.")
        if asked not in context.running.switched_on:
            raise UserError(f"{asked} is not switched on: config.yaml does that, under platforms.")
        return asked
    if not request.place:
        raise UserError("A brief belongs to a server or workspace: ask in one of its channels.")
    return request.platform


def channel_of(context: Context, request: Request, platform: str) -> str:
    """The one asked from, unless another is given: as a mention or by its id, on the page by its name."""
    given = request.get("channel") or request.channel
    mention = MENTION.fullmatch(given)
    channel = mention[1] if mention else given
    if not channel:
        raise UserError("Say which channel: channel: and its id.")
    if platform == "web":
        if channel not in {*context.subscriptions.channels("web"), request.channel}:
            raise UserError(f"The page has no channel “{channel}”; config.yaml names them at subscriptions.")
    elif not re.fullmatch(IDS[platform], channel, re.ASCII):
        raise UserError(f"“{channel}” is no channel’s id: ask in the channel itself, or give its id.")
    return channel
