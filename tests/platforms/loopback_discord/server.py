"""A Discord on loopback: REST, gateway, and hands to use it with as a person would."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from tests.platforms.loopback_discord.error import RefusedError, answer
from tests.platforms.loopback_discord.fault import Fault, Handler, suffer
from tests.platforms.loopback_discord.gateway import Gateway
from tests.platforms.loopback_discord.interaction import Interactions
from tests.platforms.loopback_discord.limits import walk
from tests.platforms.loopback_discord.rate import Rates
from tests.platforms.loopback_discord.rest import Rest, authorised
from tests.platforms.loopback_discord.world import DIRECT, Channel, Interaction, Json, User, World, snowflake

COMMAND, COMPONENT, COMPLETION = 2, 3, 4
STRING, BOOLEAN = 3, 5


class LoopbackDiscord:
    """`async with LoopbackDiscord() as discord`: `.api` and `.gateway_url` are its addresses."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.world = World()
        self.rates = rates or Rates()
        self.gateway = Gateway(self.world)
        self.rest = Rest(self.world, self.rates, self.gateway.dispatch)
        self.faults: list[Fault] = []
        self.seen: list[tuple[str, str, int]] = []
        """(method, path, status) of every REST request that was answered."""
        self.watchers: list[Callable[[str, str, object, web.Response], None]] = []
        """Called with method, path, body as it came, and answer: for checks against a specification."""

    @property
    def environment(self) -> dict[str, str]:
        """What a program is told to come here."""
        return {
            "DISCORD_TOKEN": self.world.token,
            "ONRECORD_DISCORD_API": self.api,
            "ONRECORD_DISCORD_GATEWAY": self.gateway_url,
        }

    async def __aenter__(self) -> Self:
        api = web.Application(middlewares=[self._answer])
        api.add_routes([*self.rest.routes(), *Interactions(self.world).routes()])
        app = web.Application()
        app.add_subapp("/api/v10", api)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/gateway/", self.gateway.connect)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api, self.gateway_url = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}/gateway"
        self.gateway.url = self.rest.gateway_url = self.gateway_url
        return self

    async def __aexit__(self, *error: object) -> None:
        self.gateway.reset()
        await self._runner.cleanup()

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = next((f for f in self.faults if f.fits(request)), None)
        done = await (
            suffer(fault, request, self._checked(handler)) if fault else self._checked(handler)(request)
        )
        path = request.path.removeprefix("/api/v10")
        self.seen.append((request.method, path, done.status))
        if self.watchers and isinstance(done, web.Response):
            is_json = request.can_read_body and request.content_type == "application/json"
            body = await request.json() if is_json else None
            for watch in self.watchers:
                watch(request.method, path, body, done)
        return done

    def _checked(self, handler: Handler) -> Handler:
        async def checked(request: web.Request) -> web.StreamResponse:
            try:
                if not authorised(request, self.world.token):
                    raise RefusedError(0)
                return self.rates.whole(request) or await handler(request)
            except RefusedError as refusal:
                return answer(refusal.body, refusal.status)

        return checked

    # What a person does

    async def slash(self, line: str, **options: Any) -> Interaction:
        """`slash("brief stats", query="freight")`; the command must have been registered."""
        names = line.split()
        given = [self._option(name, value) for name, value in options.items() if not name.startswith("_")]
        return await self._interact(COMMAND, self._data(names, given), **_settings(options))

    async def complete(self, line: str, option: str, typed: str, **options: Any) -> list[Json]:
        given = [{**self._option(option, typed), "focused": True}]
        done = await self._interact(COMPLETION, self._data(line.split(), given), **_settings(options))
        assert done.callback is not None
        choices: list[Json] = done.callback["data"]["choices"]
        return choices

    async def click(self, message: Json, label: str, **options: Any) -> Interaction:
        button = next(b for b in buttons(message) if b.get("label") == label)
        data = {"custom_id": button["custom_id"], "component_type": 2, "id": button["id"]}
        return await self._interact(COMPONENT, data, message, **_settings(options))

    def _data(self, names: list[str], options: list[Json]) -> Json:
        """The options of a sub-command stand inside it, and it inside its group."""
        root = next(c for c in self.world.commands.values() if c["name"] == names[0])
        path, here = [], root
        for name in names[1:]:
            here = next(option for option in here["options"] if option["name"] == name)
            path.append(here)
        for step in reversed(path):
            options = [{"name": step["name"], "type": step["type"], "options": options}]
        return {"id": root["id"], "name": root["name"], "type": 1, "options": options}

    def _option(self, name: str, value: Any) -> Json:
        return {"name": name, "type": BOOLEAN if isinstance(value, bool) else STRING, "value": value}

    async def _interact(
        self,
        kind: int,
        data: Json,
        message: Json | None = None,
        user: User | None = None,
        channel: Channel | None = None,
        deliveries: int = 1,
        wait: float = 4.0,
    ) -> Interaction:
        """Brings the interaction to the bot and waits for the first answer."""
        where = channel or self.world.channel
        payload = self._payload(kind, data, user or self.world.reader, where)
        if message is not None:
            payload["message"] = message
        interaction = self.world.interactions[payload["id"]] = Interaction(payload, where)
        for _ in range(deliveries):
            await self.gateway.dispatch("INTERACTION_CREATE", payload)
        await asyncio.wait_for(interaction.answered.wait(), wait)
        return interaction

    def _payload(self, kind: int, data: Json, user: User, channel: Channel) -> Json:
        """In a direct message there is no server, and a user who is no member."""
        where = self._in_direct(user) if channel.type == DIRECT else self._in_server(user)
        return {
            "id": snowflake(),
            "application_id": self.world.application,
            "type": kind,
            "token": f"token-{snowflake()}",
            "version": 1,
            "data": data,
            "locale": user.locale,
            "channel_id": channel.id,
            "channel": self.world.channel_json(channel),
            "app_permissions": str(self.world.manager.permissions),
            "entitlements": [],
            "attachment_size_limit": 10_485_760,
            **where,
        }

    def _in_server(self, user: User) -> Json:
        return {
            "guild_id": self.world.guild,
            "guild": {"id": self.world.guild, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": user.member(),
            "authorizing_integration_owners": {"0": self.world.guild},
            "context": 0,
        }

    def _in_direct(self, user: User) -> Json:
        return {"user": user.json(), "authorizing_integration_owners": {"1": user.id}, "context": 1}


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    """Options that say how to interact begin with an underscore: `_user`, `_deliveries`."""
    return {name[1:]: value for name, value in options.items() if name.startswith("_")}


def buttons(message: Json) -> list[Json]:
    return [c for top in message["components"] for _, c in walk(top) if c["type"] == 2]  # type: ignore[misc]


def texts(message: Json) -> str:
    """All that a message says."""
    return "\n".join(c["content"] for top in message["components"] for _, c in walk(top) if "content" in c)


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Returns as soon as it is true; fails when it does not come true."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 what is waited for happens inside the client
            await asyncio.sleep(0.005)
