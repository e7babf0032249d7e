"""What a workspace holds: channels, messages, people's windows and home pages, tokens."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.loopback_slack.refused import RefusedError

Json = dict[str, Any]
TRIGGER_LIFE = 3.0
RUNS = ("rich_text_section", "rich_text_quote")
SCOPES = (
    "chat:write",
    "commands",
    "channels:history",
    "groups:history",
    "im:history",
    "im:write",
    "files:write",
    "users:read",
    "channels:read",
    "groups:read",
)


@dataclass
class File:
    name: str
    length: int
    content: bytes = b""


@dataclass
class Message:
    ts: str
    channel: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread: str = ""
    ephemeral: bool = False
    files: list[File] = field(default_factory=list)
    flags: Json = field(default_factory=dict)
    """unfurl_links and its like, as they were sent."""

    def buttons(self) -> list[Json]:
        return list(buttons(self.blocks))

    def shown(self) -> str:
        """All texts, a line each."""
        return "\n".join(texts(self.blocks)) or self.text

    def json(self, with_metadata: bool = False) -> Json:
        shown: Json = {
            "type": "message",
            "ts": self.ts,
            "text": self.text,
            "blocks": self.blocks,
            "bot_id": "B1",
        }
        return shown | ({"metadata": self.metadata} if with_metadata and self.metadata else {})


@dataclass
class Channel:
    id: str
    name: str
    member: bool = True
    archived: bool = False
    people: set[str] = field(default_factory=lambda: {"U1", "U2"})
    messages: list[Message] = field(default_factory=list)


@dataclass
class View:
    id: str
    user: str
    type: str
    blocks: list[Json]
    title: str = ""
    callback: str = ""


class Changes:
    """Somebody waits for something to become true; whoever changes something rings."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, true: Callable[[], object], within: float = 5.0) -> None:
        async with asyncio.timeout(within):
            while not true():
                await self._event.wait()


class Workspace:
    app = "A1"
    bot_user = "UBOT"
    bot_name = "on_record"

    def __init__(self, team: str = "T1") -> None:
        self.team = team
        self.bot_token, self.app_token = "xoxb-loopback", "xapp-loopback"
        self.revoked: set[str] = set()
        self.scopes = set(SCOPES)
        self.admins = {"U1"}
        self.guests: dict[str, str] = {}
        """Who is here through a shared channel only, with the workspace that is theirs."""
        self.users = {"U1": "mira", "U2": "jonas"}
        self.channels = {c.id: c for c in (Channel("C1", "news"), Channel("C2", "desk"))}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.changes = Changes()
        self._numbers = itertools.count(1)
        self._triggers: dict[str, tuple[str, float]] = {}

    def number(self) -> int:
        return next(self._numbers)

    def require(self, scope: str) -> None:
        if scope not in self.scopes:
            raise RefusedError("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def stamp(self) -> str:
        """A message's id: seconds and a number, growing."""
        return f"{1_700_000_000 + self.number()}.000100"

    def trigger(self, user: str) -> str:
        trigger = f"{self.number()}.{self.team}.trigger"
        self._triggers[trigger] = (user, time.monotonic() + TRIGGER_LIFE)
        return trigger

    def use_trigger(self, trigger: str) -> tuple[str, str]:
        """Whose trigger it is, and the error when it opens nothing."""
        user, until = self._triggers.pop(trigger, ("", None))
        if until is None:
            return user, "invalid_trigger_id"
        return user, "expired_trigger_id" if until < time.monotonic() else ""

    def direct(self, user: str) -> Channel:
        """The conversation of the app with a user."""
        return self.channels.setdefault(f"D{user}", Channel(f"D{user}", "direct"))

    def home(self, user: str) -> View | None:
        return next((v for v in self.views.values() if v.type == "home" and v.user == user), None)

    def window(self, user: str) -> View | None:
        return next((v for v in reversed(self.views.values()) if v.type == "modal" and v.user == user), None)


def buttons(part: Any) -> Any:
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        for inner in part.values():
            yield from buttons(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from buttons(inner)


def texts(part: Any) -> Any:
    """Every text; the runs of rich text together, a channel in them as mrkdwn has it."""
    if isinstance(part, dict):
        if part.get("type") in RUNS:
            yield "".join(run.get("text") or f"<#{run['channel_id']}>" for run in part["elements"])
            return
        if isinstance(part.get("text"), str):
            yield part["text"]
        for inner in part.values():
            yield from texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner)
