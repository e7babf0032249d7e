"""The whole Slack: its addresses, and the people in it, who type and press."""

import html
import time
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.platforms.loopback_slack.channel_method import ChannelMethods
from tests.platforms.loopback_slack.fault import Faults
from tests.platforms.loopback_slack.file_method import FileMethods
from tests.platforms.loopback_slack.http_delivery import HttpDelivery
from tests.platforms.loopback_slack.person_method import PersonMethods
from tests.platforms.loopback_slack.response_url import Conversation, ResponseUrls
from tests.platforms.loopback_slack.socket_mode import Ack, SocketMode
from tests.platforms.loopback_slack.web_api import WebApi
from tests.platforms.loopback_slack.workspace import Channel, Json, Message, View, Workspace, buttons


class LoopbackSlack:
    """One workspace; `beside` another they share the address of the Web API, and an app may be in both."""

    def __init__(self, team: str = "T1", beside: "LoopbackSlack | None" = None) -> None:
        self.workspace = Workspace(team)
        self.faults = Faults()
        self.socket = SocketMode(self.workspace.changes)
        self.channels, self.people = ChannelMethods(self.workspace), PersonMethods(self.workspace)
        self.files = FileMethods(self.workspace)
        methods = self.channels.methods | self.people.methods | self.files.methods
        self.web = WebApi(self.workspace, self.faults, self._socket_address, methods)
        if beside:
            beside.web.beside.append(self.web)
        self.inlet: SocketMode | HttpDelivery = self.socket
        """How the app is reached."""
        self.urls = ResponseUrls(self.workspace, self.faults)
        self.acks: list[Ack | None] = []
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def api(self) -> str:
        return f"{self._base}api/"

    @property
    def environment(self) -> dict[str, str]:
        """What a program is told to come here."""
        return {
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
            "SLACK_APP_TOKEN": self.workspace.app_token,
            "ONRECORD_SLACK_API": self.api,
        }

    @property
    def _base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def _socket_address(self) -> str:
        return f"ws://127.0.0.1:{self.port}/link?ticket={self.socket.ticket()}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/api/{method}", self.web.handle)
        app.router.add_post("/response/{name}", self.urls.handle)
        app.router.add_post("/upload/{number}", self.files.upload)
        app.router.add_get("/link", self.socket.handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.files.base = self._base
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        assert self._runner is not None
        self.socket.reset()
        await self._runner.cleanup()

    def channel(self, name: str = "C1") -> Channel:
        return self.workspace.channels[name]

    async def command(
        self,
        command: str,
        text: str = "",
        *,
        channel: str = "C1",
        user: str = "U1",
        copies: int = 1,
        replies: int = 1,
        escaped: bool = False,
    ) -> Conversation:
        """Type a slash command; back when so many replies have come. `escaped` as Slack writes it already."""
        conversation = self.urls.open(self._base, channel, user)
        payload = self._about(user) | {
            "command": command,
            "text": text if escaped else html.escape(text, quote=False),
            "channel_id": channel,
            "user_id": user,
            "response_url": conversation.url,
        }
        self.acks.append(await self.inlet.deliver("slash_commands", payload, copies=copies))
        return await self._heard(conversation, replies)

    async def press(
        self, where: Message | View, label: str, *, user: str = "U1", copies: int = 1, replies: int = 1
    ) -> Conversation:
        """Press the button of that label."""
        button = next(b for b in buttons(where.blocks) if b["text"]["text"] == label)
        action = {name: button[name] for name in ("type", "action_id", "value") if name in button}
        payload = self._about(user) | {"type": "block_actions", "actions": [action | {"block_id": "b"}]}
        conversation = self.urls.open(
            self._base, getattr(where, "channel", ""), user, where if isinstance(where, Message) else None
        )
        if isinstance(where, View):
            payload |= {
                "container": {"type": "view", "view_id": where.id},
                "view": {"id": where.id, "type": where.type, "blocks": escaped(where.blocks)},
            }
        else:
            payload |= {"channel": {"id": where.channel}, "response_url": conversation.url, **shown(where)}
        self.acks.append(await self.inlet.deliver("interactive", payload, copies=copies))
        return await self._heard(conversation, replies)

    async def shortcut(self, message: Message, callback: str, *, user: str = "U1") -> Conversation:
        """Choose a shortcut from a message's menu."""
        conversation = self.urls.open(self._base, message.channel, user)
        payload = self._about(user) | {
            "type": "message_action",
            "callback_id": callback,
            "channel": {"id": message.channel},
            "message": escaped(message.json(with_metadata=True)),
            "response_url": conversation.url,
        }
        self.acks.append(await self.inlet.deliver("interactive", payload))
        return await self._heard(conversation, 1)

    async def global_shortcut(self, callback: str, *, user: str = "U1") -> None:
        """Choose a shortcut from the menu of the message box."""
        payload = self._about(user) | {"type": "shortcut", "callback_id": callback}
        self.acks.append(await self.inlet.deliver("interactive", payload))

    async def suggestions(self, view: View, action: str, typed: str) -> list[str]:
        """Type into an external select of a window: the choices that come up."""
        payload = self._about(view.user) | {
            "type": "block_suggestion",
            "action_id": action,
            "block_id": action,
            "value": html.escape(typed, quote=False),
            "view": {"id": view.id, "type": view.type},
        }
        ack = await self.inlet.deliver("interactive", payload)
        return [option["value"] for option in ((ack and ack.payload) or {}).get("options", [])]

    async def submit(self, view: View, **chosen: str) -> View:
        """Fill in a window and send it: the window that takes its place."""
        payload = self._about(view.user) | {
            "type": "view_submission",
            "view": {
                "id": view.id,
                "type": view.type,
                "callback_id": view.callback,
                "state": {"values": {b["block_id"]: filled(b, chosen) for b in view.blocks}},
            },
        }
        ack = await self.inlet.deliver("interactive", payload)
        assert ack
        assert ack.payload
        assert ack.payload["response_action"] == "update"
        return self.people.keep_view(ack.payload["view"], view.user, view.id)

    async def open_home(self, user: str = "U1", *, event_id: str = "") -> Ack | None:
        event = {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": "home"}
        event_id = event_id or f"Ev{self.workspace.team}{self.workspace.number()}"
        payload = self._about(user) | {"type": "event_callback", "event_id": event_id, "event": event}
        del payload["trigger_id"]
        return await self.inlet.event(payload)

    async def uninstall(self, *, at: float | None = None, announced: bool = True) -> None:
        """Throw the app out; it is told so, at the latest after the retries, of the time that it was."""
        workspace = self.workspace
        workspace.revoked.add(workspace.bot_token)
        ends: list[Json] = [
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}},
            {"type": "app_uninstalled"},
        ]
        for event in ends if announced else []:
            payload = {
                "type": "event_callback",
                "team_id": workspace.team,
                "api_app_id": workspace.app,
                "event_id": f"Ev{workspace.team}{workspace.number()}",
                "event_time": int(time.time() if at is None else at),
                "event": event,
            }
            await self.inlet.event(payload)

    async def until(self, true: Callable[[], object], within: float = 5.0) -> None:
        """Wait for something of the workspace to become true."""
        await self.workspace.changes.until(true, within)

    async def _heard(self, conversation: Conversation, replies: int) -> Conversation:
        await self.until(lambda: len(conversation.replies) >= replies, 20)  # a busy machine is slow
        return conversation

    def _about(self, user: str) -> Json:
        return {
            "team_id": self.workspace.team,
            "api_app_id": self.workspace.app,
            "team": {"id": self.workspace.team},
            "team_domain": "loopback",
            "user": {"id": user, "name": self.workspace.users.get(user, user)},
            "trigger_id": self.workspace.trigger(user),
        }


def filled(block: Json, chosen: dict[str, str]) -> Json:
    """An input of a window as a submission holds it, in the type of its element."""
    element, value = block["element"], chosen.get(block["block_id"])
    if element["type"] == "plain_text_input":
        return {element["action_id"]: {"type": element["type"], "value": value}}
    option = {"value": value} if value else None
    return {element["action_id"]: {"type": element["type"], "selected_option": option}}


def shown(message: Message) -> Json:
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral,
    }
    return (
        {"container": container}
        if message.ephemeral
        else {"container": container, "message": escaped(message.json())}
    )


def escaped(part: Any) -> Any:
    """Slack hands texts of blocks over with & < > as entities (slackapi/bolt-python issue 513)."""
    if isinstance(part, dict):
        escaped_text = (
            {"text": html.escape(part["text"], quote=False)} if isinstance(part.get("text"), str) else {}
        )
        return {name: escaped(inner) for name, inner in part.items()} | escaped_text
    return [escaped(inner) for inner in part] if isinstance(part, list) else part
