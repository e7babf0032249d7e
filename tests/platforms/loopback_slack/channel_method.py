"""The methods of the Web API for channels and their messages."""

import time

from tests.platforms.loopback_slack.block_check import check_blocks, too_long
from tests.platforms.loopback_slack.method import Method
from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import Channel, Json, Message, Workspace

PATIENCE = 0.1
"""Of a message, for clocks and the way here."""


class ChannelMethods:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.burst = 100
        """Messages a channel takes at once, before it takes one a second."""
        self._levels: dict[str, tuple[float, float]] = {}
        self.methods: dict[str, Method] = {
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": lambda args: {"channel": _shown(self._channel(args))},
            "conversations.list": lambda args: _page(list(workspace.channels.values()), args),
            "conversations.open": self._open,
            "conversations.join": self._join,
            "chat.getPermalink": self._permalink,
            "chat.postEphemeral": self._post_ephemeral,
            "users.conversations": self._conversations,
        }

    def _conversations(self, args: Json) -> Json:
        """Of the app, or of a user."""
        self._workspace.require("channels:read")
        user = args.get("user")
        found = [c for c in self._workspace.channels.values() if (user in c.people if user else c.member)]
        return _page(found, args)

    def _join(self, args: Json) -> Json:
        channel = self._channel(args)
        if channel.archived:
            raise RefusedError("is_archived")
        channel.member = True
        return {"channel": _shown(channel)}

    def _permalink(self, args: Json) -> Json:
        channel, message = self._message({**args, "ts": args.get("message_ts")})
        return {
            "permalink": f"https://loopback.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
        }

    def _post_ephemeral(self, args: Json) -> Json:
        channel = self._writable(args)
        if args.get("user") not in self._workspace.users:
            raise RefusedError("user_not_in_channel")
        check_blocks(args.get("blocks") or [])
        return {"channel": channel.id, "message_ts": self._workspace.stamp()}

    def _open(self, args: Json) -> Json:
        self._workspace.require("im:write")
        return {"channel": _shown(self._workspace.direct(args["users"]))}

    def _channel(self, args: Json) -> Channel:
        wanted = args.get("channel", "")
        if wanted in self._workspace.users:
            return self._workspace.direct(wanted)
        by_name = (c for c in self._workspace.channels.values() if c.name == wanted.removeprefix("#"))
        channel = self._workspace.channels.get(wanted) or next(by_name, None)
        if channel is None:
            raise RefusedError("channel_not_found")
        return channel

    def _writable(self, args: Json) -> Channel:
        channel = self._channel(args)
        if channel.archived:
            raise RefusedError("is_archived")
        if not channel.member:
            raise RefusedError("not_in_channel")
        return channel

    def _post_message(self, args: Json) -> Json:
        self._workspace.require("chat:write")
        channel = self._writable(args)
        self._check_pace(channel)
        blocks = args.get("blocks") or []
        if not blocks and not args.get("text"):
            raise RefusedError("no_text")
        check_blocks(blocks)
        if too_long(blocks):
            raise RefusedError("msg_blocks_too_long")
        message = message_of(args, self._workspace.stamp(), channel.id)
        channel.messages.append(message)
        return {"channel": channel.id, "ts": message.ts, "message": message.json()}

    def _check_pace(self, channel: Channel) -> None:
        """A bucket that leaks one message a second."""
        now = time.monotonic()
        level, at = self._levels.get(channel.id, (0.0, now))
        level = max(0.0, level - (now - at))
        if level + 1 > self.burst + PATIENCE:
            raise RefusedError("ratelimited")
        self._levels[channel.id] = (level + 1, now)

    def _message(self, args: Json) -> tuple[Channel, Message]:
        channel = self._channel(args)
        found = next((m for m in channel.messages if m.ts == args.get("ts")), None)
        if found is None:
            raise RefusedError("message_not_found")
        return channel, found

    def _update(self, args: Json) -> Json:
        channel, message = self._message(args)
        check_blocks(args.get("blocks") or [])
        message.blocks, message.text = args.get("blocks", message.blocks), args.get("text", message.text)
        return {"channel": channel.id, "ts": message.ts}

    def _delete(self, args: Json) -> Json:
        channel, message = self._message(args)
        channel.messages.remove(message)
        return {"channel": channel.id, "ts": message.ts}

    def _history(self, args: Json) -> Json:
        self._workspace.require("channels:history")
        channel = self._channel(args)
        if not channel.member:
            raise RefusedError("not_in_channel")
        newest = list(reversed([m for m in channel.messages if not m.thread]))[: int(args.get("limit", 100))]
        return {"messages": [m.json(with_metadata=bool(args.get("include_all_metadata"))) for m in newest]}

    def _replies(self, args: Json) -> Json:
        """From the beginning of the thread, a page at a time."""
        self._workspace.require("channels:history")
        thread = [m for m in self._channel(args).messages if args.get("ts") in (m.ts, m.thread)]
        start, size = int(args.get("cursor") or 0), int(args.get("limit", 100))
        following = str(start + size) if start + size < len(thread) else ""
        shown = [
            m.json(with_metadata=bool(args.get("include_all_metadata"))) for m in thread[start : start + size]
        ]
        return {"messages": shown, "response_metadata": {"next_cursor": following}}


def _page(found: list[Channel], args: Json) -> Json:
    """Two at a time."""
    start = int(args.get("cursor") or 0)
    following = str(start + 2) if start + 2 < len(found) else ""
    shown = [_shown(channel) for channel in found[start : start + 2]]
    return {"channels": shown, "response_metadata": {"next_cursor": following}}


def message_of(args: Json, ts: str, channel: str) -> Message:
    flags = {name: args[name] for name in ("unfurl_links", "unfurl_media", "parse") if name in args}
    return Message(
        ts=ts,
        channel=channel,
        text=args.get("text", ""),
        blocks=args.get("blocks") or [],
        metadata=args.get("metadata"),
        thread=args.get("thread_ts") or "",
        flags=flags,
    )


def _shown(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_member": channel.member,
        "is_archived": channel.archived,
    }
