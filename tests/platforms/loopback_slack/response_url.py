"""Addresses at which an interaction is answered: five uses within 30 minutes."""

import time
from dataclasses import dataclass, field

from aiohttp import web

from tests.platforms.loopback_slack.block_check import problems
from tests.platforms.loopback_slack.channel_method import message_of
from tests.platforms.loopback_slack.fault import Faults
from tests.platforms.loopback_slack.workspace import Json, Message, Workspace

USES, LIFE = 5, 30 * 60


@dataclass
class Conversation:
    """What came of one interaction: its acknowledgement and the replies at its address."""

    url: str
    channel: str
    user: str
    original: Message | None = None
    replies: list[Message] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    uses: int = 0
    heard: float = 0.0
    """When the last reply arrived, as time.perf_counter() has it; it is checked after that."""
    until: float = field(default_factory=lambda: time.monotonic() + LIFE)


class ResponseUrls:
    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace = workspace
        self._faults = faults
        self._open: dict[str, Conversation] = {}

    def open(self, base: str, channel: str, user: str, original: Message | None = None) -> Conversation:
        name = str(self._workspace.number())
        self._open[name] = Conversation(f"{base}response/{name}", channel, user, original)
        return self._open[name]

    async def handle(self, request: web.Request) -> web.Response:
        conversation = self._open.get(request.match_info["name"])
        if conversation:
            conversation.heard = time.perf_counter()
        if fault := self._faults.take("response_url"):
            if fault.drop == "after" and conversation:
                self._reply(conversation, await request.json())
            if fault.drop:
                assert request.transport is not None
                request.transport.abort()
            return web.Response(status=fault.status or 500, headers={"Retry-After": str(fault.retry_after)})
        if conversation is None or conversation.until < time.monotonic():
            return web.Response(status=404, text="expired_url")
        if conversation.uses >= USES:
            conversation.refused.append("used_url")
            return web.Response(status=404, text="used_url")
        return self._reply(conversation, await request.json())

    def _reply(self, conversation: Conversation, body: Json) -> web.Response:
        blocks = body.get("blocks") or []
        if wrong := problems(blocks):
            conversation.refused += wrong
            return web.Response(status=400, text="invalid_blocks")
        conversation.uses += 1
        message = message_of(body, self._workspace.stamp(), conversation.channel)
        message.ephemeral = body.get("response_type", "ephemeral") == "ephemeral"
        if body.get("replace_original") and conversation.original:
            conversation.original.blocks, conversation.original.text = message.blocks, message.text
            message = conversation.original
        elif not message.ephemeral:
            self._workspace.channels[conversation.channel].messages.append(message)
        conversation.replies.append(message)
        self._workspace.changes.ring()
        return web.Response(text="ok")
