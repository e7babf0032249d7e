"""A brief that fails: its owner is told once, and after three days it is stopped. It ..."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.audit import Author
from bot.card import Card
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.platforms.platform import GoneError, Post, RejectedError, RetryError, SendError
from bot.schema import delivery
from bot.subscription import Subscription, Subscriptions
from bot.teller import Teller
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock
from tests.bot.test_commands import told
from tests.platforms import discord_line, slack_room
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord import LoopbackDiscord, texts
from tests.platforms.loopback_slack import LoopbackSlack

MIRA = Author("41", "discord", "7")
LOST = RejectedError("On Record may not post in this channel; give it View Channel and Send Messages there.")
GONE = GoneError("Discord does not know this channel any more; choose another one for this briefing.")


class Server:
    """A platform that answers as it is told to; `letters` are what people alone read."""

    name = "discord"
    ready = True

    def __init__(self) -> None:
        self.error: SendError | None = None
        self.shut: SendError | None = None
        self.posts: list[Post] = []
        self.letters: list[Post] = []

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        if post.channel.startswith("direct"):
            self.letters.append(post)
            return "d1"
        if self.error:
            raise self.error
        self.posts.append(post)
        return f"m{len(self.posts)}"

    async def direct(self, user: str, place: str) -> str:
        if self.shut:
            raise self.shut
        return f"direct {user}" if user.isdecimal() else ""


class Desk:
    def __init__(self, folder: Path) -> None:
        self.engine = open_engine(str(folder / "held.db"))
        migrate(self.engine, BOT)
        self.clock = Clock("2026-11-23T06:30:00+00:00")  # a Monday, 07:30 in Berlin
        self.server = Server()
        self.subscriptions = Subscriptions(self.engine, self.clock)
        self.ledger = Ledger(self.engine, self.clock)
        self.delivery = Delivery(self.ledger, {"discord": self.server}, lambda claim: Card("digest", "News"))
        self.teller = Teller(self.engine, {"discord": self.server}, self.clock)

    def schedule(self, name: str = "morning", channel: str = "11", **change: Any) -> Subscription:
        values = {"name": name, "platform": "discord", "channel": channel, "time": "08:00"}
        settings = SubscriptionSettings(**(values | change), timezone="Europe/Berlin")
        return self.subscriptions.put(settings, MIRA)

    async def morning(self, days: int = 1) -> None:
        """From half past seven to half past nine, so many days in a row."""
        for _ in range(days):
            for _ in range(8):
                self.clock.forward(minutes=15)
                await self.delivery.tick()
                await self.delivery.finish(5)
                await self.teller.tick()
            self.clock.forward(hours=22)

    def held(self) -> Subscription:
        return self.subscriptions.all()[0]

    def states(self) -> list[str]:
        with reading(self.engine) as connection:
            return list(connection.scalars(select(delivery.c.state).order_by(delivery.c.id)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_it_tells_the_owner_once_and_not_at_every_slot(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = LOST
    await desk.morning(days=3)
    assert desk.states() == ["failed"] * 3
    [letter] = desk.server.letters
    assert letter.channel == "direct 41"
    assert "morning" in told(letter.card)
    assert "give it View Channel" in told(letter.card)
    assert "It is tried again at its next hour." in told(letter.card)


async def test_it_is_stopped_after_three_days_and_the_owner_told_of_that(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = LOST
    await desk.morning(days=10)
    assert desk.states() == ["failed"] * 4
    assert (desk.held().stopped, desk.held().next_at) == (True, None)
    assert len(desk.server.letters) == 2
    assert "It is stopped now" in told(desk.server.letters[1].card)


async def test_it_is_stopped_at_once_when_the_channel_is_gone(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = GONE
    await desk.morning(days=2)
    assert desk.states() == ["failed"]
    assert desk.held().stopped
    assert desk.held().trouble == str(GONE)
    [letter] = desk.server.letters
    assert "It is stopped now" in told(letter.card)


async def test_it_is_not_stopped_by_a_platform_that_is_out_of_order_but_told(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = RetryError("Discord is out of order (503).")
    await desk.morning(days=6)
    assert desk.states() == ["failed"] * 6
    assert not desk.held().stopped
    [letter] = desk.server.letters
    assert "given up after 6 tries" in told(letter.card)


async def test_it_is_over_with_the_next_brief_that_is_sent_and_a_new_trouble_is_told_anew(desk: Desk) -> None:
    desk.schedule()
    for error in (LOST, None, LOST):
        desk.server.error = error
        await desk.morning(days=2)
    assert desk.states() == ["failed", "failed", "sent", "sent", "failed", "failed"]
    assert len(desk.server.letters) == 2
    assert not desk.held().stopped


async def test_it_begins_again_when_it_is_resumed_or_changed(desk: Desk) -> None:
    desk.server.error = GONE
    for again in (
        lambda: desk.subscriptions.resume(desk.held(), MIRA),
        lambda: desk.schedule(channel="12"),
    ):
        desk.schedule(channel="11")
        await desk.morning()
        assert desk.held().stopped
        begun = again()
        assert (begun.stopped, begun.trouble) == (False, "")
        assert begun.next_at


async def test_it_begins_again_when_a_run_by_hand_arrives(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = GONE
    await desk.morning()
    desk.server.error = None
    desk.ledger.owe([desk.held()])
    await desk.morning(days=2)
    assert desk.states() == ["failed", "sent", "sent", "sent"]
    assert not desk.held().stopped


async def test_it_owes_nothing_of_the_time_it_was_stopped(desk: Desk) -> None:
    desk.schedule()
    desk.server.error = GONE
    await desk.morning(days=9)
    desk.server.error = None
    desk.subscriptions.resume(desk.held(), MIRA)
    await desk.morning()
    assert desk.states() == ["failed", "sent"]


async def test_a_start_tries_what_the_file_owns_again(desk: Desk) -> None:
    wanted = [
        SubscriptionSettings(
            name="m", platform="discord", channel="11", time="08:00", timezone="Europe/Berlin"
        )  # type: ignore[arg-type]
    ]
    desk.subscriptions.seed(wanted)
    desk.server.error = GONE
    await desk.morning()
    assert desk.held().stopped
    assert desk.server.letters == []
    desk.subscriptions.seed(wanted, again=False)
    assert desk.held().stopped, "a look from the terminal changes nothing"
    desk.subscriptions.seed(wanted)
    assert not desk.held().stopped
    assert desk.held().next_at


async def test_it_tells_one_owner_of_several_briefs_in_one_message(desk: Desk) -> None:
    for name in ("dawn", "noon", "dusk"):
        desk.schedule(name)
    desk.server.error = LOST
    await desk.morning()
    [letter] = desk.server.letters
    assert letter.card.title == "3 of your briefs were not posted"
    assert {"dawn", "noon", "dusk"} <= set(told(letter.card).split())


async def test_it_waits_for_a_platform_that_is_busy_and_gives_up_where_none_may_write(desk: Desk) -> None:
    desk.schedule()
    desk.server.error, desk.server.shut = LOST, RetryError("slow down")
    await desk.morning()
    desk.server.shut = None
    await desk.morning()
    assert len(desk.server.letters) == 1
    desk.server.shut, desk.server.error = RejectedError("no messages, please"), GONE
    await desk.morning()
    desk.server.shut = None
    await desk.morning(days=2)
    assert len(desk.server.letters) == 1


async def test_on_discord_it_is_a_direct_message() -> None:
    async with LoopbackDiscord() as discord:
        async with discord_line.running(discord_line.platform_of(discord)) as platform:
            channel = await platform.direct(discord.world.manager.id, "")
            await platform.send(Post(channel, Card("list", "Your brief was not posted"), "key"))
            assert await platform.direct("config.yaml", "") == ""
        [message] = discord.world.channels[channel].messages
        assert "Your brief was not posted" in texts(message)


async def test_on_slack_it_is_a_message_in_the_conversation_with_the_app() -> None:
    async with LoopbackSlack() as slack:
        platform = slack_room.slack_platform(slack, state_in_memory())
        async with slack_room.running(slack, platform):
            channel = await platform.direct("U1", slack.workspace.team)
            await platform.send(Post(channel, Card("list", "Your brief was not posted"), "key", place="T1"))
            assert await platform.direct("console", "T1") == ""
        [message] = slack.channel(channel).messages
        assert "Your brief was not posted" in message.shown()
