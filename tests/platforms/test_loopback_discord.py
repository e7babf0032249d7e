"""The Discord on loopback keeps the rules that Discord's documents give, whoever talks to it."""

import json
import time
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from discord import utils

from bot.platforms.discord.render import messages
from bot.platforms.platform import SendError
from tests.bot.example_cards import CARDS
from tests.platforms.discord_line import platform_of, post, running
from tests.platforms.discord_spec import check_answer, check_request, needs_spec
from tests.platforms.loopback_discord import FORUM, Channel, Fault, Interaction, LoopbackDiscord, until
from tests.platforms.loopback_discord.limits import message_errors
from tests.platforms.loopback_discord.rate import Window

CARD = {
    "flags": 1 << 15,
    "components": [{"type": 17, "components": [{"type": 10, "content": "Good morning"}]}],
}


class Caller:
    """Anybody with the token: no library, no manners."""

    def __init__(self, discord: LoopbackDiscord, session: aiohttp.ClientSession) -> None:
        self.discord = discord
        self.session = session
        self.headers = {"Authorization": f"Bot {discord.world.token}"}

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        request = self.session.request(method, self.discord.api + path, json=body, headers=self.headers)
        async with request as answer:
            if answer.status == 204:
                return 204, None
            return answer.status, await answer.json(content_type=None)

    async def post(self, body: Any, channel: Channel | None = None) -> tuple[int, Any]:
        number = (channel or self.discord.world.channel).id
        return await self.call("POST", f"/channels/{number}/messages", body)


@pytest.fixture
async def caller() -> Any:
    async with LoopbackDiscord() as discord, aiohttp.ClientSession() as session:
        yield Caller(discord, session)


def interaction(caller: Caller, born: float = 0.0) -> Interaction:
    world = caller.discord.world
    payload = {"id": "5", "token": "its-token", "type": 2}
    world.interactions["5"] = Interaction(payload, world.channel, born=time.monotonic() - born)
    return world.interactions["5"]


async def test_it_refuses_a_wrong_token(caller: Caller) -> None:
    caller.headers = {"Authorization": "Bot wrong"}
    assert (await caller.call("GET", "/users/@me"))[0] == 401


async def test_its_content_type_has_no_charset(caller: Caller) -> None:
    async with caller.session.get(caller.discord.api + "/users/@me", headers=caller.headers) as answer:
        assert answer.headers["Content-Type"] == "application/json"


async def test_it_posts_one_message_for_one_nonce(caller: Caller) -> None:
    body = {**CARD, "nonce": "brief-1", "enforce_nonce": True}
    answers = [await caller.post(body) for _ in range(2)]
    assert answers[0][1]["id"] == answers[1][1]["id"]
    assert len(caller.discord.world.channel.messages) == 1
    await caller.post({**body, "enforce_nonce": False})
    assert len(caller.discord.world.channel.messages) == 2


async def test_it_refuses_unknown_and_forbidden_channels(caller: Caller) -> None:
    closed = caller.discord.world.add(Channel("closed", forbidden=True))
    assert [(status, body["code"]) for status, body in (await caller.post(CARD, Channel("x")),)] == [
        (404, 10003)
    ]
    assert [(status, body["code"]) for status, body in (await caller.post(CARD, closed),)] == [(403, 50013)]


def _button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Source", "custom_id": "or:1:source", **more}


def _text(length: int) -> dict[str, Any]:
    return {"type": 10, "content": "x" * length}


@pytest.mark.parametrize(
    "components",
    [
        [_text(4001)],
        [_text(2500), _text(2500)],
        [_text(0)],
        [_text(1)] * 41,
        [{"type": 17, "components": [_text(1)] * 40}],
        [{"type": 1, "components": [_button(custom_id=str(n)) for n in range(6)]}],
        [{"type": 1, "components": [_button(), _button()]}],
        [{"type": 1, "components": [_button(label="x" * 81)]}],
        [{"type": 1, "components": [_button(custom_id="x" * 101)]}],
        [{"type": 1, "components": [{"type": 2, "style": 5, "label": "Open", "url": "ftp://x"}]}],
        [{"type": 9, "components": [_text(1)]}],
        [{"type": 99}],
    ],
)
async def test_it_refuses_components_beyond_the_limits(caller: Caller, components: list[Any]) -> None:
    status, body = await caller.post({"flags": 1 << 15, "components": components})
    assert (status, body["code"]) == (400, 50035)
    assert "_errors" in json.dumps(body["errors"])


async def test_it_refuses_what_is_empty_or_mixes_old_and_new(caller: Caller) -> None:
    assert (await caller.post({}))[1]["code"] == 50006
    assert (await caller.post({**CARD, "content": "hello"}))[1]["code"] == 50035
    assert dict(message_errors({"content": "x" * 2001, "nonce": "x" * 26})).keys() == {"content", "nonce"}


async def test_a_command_keeps_its_id_when_it_is_registered_again(caller: Caller) -> None:
    path = f"/applications/{caller.discord.world.application}/commands"
    command = {"name": "brief", "description": "News", "options": []}
    first = (await caller.call("PUT", path, [command]))[1]
    second = (await caller.call("PUT", path, [{**command, "description": "The news"}]))[1]
    assert first[0]["id"] == second[0]["id"]
    assert (await caller.call("PUT", path, [{**command, "name": "Brief!"}]))[1]["code"] == 50035


async def test_an_interaction_is_answered_once_and_in_time(caller: Caller) -> None:
    interaction(caller)
    answer = {"type": 4, "data": CARD}
    path = "/interactions/5/its-token/callback"
    assert (await caller.call("POST", path, answer))[0] == 204
    assert (await caller.call("POST", path, answer))[1]["code"] == 40060
    interaction(caller, born=3.1)
    assert (await caller.call("POST", path, answer))[1]["code"] == 10062


async def test_a_followup_takes_the_place_of_a_deferred_answer(caller: Caller) -> None:
    asked = interaction(caller)
    await caller.call("POST", "/interactions/5/its-token/callback", {"type": 5, "data": {"flags": 64}})
    hook = f"/webhooks/{caller.discord.world.application}/its-token"
    first = (await caller.call("POST", hook, {**CARD, "flags": 1 << 15}))[1]
    assert asked.message is not None
    assert first["id"] == asked.message["id"]
    assert first["flags"] == 1 << 15 | 64
    second = (await caller.call("POST", hook, CARD))[1]
    assert [message["id"] for message in asked.followups] == [second["id"]]


async def test_a_token_of_an_interaction_lives_fifteen_minutes(caller: Caller) -> None:
    asked = interaction(caller)
    await caller.call("POST", "/interactions/5/its-token/callback", {"type": 4, "data": CARD})
    asked.born -= 901
    status, body = await caller.call("POST", f"/webhooks/{caller.discord.world.application}/its-token", CARD)
    assert (status, body["code"]) == (404, 10015)


async def test_its_windows_are_fixed() -> None:
    window = Window(limit=2, seconds=60)
    assert [window.take() for _ in range(2)] == [0.0, 0.0]
    assert 59 < window.take() <= 60
    assert window.headers("b")["X-RateLimit-Remaining"] == "0"


async def test_a_fast_caller_is_told_to_wait(caller: Caller) -> None:
    answers = [await caller.post({**CARD, "nonce": str(n)}) for n in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [429]
    assert 0 < answers[-1][1]["retry_after"] <= 1
    assert caller.discord.rates.refused == 1


async def test_a_dropped_request_did_its_work_or_did_not(caller: Caller) -> None:
    caller.discord.faults += [Fault("drop before"), Fault("drop after")]
    for written in (0, 1):
        with pytest.raises(aiohttp.ClientError):
            await caller.post(CARD)
        assert len(caller.discord.world.channel.messages) == written


async def hello(discord: LoopbackDiscord, socket: aiohttp.ClientWebSocketResponse, **more: Any) -> Any:
    data = {"token": discord.world.token, "intents": 1, **more}
    await socket.receive_json()
    await socket.send_json({"op": 6 if "session_id" in more else 2, "d": data})
    return await socket.receive_json()


async def test_the_gateway_replays_what_a_client_missed(caller: Caller) -> None:
    discord = caller.discord
    async with caller.session.ws_connect(discord.gateway_url) as socket:
        ready = await hello(discord, socket)
        assert (ready["t"], ready["s"]) == ("READY", 1)
    await until(lambda: discord.gateway.connected == 0)
    await discord.gateway.dispatch("MESSAGE_CREATE", {"id": "1"})
    async with caller.session.ws_connect(discord.gateway_url) as socket:
        missed = await hello(discord, socket, session_id=ready["d"]["session_id"], seq=2)
        assert (missed["t"], missed["s"]) == ("MESSAGE_CREATE", 3)
        assert (await socket.receive_json())["t"] == "RESUMED"


async def test_the_gateway_packs_one_zstandard_stream(caller: Caller) -> None:
    unpack = zstandard_stream()
    async with caller.session.ws_connect(caller.discord.gateway_url + "?compress=zstd-stream") as socket:
        packed = [await socket.receive_bytes()]
        await socket.send_json({"op": 1, "d": None})
        packed.append(await socket.receive_bytes())
        assert [json.loads(unpack(part))["op"] for part in packed] == [10, 11]


def zstandard_stream() -> Callable[[bytes], bytes]:
    """What discord.py unpacks with, where Python or a package brings it."""
    if utils._ActiveDecompressionContext.COMPRESSION_TYPE != "zstd-stream":
        pytest.skip("no zstandard here: neither Python 3.14 nor the package")
    context = utils._ActiveDecompressionContext()
    return lambda part: str(context.decompress(part)).encode()


async def test_the_gateway_packs_one_zlib_stream(caller: Caller) -> None:
    unpack = zlib.decompressobj()
    async with caller.session.ws_connect(caller.discord.gateway_url + "?compress=zlib-stream") as socket:
        packed = [await socket.receive_bytes()]
        await socket.send_json({"op": 1, "d": None})
        packed.append(await socket.receive_bytes())
        assert all(part.endswith(b"\x00\x00\xff\xff") for part in packed)
        assert [json.loads(unpack.decompress(part))["op"] for part in packed] == [10, 11]


async def test_the_gateway_closes_on_a_wrong_token_and_forgets_unknown_sessions(caller: Caller) -> None:
    discord = caller.discord
    async with caller.session.ws_connect(discord.gateway_url) as socket:
        assert (await hello(discord, socket, session_id="unknown", seq=0))["op"] == 9
    async with caller.session.ws_connect(discord.gateway_url) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 1}})
        await socket.receive()
        assert socket.close_code == 4004


@needs_spec
async def test_its_answers_and_our_requests_are_as_discord_describes_them() -> None:
    """One round of everything the bot does, each body held against Discord's own description."""
    checked: set[tuple[str, str]] = set()
    faults: list[AssertionError] = []

    def watch(method: str, path: str, body: object, answer: aiohttp.web.Response) -> None:
        assert isinstance(answer.body, bytes)
        if (method, path) in checked:
            return
        checked.add((method, path))
        try:
            check_request(method, path, body)
            check_answer(method, path, answer.status, json.loads(answer.body) if answer.body else None)
        except AssertionError as fault:
            faults.append(fault)

    async with LoopbackDiscord() as discord:
        discord.watchers.append(watch)
        forum = discord.world.add(Channel("news", FORUM))
        async with running(platform_of(discord)) as platform:
            await platform.send(post(discord))
            await platform.send(post(discord, channel=forum, key="brief-2"))
            with pytest.raises(SendError):
                await platform.send(post(discord, channel=Channel("gone")))
            await discord.slash("brief stats")
            await discord.complete("brief positions", "actor", "teo")
            await discord.click(discord.world.channel.messages[0], "Statistics 25")
            long = await discord.slash("brief search", query="all")
            every = len(messages(CARDS["hostile"], str))
            await until(lambda: len(long.followups) == every - 1, 30)  # each is held against the description
    assert faults == []
    assert {path.split("/")[1] for _, path in checked} >= {
        "applications",
        "channels",
        "interactions",
        "webhooks",
    }
