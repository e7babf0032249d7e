"""What the server holds: one bot, its server, channels, messages, commands, interactions; and their JSON."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

Json = dict[str, Any]

TEXT, DIRECT, THREAD, FORUM = 0, 1, 11, 15
EPHEMERAL, COMPONENTS_V2, LOADING = 1 << 6, 1 << 15, 1 << 7
EVERYTHING = (1 << 50) - 1
EPOCH = 1_420_070_400_000
_number = count(1)


def snowflake() -> str:
    return str((int(time.time() * 1000) - EPOCH << 22) + next(_number) % (1 << 22))


def moment() -> str:
    return datetime.now(UTC).isoformat()


@dataclass
class User:
    name: str
    bot: bool = False
    permissions: int = EVERYTHING
    locale: str = "en-US"
    id: str = field(default_factory=snowflake)

    def json(self) -> Json:
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None,
            "discriminator": "0",
            "avatar": None,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
            "bot": self.bot,
        }

    def member(self) -> Json:
        return {
            "user": self.json(),
            "roles": [],
            "nick": None,
            "avatar": None,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


@dataclass
class Channel:
    name: str
    type: int = TEXT
    parent: str | None = None
    forbidden: bool = False
    id: str = field(default_factory=snowflake)
    messages: list[Json] = field(default_factory=list)
    nonces: dict[str, tuple[float, Json]] = field(default_factory=dict)
    """When each was used, and the message it made."""

    def json(self, guild: str, owner: str) -> Json:
        if self.type == DIRECT:
            return {"id": self.id, "type": DIRECT, "flags": 0, "last_message_id": None, "recipients": []}
        data: Json = {"id": self.id, "type": self.type, "flags": 0, "guild_id": guild, "name": self.name}
        if self.type != THREAD:
            more: Json = {"position": 0, "permission_overwrites": [], "parent_id": None, "nsfw": False}
            more["available_tags" if self.type == FORUM else "topic"] = [] if self.type == FORUM else None
            return data | more
        return data | {
            "parent_id": self.parent,
            "owner_id": owner,
            "message_count": len(self.messages),
            "member_count": 1,
            "total_message_sent": len(self.messages),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": moment(),
                "locked": False,
                "create_timestamp": moment(),
            },
        }


@dataclass
class Interaction:
    """`payload` is what the gateway brought; the rest is what the bot did about it, and when."""

    payload: Json
    channel: Channel
    born: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    callback: Json | None = None
    message: Json | None = None
    waits: bool = False
    followups: list[Json] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.payload["id"])

    @property
    def took(self) -> float:
        """Seconds from the gateway's event to the answer."""
        assert self.acknowledged is not None
        return self.acknowledged - self.born


class World:
    def __init__(self) -> None:
        self.token = "bot-token"
        self.bot = User("On Record", bot=True)
        self.reader = User("reader", permissions=1 << 10 | 1 << 11)
        self.manager = User("manager")
        self.guild = snowflake()
        self.channels: dict[str, Channel] = {}
        self.channel = self.add(Channel("morning-brief"))
        self.direct = self.add(Channel("a conversation with the bot", DIRECT))
        self.commands: dict[str, Json] = {}
        self.interactions: dict[str, Interaction] = {}

    @property
    def application(self) -> str:
        return self.bot.id

    def add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def channel_json(self, channel: Channel) -> Json:
        return channel.json(self.guild, self.bot.id)

    def guild_json(self) -> Json:
        channels = [c for c in self.channels.values() if c.type not in (THREAD, DIRECT)]
        threads = [c for c in self.channels.values() if c.type == THREAD]
        everyone: Json = {
            "id": self.guild,
            "name": "@everyone",
            "permissions": str(EVERYTHING),
            "position": 0,
        }
        everyone |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        return {
            "id": self.guild,
            "name": "Newsroom",
            "owner_id": self.manager.id,
            "icon": None,
            "member_count": 3,
            "roles": [everyone],
            "emojis": [],
            "stickers": [],
            "features": [],
            "channels": [self.channel_json(c) for c in channels],
            "threads": [self.channel_json(c) for c in threads],
            "members": [self.bot.member()],
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "system_channel_flags": 0,
            "joined_at": moment(),
            "large": False,
            "unavailable": False,
        }

    def application_json(self) -> Json:
        return {
            "id": self.application,
            "name": "On Record",
            "icon": None,
            "description": "",
            "type": None,
            "verify_key": "0" * 64,
            "flags": 0,
            "flags_new": "0",
            "bot_public": True,
            "bot_require_code_grant": False,
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": self.manager.json(),
            "approximate_guild_count": 1,
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": [],
        }

    def message(self, channel: Channel, body: Json) -> Json:
        """A new message of the bot's, numbered as Discord does its components."""
        numbers = count(1)
        return {
            "id": snowflake(),
            "channel_id": channel.id,
            "author": self.bot.json(),
            "type": 0,
            "content": body.get("content") or "",
            "mentions": [],
            "mention_roles": (body.get("allowed_mentions") or {}).get("roles") or [],
            "mention_everyone": False,
            "attachments": body.get("files") or [],
            "embeds": body.get("embeds") or [],
            "components": [_numbered(c, numbers) for c in body.get("components") or []],
            "timestamp": moment(),
            "edited_timestamp": None,
            "flags": body.get("flags") or 0,
            "pinned": False,
            "tts": False,
            **({"nonce": body["nonce"]} if body.get("nonce") is not None else {}),
        }

    def edit(self, message: Json, body: Json) -> Json:
        numbers = count(1)
        if "components" in body:
            message["components"] = [_numbered(c, numbers) for c in body["components"] or []]
        message["content"] = body.get("content") or message["content"]
        message["attachments"] = body.get("files") or message["attachments"]
        message["flags"] = (message["flags"] | (body.get("flags") or 0)) & ~LOADING
        message["edited_timestamp"] = moment()
        return message


def _numbered(component: Json, numbers: "count[int]") -> Json:
    component = {**component, "id": component.get("id") or next(numbers)}
    if component["type"] == 17:
        component.setdefault("spoiler", False)
        component.setdefault("accent_color", None)
    if "components" in component:
        component["components"] = [_numbered(c, numbers) for c in component["components"]]
    if "accessory" in component:
        component["accessory"] = _numbered(component["accessory"], numbers)
    return component
