"""Answers to interactions: within three seconds, once; then followups for fifteen minutes."""

import time

from aiohttp import web

from tests.platforms.loopback_discord.body import read_body
from tests.platforms.loopback_discord.error import (
    ACKNOWLEDGED,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    RefusedError,
    answer,
)
from tests.platforms.loopback_discord.limits import check_message
from tests.platforms.loopback_discord.world import EPHEMERAL, LOADING, Interaction, Json, World

DEADLINE, LIFE = 3.0, 900.0


class Interactions:
    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        hook = "/webhooks/{application}/{token}"
        return [
            web.post("/interactions/{id}/{token}/callback", self.callback),
            web.post(hook, self.follow_up),
            web.get(hook + "/messages/{message}", self.get),
            web.patch(hook + "/messages/{message}", self.edit),
            web.delete(hook + "/messages/{message}", self.delete),
        ]

    async def callback(self, request: web.Request) -> web.Response:
        arrived = time.monotonic()
        interaction = self.world.interactions.get(request.match_info["id"])
        late = interaction is None or arrived - interaction.born > DEADLINE
        if interaction is None or late or interaction.payload["token"] != request.match_info["token"]:
            raise RefusedError(UNKNOWN_INTERACTION)
        if interaction.callback is not None:
            raise RefusedError(ACKNOWLEDGED)
        body = await read_body(request)
        self._act(interaction, body)
        interaction.callback, interaction.acknowledged = body, arrived
        interaction.answered.set()
        if request.query.get("with_response") in ("1", "true"):
            return answer(self._told(interaction, body))
        return web.Response(status=204)

    def _act(self, interaction: Interaction, body: Json) -> None:
        data = body.get("data") or {}
        match body["type"]:
            case 4:  # a message
                check_message(data)
                interaction.message = self._new(interaction, data)
            case 5:  # a message later
                loading = {"flags": (data.get("flags") or 0) | LOADING}
                interaction.message = self._new(interaction, loading)
                interaction.waits = True
            case 6:  # a change later
                interaction.message = interaction.payload["message"]
            case 7:  # a change
                check_message({**interaction.payload["message"], **data})
                interaction.message = self.world.edit(interaction.payload["message"], data)

    def _new(self, interaction: Interaction, body: Json) -> Json:
        message = self.world.message(interaction.channel, body)
        if not message["flags"] & EPHEMERAL:
            interaction.channel.messages.append(message)
        return message

    def _told(self, interaction: Interaction, body: Json) -> Json:
        payload, message = interaction.payload, interaction.message
        about: Json = {"id": interaction.id, "type": payload["type"]}
        if message is None:
            return {"interaction": about}
        flags = message["flags"]
        about["response_message_id"] = message["id"]
        about["response_message_loading"] = bool(flags & LOADING)
        about["response_message_ephemeral"] = bool(flags & EPHEMERAL)
        return {"interaction": about, "resource": {"type": body["type"], "message": message}}

    def _alive(self, request: web.Request) -> Interaction:
        token = request.match_info["token"]
        found = next((i for i in self.world.interactions.values() if i.payload["token"] == token), None)
        if found is None or time.monotonic() - found.born > LIFE or found.callback is None:
            raise RefusedError(UNKNOWN_WEBHOOK)
        return found

    def _message(self, request: web.Request) -> Json:
        interaction, wanted = self._alive(request), request.match_info["message"]
        if wanted == "@original":
            found = interaction.message
        else:
            found = next((m for m in interaction.followups if m["id"] == wanted), None)
        if found is None:
            raise RefusedError(UNKNOWN_MESSAGE)
        return found

    async def follow_up(self, request: web.Request) -> web.Response:
        """The first one takes the place of a deferred answer, and its being private or not."""
        interaction, body = self._alive(request), await read_body(request)
        check_message(body)
        if interaction.waits and interaction.message is not None:
            interaction.waits = False
            return answer(self.world.edit(interaction.message, body))
        message = self._new(interaction, body)
        interaction.followups.append(message)
        return answer(message)

    async def get(self, request: web.Request) -> web.Response:
        return answer(self._message(request))

    async def edit(self, request: web.Request) -> web.Response:
        message, body = self._message(request), await read_body(request)
        check_message({**message, **body})
        self._alive(request).waits = False
        return answer(self.world.edit(message, body))

    async def delete(self, request: web.Request) -> web.Response:
        self._message(request)
        return web.Response(status=204)
