"""The part of the app's home page that is about the channels of who looks at it."""

from dataclasses import replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.card import Card, Line, Section
from bot.platforms.slack.refusal import FAILURES, told

log = structlog.get_logger()

TITLE = "Your channels"
PAGE = 200


async def channels_of(user: str, client: AsyncWebClient) -> list[str] | None:
    """The ids of the channels they are in; None when Slack does not say.

    Of private channels Slack tells the app those alone in which it is as well.
    """
    kinds = "public_channel,private_channel"
    try:
        pages = await client.users_conversations(user=user, types=kinds, exclude_archived=True, limit=PAGE)
        return [c["id"] async for page in pages for c in page["channels"]]
    except FAILURES as error:
        log.warning("not known who reads where", platform="slack", user=user, reason=told(error))
        return None


def channels_card(status: Card) -> Card:
    """The briefs of a status card, with nothing to press."""
    return Card("list", TITLE, sections=(replace(status.sections[0], heading=""),))


def unknown_card() -> Card:
    return Card("list", TITLE, sections=(Section((Line("Slack did not say which channels you are in."),)),))
