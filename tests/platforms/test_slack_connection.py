"""The connection to Slack: tokens that are refused, sockets that break, an end within two seconds."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
import structlog

from bot.errors import StartError
from bot.platforms.slack import SlackPlatform
from tests.platforms.loopback_slack import Fault, LoopbackSlack
from tests.platforms.slack_room import running, slack_platform, state_in_memory


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as slack:
        yield slack


def platform_of(slack: LoopbackSlack) -> SlackPlatform:
    return slack_platform(slack, state_in_memory())


async def answers(slack: LoopbackSlack) -> bool:
    return "What you can ask" in (await slack.command("/brief", "help")).replies[0].shown()


@pytest.mark.parametrize(
    ("method", "error", "token"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN"),
        ("auth.test", "account_inactive", "SLACK_BOT_TOKEN"),
        ("auth.test", "token_revoked", "SLACK_BOT_TOKEN"),
        ("apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN"),
        ("apps.connections.open", "missing_scope", "SLACK_APP_TOKEN"),
    ],
)
async def test_it_says_which_token_is_refused(
    slack: LoopbackSlack, method: str, error: str, token: str
) -> None:
    slack.faults.add(method, Fault(error=error))
    with pytest.raises(StartError) as refused:
        await platform_of(slack).run()
    assert str(refused.value).startswith(f"{token} is refused by Slack ({error}): ")
    assert "\n" not in str(refused.value)


async def test_it_notices_tokens_that_changed_places(slack: LoopbackSlack) -> None:
    workspace = slack.workspace
    workspace.bot_token, workspace.app_token = workspace.app_token, workspace.bot_token
    platform = platform_of(slack)
    workspace.bot_token, workspace.app_token = workspace.app_token, workspace.bot_token
    with pytest.raises(StartError, match=r"SLACK_BOT_TOKEN is refused by Slack \(not_allowed_token_type\)"):
        await platform.run()


async def test_it_waits_for_a_slack_that_is_away_at_the_start(slack: LoopbackSlack) -> None:
    slack.faults.add("auth.test", Fault(status=503))
    async with running(slack, platform_of(slack)):
        assert await answers(slack)


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled", "warning"])
async def test_it_comes_back_when_slack_asks_it_to(slack: LoopbackSlack, reason: str) -> None:
    async with running(slack, platform_of(slack)):
        await slack.socket.disconnect(reason)
        await slack.socket.connected(2)
        assert await answers(slack)


async def test_it_comes_back_after_a_reset_and_refusals(slack: LoopbackSlack) -> None:
    async with running(slack, platform_of(slack)) as platform:
        slack.socket.refusing = 2
        slack.socket.reset()
        await slack.until(lambda: not platform.ready and slack.socket.refusing == 0, within=15)
        await slack.socket.connected(2, within=15)
        assert await answers(slack)


async def test_it_asks_for_a_new_ticket_when_one_is_used_up(slack: LoopbackSlack) -> None:
    async with running(slack, platform_of(slack)):
        slack.socket.spoil_tickets = 1
        slack.socket.reset()
        await slack.socket.connected(2, within=20)
        assert await answers(slack)


async def test_it_notices_a_connection_that_is_half_open(slack: LoopbackSlack) -> None:
    async with running(slack, platform_of(slack)):
        slack.socket.freeze()
        await slack.socket.connected(2, within=15)
        assert await answers(slack)


@pytest.mark.parametrize("state", ["connected", "half open", "away"])
async def test_it_ends_within_two_seconds(slack: LoopbackSlack, state: str) -> None:
    async with running(slack, platform_of(slack)) as platform:
        if state == "half open":
            slack.socket.freeze()
        if state == "away":
            await slack.close()
        task = next(t for t in asyncio.all_tasks() if t.get_coro().__qualname__ == "SlackPlatform.run")
        start = time.monotonic()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert time.monotonic() - start < 2
        assert not platform.ready


async def test_it_leaves_no_task_behind(slack: LoopbackSlack) -> None:
    before = {t.get_coro().__qualname__ for t in asyncio.all_tasks()}
    async with running(slack, platform_of(slack)):
        await answers(slack)
    await asyncio.sleep(0)
    left = {t.get_coro().__qualname__ for t in asyncio.all_tasks() if not t.done()} - before
    assert not {name for name in left if "RequestHandler" not in name}


async def test_it_logs_failures_without_tickets_tokens_and_tracebacks(
    slack: LoopbackSlack,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.workspace.bot_token)
    with structlog.testing.capture_logs() as logs:
        async with running(slack, platform_of(slack)):
            slack.socket.refusing = 1
            slack.socket.reset()
            await slack.socket.connected(2, within=15)
    assert [line["event"] for line in logs] == ["connected"]
    assert "Failed to connect" in "".join(caplog.messages)
    told = f"{logs} {caplog.messages} {capfd.readouterr()}"
    assert [secret for secret in ("ticket", "xoxb", "xapp", "Traceback") if secret in told] == []
