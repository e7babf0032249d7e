"""A hundred posts that arrive while their answers do not: the real clients, the real ledger, none doubled or lost.

The platform does what it is asked and answers 502, breaks the line, or says nothing at all. Only the clients'
own waits pass; the ledger's are the test's clock.
"""

from collections import Counter
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.pace import FLOWS, Flow
from bot.platforms.discord.pace import DiscordPace
from bot.platforms.platform import Platform
from bot.schema import delivery, subscription
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock
from tests.bot.example_cards import CARDS
from tests.platforms import discord_line, slack_room
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord import Channel, Fault, LoopbackDiscord
from tests.platforms.loopback_discord.rate import Rates
from tests.platforms.loopback_slack import Fault as SlackFault
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.loopback_slack.workspace import Channel as SlackChannel

POSTS = 100
SHORT = 0.5
"""Seconds that the clients wait for an answer here."""


class Morning:
    """A subscription for each channel, all due at once."""

    def __init__(self, folder: Path, platform: str, channels: list[str]) -> None:
        self.engine = open_engine(str(folder / "held.db"))
        migrate(self.engine, BOT)
        self.clock = Clock("2026-11-23T06:00:00+00:00")
        self.ledger = Ledger(self.engine, self.clock)
        Subscriptions(self.engine, self.clock).seed([settings(platform, channel) for channel in channels])
        self.clock.forward(hours=1)

    async def pass_with(self, platform: Platform) -> None:
        """Until every delivery has come to its end."""
        post = Delivery(self.ledger, {platform.name: platform}, lambda claim: CARDS["source"])
        while self.states().keys() - {"sent", "failed", "skipped"} or not self.states():
            await post.tick()
            await post.finish(30)
            self.clock.forward(minutes=5)

    def states(self) -> Counter[str]:
        with reading(self.engine) as connection:
            return Counter(connection.scalars(select(delivery.c.state)))

    def messages(self) -> dict[str, list[str]]:
        """What the ledger says stands in each channel."""
        query = select(subscription.c.channel, delivery.c.message).join_from(delivery, subscription)
        with reading(self.engine) as connection:
            return {channel: [message] for channel, message in connection.execute(query)}


def settings(platform: str, channel: str) -> SubscriptionSettings:
    wanted = {"name": channel, "platform": platform, "channel": channel, "time": "08:00"}
    return SubscriptionSettings(**wanted, timezone="Europe/Berlin")  # type: ignore[arg-type]


DISCORD = {
    "502": ("error after", 1),
    "a broken line": ("drop after", 1),
    "a broken line at each of its three tries": ("drop after", 3),
    "no answer": ("silent after", 1),
    "no answer to any of its three tries": ("silent after", 3),
}


@pytest.mark.parametrize("lost", DISCORD)
async def test_on_discord_a_post_that_arrived_stays_one_after(
    lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lost.startswith("no answer"):
        monkeypatch.setattr("bot.platforms.discord.post.ANSWER_WITHIN", SHORT)
    monkeypatch.setattr("bot.platforms.discord.post.PAUSE", 0.0)
    kind, times = DISCORD[lost]
    async with LoopbackDiscord(Rates(whole=10**6)) as discord:
        channels = [discord.world.add(Channel(f"c{n}")) for n in range(POSTS)]
        morning = Morning(tmp_path, "discord", [channel.id for channel in channels])
        discord.faults += [Fault(kind, path=f"{c.id}/messages$", times=times, status=502) for c in channels]
        platform = discord_line.platform_of(discord)
        platform._pace = DiscordPace(places=10**4)
        async with discord_line.running(platform):
            await morning.pass_with(platform)
        assert morning.states() == {"sent": POSTS}
        assert morning.messages() == {c.id: [m["id"] for m in c.messages] for c in channels}
        assert all(fault.times < times for fault in discord.faults)


SLACK = {
    "502": SlackFault(status=502, done=True),
    "a broken line": SlackFault(drop="after"),
    "no answer": SlackFault(slow=2 * SHORT, done=True),
}


@pytest.mark.parametrize("lost", SLACK)
async def test_on_slack_a_post_that_arrived_stays_one_after(
    lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = aiohttp.ClientTimeout(total=SHORT if lost == "no answer" else 30)
    monkeypatch.setattr("bot.platforms.slack.platform.ANSWER_WITHIN", within)
    monkeypatch.setattr("bot.platforms.slack.pace.WORKSPACE_GAP", 0.0)
    monkeypatch.setitem(FLOWS, "slack", Flow(at_once=50, of_a_place=50))  # half of them wait together
    async with LoopbackSlack() as slack:
        channels = [SlackChannel(f"C{n}", f"c{n}") for n in range(100, 100 + POSTS)]
        slack.workspace.channels |= {channel.id: channel for channel in channels}
        morning = Morning(tmp_path, "slack", [channel.id for channel in channels])
        platform = slack_room.slack_platform(slack, state_in_memory())
        async with slack_room.running(slack, platform):
            slack.faults.add("chat.postMessage", SLACK[lost], times=POSTS)
            await morning.pass_with(platform)
        assert morning.states() == {"sent": POSTS}
        assert morning.messages() == {c.id: [m.ts for m in c.messages] for c in channels}
        assert len(slack.web.called("chat.postMessage")) == POSTS
