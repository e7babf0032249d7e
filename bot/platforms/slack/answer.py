"""Answers to one person: beneath what they typed, in a window, or on the app's home page."""

import asyncio
import dataclasses
from collections.abc import Awaitable
from typing import Any

import structlog
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.card import Card
from bot.dispatcher import Answer
from bot.platforms.slack.blocks import KeepLine
from bot.platforms.slack.manifest import NAME
from bot.platforms.slack.post import QUIET
from bot.platforms.slack.refusal import FAILURES, told
from bot.platforms.slack.render import messages, preview
from bot.platforms.slack.sender import sender
from bot.platforms.slack.text import Block, plain

log = structlog.get_logger()

USES = 5
"""How often Slack takes an answer at a response_url; it expires after 30 minutes."""

PATIENCE = 1.5
"""Seconds an answer may take of the three that Slack gives for a window."""

VIEW_BLOCKS = 100
REST = "rest"


class Answers:
    """In one workspace, whose token `client` holds.

    It may wait when Slack asks for it; a lost answer is not sent again, lest it comes twice.
    """

    def __init__(self, client: AsyncWebClient, keep_line: KeepLine) -> None:
        self.client = client
        self._keep_line = keep_line

    async def reply(self, body: dict[str, Any], answer: Answer, *, replace: bool = False) -> None:
        """At the response_url. What is more than it takes goes to the person's messages with the app."""
        who = sender(body)
        card = await self._with_file(answer.card, who["user"], "" if answer.private else who["channel"])
        parts = await self._messages(card)
        webhook = AsyncWebhookClient(
            body["response_url"],
            session=self.client.session,
            retry_handlers=[AsyncRateLimitErrorRetryHandler()],
        )
        where = "ephemeral" if answer.private else "in_channel"
        for number, blocks in enumerate(parts[:USES]):
            shown = {"response_type": where, "replace_original": replace and number == 0, "blocks": blocks}
            sent = await webhook.send_dict({**shown, "text": preview(card), **QUIET})
            if sent.status_code != 200:
                log.warning("answer refused", status=sent.status_code, reason=sent.body[:80])
                return
        await self.direct(who["user"], card, parts[USES:])

    async def window(self, trigger: str, user: str, coming: Awaitable[Card], view: str = "") -> None:
        """In a window over Slack; in the window `view` when that is open already.

        What a trigger opens has to be opened within three seconds: an answer that takes longer finds a
        window that waits for it.
        """
        asked = asyncio.ensure_future(coming)
        if not view and not await in_time(asked):
            view = await self.open(trigger, waiting())
        card = await asked
        shown, rest = await self.modal(user, card)
        if view:
            await self.client.views_update(view_id=view, view=shown)
        else:
            await self.open(trigger, shown)
        await self.direct(user, card, rest)

    async def open(self, trigger: str, view: Block) -> str:
        """The id of the window."""
        opened = await self.client.views_open(trigger_id=trigger, view=view)
        return str(opened["view"]["id"])

    async def modal(self, user: str, card: Card) -> tuple[Block, list[list[Block]]]:
        """The card as a window, and the messages that do not fit into one."""
        card = await self._with_file(card, user, "")
        blocks, rest = _divided(await self._messages(card))
        return _window(blocks), rest

    async def home(self, user: str, cards: list[Card]) -> None:
        blocks = await self._blocks(cards)
        await self.client.views_publish(user_id=user, view={"type": "home", "blocks": page(blocks, 0)})

    async def rest(self, trigger: str, cards: list[Card], start: int, view: str = "") -> None:
        """What of a home page comes after `start` blocks, in a window; in `view` when that is open."""
        shown = _window(page(await self._blocks(cards), start))
        if view:
            await self.client.views_update(view_id=view, view=shown)
        else:
            await self.open(trigger, shown)

    async def _blocks(self, cards: list[Card]) -> list[Block]:
        return [block for card in cards for blocks in await self._messages(card) for block in blocks]

    async def _with_file(self, card: Card, user: str, channel: str) -> Card:
        """The card, its file sent to the channel, or to the person's messages with the app."""
        if card.file is None:
            return card
        name = card.file.name
        told_where = f"{name} stands above." if channel else f"{name} is in your messages with this app."
        try:
            if not channel:
                channel = (await self.client.conversations_open(users=user))["channel"]["id"]
            await self.client.files_upload_v2(channel=channel, filename=name, content=card.file.text)
        except FAILURES as error:
            log.warning("file not sent", platform="slack", reason=told(error))
            told_where = f"{name} could not be sent ({told(error)}): try again in a moment."
        return dataclasses.replace(card, footer=" · ".join(filter(None, (card.footer, told_where))))

    async def _messages(self, card: Card) -> list[list[Block]]:
        return await asyncio.to_thread(messages, card, self._keep_line)

    async def direct(self, user: str, card: Card, parts: list[list[Block]]) -> None:
        for blocks in parts:
            await self.client.chat_postMessage(
                channel=user, blocks=blocks, text=preview(card), parse="none", **QUIET
            )


def page(blocks: list[Block], start: int) -> list[Block]:
    """As many as a view takes; of more, the last is a button to the rest."""
    if len(blocks) - start <= VIEW_BLOCKS:
        return blocks[start:]
    end = start + VIEW_BLOCKS - 1
    more = {"type": "button", "action_id": REST, "text": plain("Show the rest"), "value": str(end)}
    return [*blocks[start:end], {"type": "actions", "elements": [more]}]


async def in_time(asked: asyncio.Future[Card]) -> bool:
    done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
    return bool(done)


def waiting() -> Block:
    return _window([{"type": "section", "text": plain("On its way …")}])


def _window(blocks: list[Block]) -> Block:
    return {"type": "modal", "title": plain(NAME), "close": plain("Close"), "blocks": blocks}


def _divided(parts: list[list[Block]]) -> tuple[list[Block], list[list[Block]]]:
    """The blocks one view takes, and the messages that are left."""
    shown: list[Block] = []
    while parts and len(shown) + len(parts[0]) <= VIEW_BLOCKS:
        shown += parts[0]
        parts = parts[1:]
    return shown, parts
