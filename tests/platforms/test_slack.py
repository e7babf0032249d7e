"""Slack: the real client, connected to a Slack on loopback."""

from collections.abc import AsyncIterator

import pytest

from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.slack_room import running, slack_platform, state_in_memory


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as slack:
        yield slack


async def test_it_answers_a_typed_command_privately(slack: LoopbackSlack) -> None:
    async with running(slack, slack_platform(slack, state_in_memory())):
        answered = await slack.command("/brief", "stats query:freight")
        assert answered.replies[0].ephemeral
        assert "Statistics · page 2 of 3" in answered.replies[0].shown()
