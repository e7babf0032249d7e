"""Slack by signed HTTP: the same answers, and nothing for who cannot sign."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.errors import StartError
from bot.platforms.slack.endpoint import PATH, HttpMode
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.loopback_slack.http_delivery import HttpDelivery
from tests.platforms.slack_room import digest_post, free_port, running, slack_platform, state_in_memory

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
EVENT = {
    "type": "event_callback",
    "event_id": "Ev9",
    "team_id": "T1",
    "event": {"type": "app_home_opened", "user": "U1"},
}


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    mode = HttpMode("127.0.0.1", free_port(), SECRET)
    async with LoopbackSlack() as slack:
        slack.inlet = HttpDelivery(f"http://127.0.0.1:{mode.port}{PATH}", SECRET)
        async with running(slack, slack_platform(slack, state_in_memory(), http=mode)) as platform:
            await platform.send(digest_post())
            yield slack


def inlet(slack: LoopbackSlack) -> HttpDelivery:
    assert isinstance(slack.inlet, HttpDelivery)
    return slack.inlet


async def test_it_answers_commands_buttons_and_shortcuts(slack: LoopbackSlack) -> None:
    card = slack.channel().messages[0]
    assert "What you can ask" in (await slack.command("/brief", "help")).replies[0].shown()
    assert "page 2 of 3" in (await slack.press(card, "Statistics 25")).replies[0].shown()
    assert "tax on the tide" in (await slack.shortcut(card, "show_sources")).replies[0].shown()
    assert slack.socket.connections == 0


async def test_it_completes_and_answers_in_a_window(slack: LoopbackSlack) -> None:
    await slack.global_shortcut("ask")
    await slack.until(lambda: slack.workspace.window("U1"))
    window = slack.workspace.window("U1")
    assert window
    assert await slack.suggestions(window, "who", "teo") == ["Teo Brandl"]
    assert (await slack.submit(window, what="positions", who="Teo Brandl")).title == "On Record"


async def test_it_works_once_on_an_event_that_comes_again(slack: LoopbackSlack) -> None:
    await slack.open_home(event_id="Ev1")
    await slack.open_home(event_id="Ev1")
    await slack.command("/brief", "help", copies=2)
    await slack.until(lambda: slack.workspace.home("U1"))
    assert len(slack.web.called("views.publish")) == 1


async def test_it_hears_only_who_signs_now_and_with_the_secret(slack: LoopbackSlack) -> None:
    assert await inlet(slack).status("events_api", EVENT) == 200
    inlet(slack).age = 600
    assert await inlet(slack).status("events_api", {**EVENT, "event_id": "Ev10"}) == 401
    inlet(slack).age, inlet(slack).secret = 0, "another"
    assert await inlet(slack).status("events_api", {**EVENT, "event_id": "Ev11"}) == 401
    async with aiohttp.ClientSession() as session, session.post(inlet(slack).url, json=EVENT) as response:
        assert response.status == 401
    await slack.until(lambda: slack.workspace.home("U1"))
    assert len(slack.web.called("views.publish")) == 1


async def test_it_proves_that_the_address_is_its_own(slack: LoopbackSlack) -> None:
    ack = await inlet(slack).deliver("events_api", {"type": "url_verification", "challenge": "3eZbrw1a"})
    assert ack
    assert ack.payload == {"challenge": "3eZbrw1a"}


async def test_it_asks_not_to_be_sent_again_what_it_will_refuse_again(slack: LoopbackSlack) -> None:
    inlet(slack).secret, before = "another", inlet(slack).sent
    assert await slack.open_home() is None
    assert inlet(slack).sent == before + 1


async def test_it_says_when_its_port_is_taken() -> None:
    async with LoopbackSlack() as slack:
        taken = HttpMode("127.0.0.1", slack.port, SECRET)
        with pytest.raises(StartError, match=f"slack: 127.0.0.1:{slack.port} cannot be listened on"):
            await slack_platform(slack, state_in_memory(), http=taken).run()
