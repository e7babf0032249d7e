"""The Slack on loopback behaves as Slack's documents say, so that it may judge our side."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.loopback_slack import Fault, LoopbackSlack
from tests.platforms.loopback_slack.install import CLIENT_ID, CLIENT_SECRET


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: LoopbackSlack) -> AsyncWebClient:
    return AsyncWebClient(slack.workspace.bot_token, slack.api, retry_handlers=[])


def section(text: str = "hello") -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_it_knows_its_tokens(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    assert (await client.auth_test())["user"] == "on_record"
    assert await refusal(AsyncWebClient("xoxb-other", slack.api).auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(None, slack.api).auth_test()) == "not_authed"
    assert await refusal(client.apps_connections_open(app_token="xoxb-loopback")) == "not_allowed_token_type"
    slack.workspace.revoked.add("xoxb-loopback")
    assert await refusal(client.auth_test()) == "token_revoked"


async def test_it_posts_keeps_and_finds_messages(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    metadata = {"event_type": "e", "event_payload": {"key": "k"}}
    first = await client.chat_postMessage(channel="C1", text="one", metadata=metadata)
    await client.chat_postMessage(channel="#news", text="two", blocks=[section()])
    await client.chat_postMessage(channel="C1", text="reply", thread_ts=first["ts"])
    history = (await client.conversations_history(channel="C1", include_all_metadata=True))["messages"]
    assert [m["text"] for m in history] == ["two", "one"]
    assert history[1]["metadata"] == metadata
    assert "metadata" not in (await client.conversations_history(channel="C1"))["messages"][1]
    replies = (await client.conversations_replies(channel="C1", ts=first["ts"]))["messages"]
    assert [m["text"] for m in replies] == ["one", "reply"]
    await client.chat_update(channel="C1", ts=first["ts"], text="edited")
    assert slack.channel().messages[0].text == "edited"
    await client.chat_delete(channel="C1", ts=first["ts"])
    assert await refusal(client.chat_delete(channel="C1", ts=first["ts"])) == "message_not_found"


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section()] * 51, "invalid_blocks"),
        ([section("x" * 3001)], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([{"type": "surprise"}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "invalid_blocks"),
        ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
        ([], "no_text"),
    ],
)
async def test_it_refuses_wrong_blocks(client: AsyncWebClient, blocks: list[Any], error: str) -> None:
    assert (
        await refusal(client.api_call("chat.postMessage", json={"channel": "C1", "blocks": blocks})) == error
    )


async def test_it_refuses_an_action_id_that_stands_twice(client: AsyncWebClient) -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "go"}, "value": "v"}
    blocks = [{"type": "actions", "elements": [button, button]}]
    assert await refusal(client.chat_postMessage(channel="C1", text="x", blocks=blocks)) == "invalid_blocks"


async def test_it_keeps_its_channels(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.channel("C1").archived, slack.channel("C2").member = True, False
    assert await refusal(client.chat_postMessage(channel="C1", text="x")) == "is_archived"
    assert await refusal(client.chat_postMessage(channel="C2", text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel="C3", text="x")) == "channel_not_found"
    slack.workspace.scopes.clear()
    assert await refusal(client.chat_postMessage(channel="C1", text="x")) == "missing_scope"


async def test_it_takes_one_message_a_second_after_a_burst(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.channels.burst = 2
    await client.chat_postMessage(channel="C1", text="x")
    await client.chat_postMessage(channel="C1", text="x")
    assert await refusal(client.chat_postMessage(channel="C1", text="x")) == "ratelimited"
    await client.chat_postMessage(channel="C2", text="x")


async def test_it_opens_a_view_for_a_trigger_once(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": [section()]}
    trigger = slack.workspace.trigger("U1")
    opened = await client.views_open(trigger_id=trigger, view=view)
    await client.views_update(view_id=opened["view"]["id"], view=view)
    assert await refusal(client.views_open(trigger_id=trigger, view=view)) == "invalid_trigger_id"
    assert await refusal(client.views_update(view_id="V0", view=view)) == "not_found"
    too_many = {"type": "home", "blocks": [section()] * 101}
    assert await refusal(client.views_publish(user_id="U1", view=too_many)) == "invalid_blocks"


async def test_it_lets_the_app_join_a_channel(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.channel("C2").member = False
    assert [c["id"] for c in (await client.users_conversations())["channels"]] == ["C1"]
    await client.conversations_join(channel="C2")
    posted = await client.chat_postMessage(channel="C2", text="x")
    assert "/C2/p" in (await client.chat_getPermalink(channel="C2", message_ts=posted["ts"]))["permalink"]


async def test_it_shows_an_ephemeral_message_to_nobody_else(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="C1", user="U1", text="x")
    assert slack.channel().messages == []
    assert (
        await refusal(client.chat_postEphemeral(channel="C1", user="U9", text="x")) == "user_not_in_channel"
    )


async def test_it_forgets_a_token_that_is_given_back(client: AsyncWebClient) -> None:
    assert (await client.team_info())["team"]["domain"] == "loopback"
    await client.auth_revoke()
    assert await refusal(client.team_info()) == "token_revoked"


async def test_it_takes_a_file(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    direct = (await client.conversations_open(users="U2"))["channel"]["id"]
    await client.files_upload_v2(channel=direct, filename="a.csv", content="a,b")
    assert slack.channel(direct).messages[0].files[0].content == b"a,b"
    assert (
        await refusal(client.files_upload_v2(channel="C404", filename="a.csv", content="a"))
        == "channel_not_found"
    )


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_it_gives_a_token_for_a_code_once(slack: LoopbackSlack) -> None:
    client, code = AsyncWebClient(None, slack.api), slack.web.installs.allow(slack.workspace)
    app = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    wrong = client.oauth_v2_access(code=code, client_id=CLIENT_ID, client_secret="guessed")
    assert await refusal(wrong) == "bad_client_secret"
    given = await client.oauth_v2_access(code=code, **app)
    assert (await client.auth_test(token=given["access_token"]))["team_id"] == given["team"]["id"] == "T1"
    assert await refusal(client.oauth_v2_access(code=code, **app)) == "invalid_code"


async def test_it_tells_of_each_workspace_with_its_token_alone(slack: LoopbackSlack) -> None:
    other = LoopbackSlack("T2", beside=slack)
    other.workspace.bot_token = "xoxb-other"
    assert (await AsyncWebClient("xoxb-other", slack.api).auth_test())["team_id"] == "T2"
    assert (await AsyncWebClient("xoxb-loopback", slack.api).auth_test())["team_id"] == "T1"


async def test_it_says_who_is_an_admin(client: AsyncWebClient) -> None:
    assert (await client.users_info(user="U1"))["user"]["is_admin"]
    assert not (await client.users_info(user="U2"))["user"]["is_admin"]
    assert await refusal(client.users_info(user="U9")) == "user_not_found"


async def test_it_fails_when_told_to(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.faults.add("chat.postMessage", Fault(status=429, retry_after=7))
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C1", text="x")
    assert limited.value.response.headers["Retry-After"] == "7"
    slack.faults.add("chat.postMessage", Fault(drop="before"))
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C1", text="x")
    assert slack.channel().messages == []
    slack.faults.add("chat.postMessage", Fault(drop="after"))
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C1", text="x")
    assert len(slack.channel().messages) == 1


async def test_it_takes_five_answers_at_a_response_url(slack: LoopbackSlack) -> None:
    conversation = slack.urls.open(f"http://127.0.0.1:{slack.port}/", "C1", "U1")
    async with aiohttp.ClientSession() as session:
        answers = [await session.post(conversation.url, json={"text": str(n)}) for n in range(6)]
        assert [a.status for a in answers] == [200] * 5 + [404]
        assert await answers[5].text() == "used_url"
        conversation.until = 0
        assert await (await session.post(conversation.url, json={"text": "late"})).text() == "expired_url"
    assert [m.ephemeral for m in conversation.replies] == [True] * 5
    assert slack.channel().messages == []


async def test_it_lets_a_ticket_in_once(slack: LoopbackSlack) -> None:
    opener = AsyncWebClient(slack.workspace.app_token, slack.api)
    url = (await opener.apps_connections_open(app_token=slack.workspace.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_it_sends_events_again_and_commands_not(slack: LoopbackSlack) -> None:
    slack.socket.ack_within = 0.1
    heard: list[tuple[str, int | None]] = []

    async def hear(client: SocketModeClient, request: Any) -> None:
        heard.append((request.type, request.retry_attempt))
        if request.retry_attempt == 2:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))

    opener = AsyncWebClient(slack.workspace.app_token, slack.api)
    client = SocketModeClient(slack.workspace.app_token, web_client=opener)
    client.socket_mode_request_listeners.append(hear)  # type: ignore[arg-type]
    await client.connect()
    try:
        await slack.socket.connected()
        assert await slack.open_home()
        assert await slack.socket.deliver("slash_commands", {}) is None
        await asyncio.sleep(0)
    finally:
        await client.close()
    assert heard == [("events_api", 0), ("events_api", 1), ("events_api", 2), ("slash_commands", None)]
