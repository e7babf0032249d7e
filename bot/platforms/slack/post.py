"""Posting a card in a channel: in its order, at Slack's pace, each part once."""

import asyncio
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.platform import Post, RetryError, UnknownError
from bot.platforms.slack.blocks import KeepLine
from bot.platforms.slack.pace import Pace
from bot.platforms.slack.refusal import FAILURES, code, send_error
from bot.platforms.slack.render import mention, messages, preview
from bot.platforms.slack.text import Block

EVENT = "onrecord_delivery"
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
LOOK_BACK = 200
"""Messages of a channel's history that are looked through for an earlier try."""


class Poster:
    """`client` must retry nothing by itself: whether to try again is the ledger's to decide."""

    def __init__(self, client: AsyncWebClient, bot: str, keep_line: KeepLine, pace: Pace) -> None:
        self._client = client
        self._bot = bot
        self._keep_line = keep_line
        self._pace = pace

    async def send(self, post: Post) -> str:
        """The id of the first message. What an earlier try has posted already is left alone."""
        parts = await asyncio.to_thread(messages, post.card, self._keep_line)
        parts[0] = mention(post.mention) + parts[0]
        there = await self._posted(post) if post.again else {}
        for number, blocks in enumerate(parts):
            if number not in there:
                there[number] = await self._post(post, number, blocks)
        return there[0]

    async def posted(self, post: Post) -> str | None:
        """The id of the first message when an earlier try arrived; raises SendError when unsure."""
        return (await self._posted(post)).get(0)

    async def _posted(self, post: Post) -> dict[int, str]:
        """The ids of the parts that are in the channel."""
        channel, thread = target(post.channel)
        try:
            if thread:
                found = await self._client.conversations_replies(
                    channel=channel, ts=thread, limit=LOOK_BACK, include_all_metadata=True
                )
            else:
                found = await self._client.conversations_history(
                    channel=channel, limit=LOOK_BACK, include_all_metadata=True
                )
        except FAILURES as error:
            raise self._cannot_tell(error, post) from error
        history: list[dict[str, Any]] = found.get("messages") or []
        return dict(part for message in history if (part := _part(message, post.key)))

    def _cannot_tell(self, error: Exception, post: Post) -> Exception:
        refused = send_error(error, post.channel, self._bot)
        if isinstance(refused, RetryError) or (
            isinstance(error, SlackApiError) and code(error) == "missing_scope"
        ):
            return UnknownError(
                f"An earlier try may have arrived, and the channel cannot be looked at. {refused}"
            )
        return refused

    async def _post(self, post: Post, number: int, blocks: list[Block]) -> str:
        channel, thread = target(post.channel)
        await self._pace.wait(channel)
        try:
            answer = await self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                blocks=blocks,
                text=preview(post.card),
                parse="none",
                metadata={"event_type": EVENT, "event_payload": {"key": post.key, "part": number}},
                **QUIET,
            )
        except FAILURES as error:
            raise send_error(error, post.channel, self._bot) from error
        return str(answer["ts"])


def target(channel: str) -> tuple[str, str]:
    """(channel, thread): a thread is written as the channel's id, a slash, its first message's id."""
    name, _, thread = channel.partition("/")
    return name, thread


def _part(message: dict[str, Any], key: str) -> tuple[int, str] | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or payload.get("key") != key:
        return None
    return int(payload.get("part", 0)), str(message["ts"])
