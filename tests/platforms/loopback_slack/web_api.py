"""The Web API: /api/{method}, reads by GET, writes by form or JSON, errors with status 200."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.platforms.loopback_slack.block_check import VIEW_BLOCKS, problems, too_long
from tests.platforms.loopback_slack.fault import Faults
from tests.platforms.loopback_slack.workspace import Channel, Json, Message, View, Workspace

PATIENCE = 0.1
"""Of a message, for clocks and the way here."""


class RefusedError(Exception):
    """The work is refused with an error code of Slack's."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class WebApi:
    def __init__(self, workspace: Workspace, faults: Faults, open_socket: Callable[[], str]) -> None:
        self._workspace = workspace
        self._faults = faults
        self._open_socket = open_socket
        self.calls: list[tuple[str, Json]] = []
        self.burst = 100
        """Messages a channel takes at once, before it takes one a second."""
        self._levels: dict[str, tuple[float, float]] = {}
        self._methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": self._auth_test,
            "apps.connections.open": self._connections_open,
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": lambda args: {"channel": _shown(self._channel(args))},
            "conversations.list": lambda _: {"channels": [_shown(c) for c in workspace.channels.values()]},
            "users.info": self._user,
            "views.open": self._open_view,
            "views.push": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish,
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await arguments(request)
        self.calls.append((method, args))
        fault = self._faults.take(method)
        if fault is None:
            return _response(self._answer(method, args))
        await asyncio.sleep(fault.slow)
        if fault.status == 429:
            return _response({"ok": False, "error": "ratelimited"}, fault.retry_after)
        if fault.status:
            return web.Response(
                status=fault.status, text="<html>Server Error</html>", content_type="text/html"
            )
        if fault.error:
            return web.json_response({"ok": False, "error": fault.error})
        answer = {} if fault.drop == "before" else self._answer(method, args)
        if fault.drop:
            assert request.transport is not None
            request.transport.abort()
        return _response(answer)

    def called(self, method: str) -> list[Json]:
        return [args for name, args in self.calls if name == method]

    def _answer(self, method: str, args: Json) -> Json:
        try:
            self._authorize(method, args.get("token", ""))
            if method not in self._methods:
                raise RefusedError("unknown_method")
            answer = {"ok": True, **self._methods[method](args)}
            self._workspace.changes.ring()
            return answer
        except RefusedError as refused:
            return refused.answer

    def _authorize(self, method: str, token: str) -> None:
        workspace = self._workspace
        if not token:
            raise RefusedError("not_authed")
        if token in workspace.revoked:
            raise RefusedError("token_revoked")
        if token not in (workspace.bot_token, workspace.app_token):
            raise RefusedError("invalid_auth")
        if (token == workspace.app_token) != (method == "apps.connections.open"):
            raise RefusedError("not_allowed_token_type")

    def _require(self, scope: str) -> None:
        if scope not in self._workspace.scopes:
            raise RefusedError(
                "missing_scope", needed=scope, provided=",".join(sorted(self._workspace.scopes))
            )

    def _auth_test(self, _: Json) -> Json:
        workspace = self._workspace
        return {
            "team_id": workspace.team,
            "user_id": workspace.bot_user,
            "user": workspace.bot_name,
            "bot_id": "B1",
        }

    def _connections_open(self, _: Json) -> Json:
        return {"url": self._open_socket()}

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
        self._require("chat:write")
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
        self._require("channels:history")
        channel = self._channel(args)
        if not channel.member:
            raise RefusedError("not_in_channel")
        newest = list(reversed([m for m in channel.messages if not m.thread]))[: int(args.get("limit", 100))]
        return {"messages": [m.json(with_metadata=bool(args.get("include_all_metadata"))) for m in newest]}

    def _replies(self, args: Json) -> Json:
        self._require("channels:history")
        thread = [m for m in self._channel(args).messages if args.get("ts") in (m.ts, m.thread)]
        return {"messages": [m.json(with_metadata=bool(args.get("include_all_metadata"))) for m in thread]}

    def _user(self, args: Json) -> Json:
        if args.get("user") not in self._workspace.users:
            raise RefusedError("user_not_found")
        return {
            "user": {
                "id": args["user"],
                "name": self._workspace.users[args["user"]],
                "is_admin": args["user"] == "U1",
            }
        }

    def _open_view(self, args: Json) -> Json:
        if refusal := self._workspace.use_trigger(args.get("trigger_id", "")):
            raise RefusedError(refusal)
        return self._keep_view(args["view"], "U1")

    def _update_view(self, args: Json) -> Json:
        held = self._workspace.views.get(args.get("view_id", ""))
        if held is None:
            raise RefusedError("not_found")
        return self._keep_view(args["view"], held.user, held.id)

    def _publish(self, args: Json) -> Json:
        held = self._workspace.home(args["user_id"])
        return self._keep_view(args["view"], args["user_id"], held.id if held else "")

    def _keep_view(self, view: Json, user: str, known: str = "") -> Json:
        check_blocks(view["blocks"], VIEW_BLOCKS)
        title = view.get("title", {}).get("text", "")
        if view["type"] == "modal" and not 0 < len(title) <= 24:
            raise RefusedError(
                "invalid_arguments", response_metadata={"messages": ["title must be 1 to 24 characters"]}
            )
        kept = View(known or f"V{self._workspace.number()}", user, view["type"], view["blocks"], title)
        self._workspace.views[kept.id] = kept
        return {"view": {"id": kept.id, **view}}


def check_blocks(blocks: list[Json], limit: int = 50) -> None:
    if found := problems(blocks, limit):
        raise RefusedError(
            "invalid_blocks", response_metadata={"messages": [f"[ERROR] {problem}" for problem in found]}
        )


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


async def arguments(request: web.Request) -> Json:
    """From the address, a form (nested values as JSON texts) or a JSON body; the token from the header."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.can_read_body:
        args |= {name: str(value) for name, value in (await request.post()).items()}
    for name in ("blocks", "metadata", "view"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return {"token": bearer, **args} if bearer else args


def _response(answer: Json, retry_after: int = 1) -> web.Response:
    """Errors come with status 200, but for the one that asks to wait."""
    if answer.get("error") == "ratelimited":
        return web.json_response(answer, status=429, headers={"Retry-After": str(retry_after)})
    return web.json_response(answer)


def _shown(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_member": channel.member,
        "is_archived": channel.archived,
    }
