"""Posting a card in a channel: in its order, at Slack's pace, each part once."""

import asyncio
import re
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.platform import Post, RejectedError, UnknownError
from bot.platforms.slack.blocks import KeepLine
from bot.platforms.slack.pace import SlackPace
from bot.platforms.slack.refusal import FAILURES, code, send_error
from bot.platforms.slack.render import mention, messages, preview
from bot.platforms.slack.text import Block
from bot.platforms.slack.workspace import Workspace

EVENT = "onrecord_delivery"
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
CHANNEL = re.compile(r"[CGD][A-Z0-9]+")
LOOK_BACK = 200
"""Messages of a channel's history that are looked through for an earlier try."""


class Poster:
    """`client` holds the token of the workspace.

    It must retry nothing by itself: whether to try again is the ledger's to decide.
    """

    def __init__(
        self, client: AsyncWebClient, workspace: Workspace, keep_line: KeepLine, pace: SlackPace
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._keep_line = keep_line
        self._pace = pace

    async def send(self, post: Post) -> str:
        """The id of the first message. What an earlier try has posted already is left alone.

        `post.silent` has no counterpart here: in Slack each member says what a channel may notify.
        """
        if post.place not in ("", self._workspace.team):
            raise RejectedError("This brief belongs to another workspace than the app is in.")
        parts = await asyncio.to_thread(messages, post.card, self._keep_line)
        parts[0] = mention(post.mention) + parts[0]
        there = await self._posted(post) if post.again else {}
        for number, blocks in enumerate(parts):
            if number not in there:
                there[number] = await self._post(post, number, blocks)
        return there[0]

    async def direct(self, user: str) -> str:
        """The conversation of the app with a user."""
        try:
            return str((await self._client.conversations_open(users=user))["channel"]["id"])
        except FAILURES as error:
            raise send_error(error, user, self._workspace) from error

    async def posted(self, post: Post) -> str | None:
        """The id of the first message when an earlier try arrived; raises SendError when unsure."""
        return (await self._posted(post)).get(0)

    async def _posted(self, post: Post) -> dict[int, str]:
        """The ids of the parts that are in the channel."""
        try:
            history = await self._history(*target(post.channel))
        except FAILURES as error:
            refused = send_error(error, post.channel, self._workspace)
            if isinstance(refused, RejectedError) and code(error) != "missing_scope":
                raise refused from error
            raise UnknownError(f"An earlier try may have arrived, and one cannot look. {refused}") from error
        return dict(part for message in history if (part := _part(message, post.key)))

    async def _history(self, channel: str, thread: str) -> list[dict[str, Any]]:
        """The newest messages of a channel; all of a thread, which Slack lists from its beginning."""
        asked: dict[str, Any] = {"channel": channel, "limit": LOOK_BACK, "include_all_metadata": True}
        if not thread:
            return list((await self._client.conversations_history(**asked))["messages"])
        pages = await self._client.conversations_replies(**asked, ts=thread)
        return [message async for page in pages for message in page["messages"]]

    async def _post(self, post: Post, number: int, blocks: list[Block]) -> str:
        channel, thread = target(post.channel)
        await self._pace.turn(self._workspace.team, channel)
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
            raise send_error(error, post.channel, self._workspace) from error
        return str(answer["ts"])


def target(channel: str) -> tuple[str, str]:
    """(channel, thread): a thread is written as the channel's id, a slash, its first message's id.

    Slack would post to a name as well, but shows the history of an id alone.
    """
    name, _, thread = channel.partition("/")
    if not CHANNEL.fullmatch(name):
        raise RejectedError(
            f"“{name}” is not the id of a channel: it begins with C and stands last in its details."
        )
    return name, thread


def _part(message: dict[str, Any], key: str) -> tuple[int, str] | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or payload.get("key") != key:
        return None
    return int(payload.get("part", 0)), str(message["ts"])
