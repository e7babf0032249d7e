"""The part of the app's home page that is about the channels of who looks at it."""

from dataclasses import replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.card import Card, Line, Section
from bot.platforms.slack.refusal import FAILURES, told

log = structlog.get_logger()

TITLE = "Your channels"
PAGE = 200


async def channels_of(user: str, client: AsyncWebClient) -> dict[str, str] | None:
    """The names of the channels they are in, by id; None when Slack does not say.

    Of private channels Slack tells the app those alone in which it is as well.
    """
    kinds = "public_channel,private_channel"
    try:
        pages = await client.users_conversations(user=user, types=kinds, exclude_archived=True, limit=PAGE)
        return {c["id"]: c["name"] async for page in pages for c in page["channels"]}
    except FAILURES as error:
        log.warning("not known who reads where", platform="slack", user=user, reason=told(error))
        return None


def channels_card(status: Card, channels: dict[str, str]) -> Card:
    """The briefs of a status card, with the channels by their names and nothing to press."""
    lines = tuple(replace(line, text=_named(line, channels)) for line in status.sections[0].lines)
    return Card("list", TITLE, sections=(replace(status.sections[0], lines=lines, heading=""),))


def unknown_card() -> Card:
    return Card("list", TITLE, sections=(Section((Line("Slack did not say which channels you are in."),)),))


def _named(line: Line, channels: dict[str, str]) -> str:
    before, _, channel = line.text.rpartition(" ")
    return f"{before} #{channels[channel]}" if channel in channels else line.text
