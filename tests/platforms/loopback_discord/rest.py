"""The REST interface: who the bot is, its commands, channels and messages."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.platforms.loopback_discord.body import read_body
from tests.platforms.loopback_discord.error import (
    MISSING_PERMISSIONS,
    UNKNOWN_APPLICATION,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MESSAGE,
    RefusedError,
    answer,
)
from tests.platforms.loopback_discord.limits import check_commands, check_message
from tests.platforms.loopback_discord.rate import Rates
from tests.platforms.loopback_discord.world import DIRECT, FORUM, THREAD, Channel, Json, World, snowflake


class Rest:
    """`gateway_url` is told to whoever asks where the gateway is; `tell` brings an event to the bot."""

    def __init__(self, world: World, rates: Rates, tell: Callable[[str, object], Awaitable[None]]) -> None:
        self.tell = tell
        self.world = world
        self.rates = rates
        self.gateway_url = ""
        self.shards = 1
        self.nonce_life = 300.0
        """Seconds that a nonce is known for: Discord says no more than "the past few minutes"."""
        self.clock = time.monotonic
        self.syncs: list[list[Json]] = []
        self.posts: list[Json] = []
        """The bodies of all posts to channels, as they came, repeated ones included."""

    def routes(self) -> list[web.RouteDef]:
        commands, messages = "/applications/{application}/commands", "/channels/{channel}/messages"
        return [
            web.get("/users/@me", self.me),
            web.post("/users/@me/channels", self.open_direct),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway_bot),
            web.get(commands, self.get_commands),
            web.put(commands, self.put_commands),
            web.get("/guilds/{guild}", self.get_guild),
            web.get("/channels/{channel}", self.get_channel),
            web.post("/channels/{channel}/threads", self.create_thread),
            web.get(messages, self.get_messages),
            web.post(messages, self.create_message),
            web.get(messages + "/{message}", self.get_message),
            web.patch(messages + "/{message}", self.edit_message),
            web.delete(messages + "/{message}", self.delete_message),
        ]

    async def me(self, request: web.Request) -> web.Response:
        return answer({**self.world.bot.json(), "mfa_enabled": False, "locale": "en-US"})

    async def application(self, request: web.Request) -> web.Response:
        return answer(self.world.application_json())

    async def open_direct(self, request: web.Request) -> web.Response:
        """The conversation of the bot with a user; who wants no messages refuses each post there."""
        user = (await read_body(request))["recipient_id"]
        name = f"direct {user}"
        held = next((c for c in self.world.channels.values() if c.name == name), None)
        channel = held or self.world.add(Channel(name, DIRECT))
        return answer(self.world.channel_json(channel))

    async def gateway(self, request: web.Request) -> web.Response:
        return answer({"url": self.gateway_url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
        return answer({"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit})

    async def get_commands(self, request: web.Request) -> web.Response:
        self._own(request)
        return answer(list(self.world.commands.values()))

    async def put_commands(self, request: web.Request) -> web.Response:
        """All commands at once; one that keeps its name keeps its id."""
        self._own(request)
        bodies: list[Json] = await read_body(request)
        check_commands(bodies)
        self.syncs.append(bodies)
        known = {command["name"]: command["id"] for command in self.world.commands.values()}
        fresh = [self._command(body, known.get(body["name"])) for body in bodies]
        self.world.commands = {command["id"]: command for command in fresh}
        return answer(fresh)

    def _own(self, request: web.Request) -> None:
        if request.match_info["application"] != self.world.application:
            raise RefusedError(UNKNOWN_APPLICATION)

    def _command(self, body: Json, number: str | None) -> Json:
        defaults: Json = {"default_member_permissions": None, "nsfw": False, "type": 1}
        given = {name: value for name, value in body.items() if value is not None}
        own = {"id": number or snowflake(), "application_id": self.world.application, "version": snowflake()}
        rights = given.get("default_member_permissions")
        return (
            defaults
            | given
            | own
            | {"default_member_permissions": str(rights) if rights is not None else None}
        )

    async def get_guild(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != self.world.guild:
            raise RefusedError(UNKNOWN_GUILD)
        return answer(self.world.guild_json())

    def _channel(self, request: web.Request) -> Channel:
        channel = self.world.channels.get(request.match_info["channel"])
        if channel is None:
            raise RefusedError(UNKNOWN_CHANNEL)
        if channel.forbidden:
            raise RefusedError(MISSING_PERMISSIONS)
        return channel

    def _message(self, request: web.Request) -> Json:
        wanted = request.match_info["message"]
        found = next((m for m in self._channel(request).messages if m["id"] == wanted), None)
        if found is None:
            raise RefusedError(UNKNOWN_MESSAGE)
        return found

    async def get_channel(self, request: web.Request) -> web.Response:
        return answer(self.world.channel_json(self._channel(request)))

    async def create_thread(self, request: web.Request) -> web.Response:
        """A post of a forum: a thread with its first message."""
        forum, body = self._channel(request), await read_body(request)
        assert forum.type == FORUM
        check_message(body["message"])
        thread = self.world.add(Channel(body["name"], THREAD, parent=forum.id))
        message = self._keep(thread, body["message"])
        message["id"] = thread.id
        await self.tell("THREAD_CREATE", self.world.channel_json(thread))
        return answer({**self.world.channel_json(thread), "message": message}, 201)

    async def create_message(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), await read_body(request)
        refused, headers = self.rates.channel(channel.id)
        if refused is not None:
            return refused
        self.posts.append(body)
        check_message(body)
        nonce, now = str(body.get("nonce") or ""), self.clock()
        at, message = channel.nonces.get(nonce, (0.0, None))
        if message is None or not body.get("enforce_nonce") or now - at > self.nonce_life:
            message = self._keep(channel, body)
            channel.nonces[nonce] = (now, message)
        return answer(message, headers=headers)

    def _keep(self, channel: Channel, body: Json) -> Json:
        message = self.world.message(channel, body)
        channel.messages.append(message)
        return message

    async def get_messages(self, request: web.Request) -> web.Response:
        return answer(self._channel(request).messages[::-1][: int(request.query.get("limit", 50))])

    async def get_message(self, request: web.Request) -> web.Response:
        return answer(self._message(request))

    async def edit_message(self, request: web.Request) -> web.Response:
        message, body = self._message(request), await read_body(request)
        check_message({**message, **body})
        return answer(self.world.edit(message, body))

    async def delete_message(self, request: web.Request) -> web.Response:
        self._channel(request).messages.remove(self._message(request))
        return web.Response(status=204)


def authorised(request: web.Request, token: str) -> bool:
    """Interactions and their webhooks carry their own token in their address."""
    exempt = "/interactions/" in request.path or "/webhooks/" in request.path
    return exempt or request.headers.get("Authorization") == f"Bot {token}"
