"""Answers to one person: beneath what they typed, in a window, or on the app's home page."""

import asyncio
import dataclasses
from typing import Any

import aiohttp
import structlog
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.card import Card
from bot.dispatcher import Answer
from bot.platforms.slack.blocks import KeepLine
from bot.platforms.slack.post import QUIET
from bot.platforms.slack.refusal import FAILURES, told
from bot.platforms.slack.render import messages, preview
from bot.platforms.slack.sender import sender
from bot.platforms.slack.text import Block, plain

log = structlog.get_logger()

USES = 5
"""How often Slack takes an answer at a response_url; it expires after 30 minutes."""

VIEW_BLOCKS = 100


class Answers:
    """`client` may wait when Slack asks for it; a lost answer is not sent again, lest it comes twice."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, keep_line: KeepLine) -> None:
        self._client = client
        self._session = session
        self._keep_line = keep_line

    async def reply(self, body: dict[str, Any], answer: Answer, *, replace: bool = False) -> None:
        """At the response_url. What is more than it takes goes to the person's messages with the app."""
        who = sender(body)
        card = await self._with_file(answer.card, who["user"], "" if answer.private else who["channel"])
        parts = await self._messages(card)
        webhook = AsyncWebhookClient(
            body["response_url"], session=self._session, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
        )
        where = "ephemeral" if answer.private else "in_channel"
        for number, blocks in enumerate(parts[:USES]):
            shown = {"response_type": where, "replace_original": replace and number == 0, "blocks": blocks}
            sent = await webhook.send_dict({**shown, "text": preview(card), **QUIET})
            if sent.status_code != 200:
                log.warning("answer refused", status=sent.status_code, reason=sent.body[:80])
                return
        await self.direct(who["user"], card, parts[USES:])

    async def window(self, trigger: str, user: str, card: Card, view: str = "") -> None:
        """In a window over Slack; in the window `view` when that is open already."""
        shown, rest = await self.modal(user, card)
        if view:
            await self._client.views_update(view_id=view, view=shown)
        else:
            await self.open(trigger, shown)
        await self.direct(user, card, rest)

    async def open(self, trigger: str, view: Block) -> None:
        await self._client.views_open(trigger_id=trigger, view=view)

    async def modal(self, user: str, card: Card) -> tuple[Block, list[list[Block]]]:
        """The card as a window, and the messages that do not fit into one."""
        card = await self._with_file(card, user, "")
        blocks, rest = _divided(await self._messages(card))
        return {"type": "modal", "title": plain("On Record"), "close": plain("Close"), "blocks": blocks}, rest

    async def home(self, user: str, card: Card) -> None:
        blocks, _ = _divided(await self._messages(card))
        await self._client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})

    async def _with_file(self, card: Card, user: str, channel: str) -> Card:
        """The card, its file sent to the channel, or to the person's messages with the app."""
        if card.file is None:
            return card
        name = card.file.name
        told_where = f"{name} stands above." if channel else f"{name} is in your messages with this app."
        try:
            if not channel:
                channel = (await self._client.conversations_open(users=user))["channel"]["id"]
            await self._client.files_upload_v2(channel=channel, filename=name, content=card.file.text)
        except FAILURES as error:
            log.warning("file not sent", platform="slack", reason=told(error))
            told_where = f"{name} could not be sent ({told(error)}): try again in a moment."
        return dataclasses.replace(card, footer=" · ".join(filter(None, (card.footer, told_where))))

    async def _messages(self, card: Card) -> list[list[Block]]:
        return await asyncio.to_thread(messages, card, self._keep_line)

    async def direct(self, user: str, card: Card, parts: list[list[Block]]) -> None:
        for blocks in parts:
            await self._client.chat_postMessage(
                channel=user, blocks=blocks, text=preview(card), parse="none", **QUIET
            )


def _divided(parts: list[list[Block]]) -> tuple[list[Block], list[list[Block]]]:
    """The blocks one view takes, and the messages that are left."""
    shown: list[Block] = []
    while parts and len(shown) + len(parts[0]) <= VIEW_BLOCKS:
        shown += parts[0]
        parts = parts[1:]
    return shown, parts
