"""Many posts at once: claimed no faster than they can be sent, and nobody waits for another's hundreds. It ..."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.audit import Author
from bot.card import Card
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.pace import flow
from bot.platforms.platform import Post, RetryError
from bot.schema import delivery
from bot.subscription import Subscriptions
from briefs.errors import StoreError
from briefs.store import migrate, open_engine, reading
from tests.bot.clock import Clock
from tests.platforms.loopback_discord import until


class Held:
    """A platform that keeps posts waiting until it is told to go on."""

    ready = True

    def __init__(self, name: str) -> None:
        self.name = name
        self.begun: list[str] = []
        self.done: list[str] = []
        self.most = 0
        self.open = asyncio.Semaphore(0)

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        self.begun.append(post.channel)
        self.most = max(self.most, len(self.begun) - len(self.done))
        await self.open.acquire()
        self.done.append(post.channel)
        return post.channel

    def let(self, posts: int) -> None:
        for _ in range(posts):
            self.open.release()


class Room:
    def __init__(self, folder: Path, platform: str) -> None:
        self.engine = open_engine(str(folder / "held.db"))
        migrate(self.engine, BOT)
        self.clock = Clock("2026-11-23T06:00:00+00:00")
        self.subscriptions = Subscriptions(self.engine, self.clock)
        self.platform = Held(platform)
        self.ledger = Ledger(self.engine, self.clock)
        self.delivery = Delivery(
            self.ledger, {platform: self.platform}, lambda claim: Card("digest", "News", credit="On Record")
        )

    def schedule(self, place: str, count: int, time: str = "08:00") -> None:
        for number in range(count):
            settings = {"name": f"{place}{time}{number}", "platform": self.platform.name, "time": time}
            wanted = SubscriptionSettings(**settings, channel=f"{place}{number}", timezone="Europe/Berlin")  # type: ignore[arg-type]
            self.subscriptions.put(wanted, Author("U1", self.platform.name, place))

    async def eight(self, minutes: int = 0) -> None:
        self.clock.forward(hours=1, minutes=minutes)
        await self.delivery.tick()

    def states(self) -> set[str]:
        with reading(self.engine) as connection:
            return set(connection.scalars(select(delivery.c.state)))


@pytest.fixture
def discord(tmp_path: Path) -> Room:
    return Room(tmp_path, "discord")


@pytest.fixture
def slack(tmp_path: Path) -> Room:
    return Room(tmp_path, "slack")


async def test_it_has_no_more_under_way_than_may_be_and_goes_on_by_itself(discord: Room) -> None:
    most = flow("discord").at_once
    discord.schedule("7", 2 * most)
    await discord.eight()
    await until(lambda: len(discord.platform.begun) == most, 60)
    discord.platform.let(2 * most)
    await until(lambda: len(discord.platform.done) == 2 * most, 60)
    assert discord.platform.most <= most
    await discord.delivery.finish(60)
    assert discord.states() == {"sent"}


async def test_it_claims_no_more_once_it_is_to_finish(discord: Room) -> None:
    most = flow("discord").at_once
    discord.schedule("7", 2 * most)
    await discord.eight()
    await until(lambda: len(discord.platform.begun) == most, 60)
    discord.platform.let(2 * most)
    await discord.delivery.finish(60)
    assert len(discord.platform.done) == most
    assert discord.states() == {"sent", "pending"}


async def test_it_sends_the_one_post_of_a_place_before_the_hundreds_of_another(discord: Room) -> None:
    discord.schedule("7", 70)
    discord.schedule("9", 1)
    await discord.eight()
    await until(lambda: "90" in discord.platform.begun, 60)
    discord.platform.let(71)
    await until(lambda: len(discord.platform.done) == 71, 60)
    await discord.delivery.finish(60)


async def test_it_leaves_room_for_others_beside_a_place_that_is_slow(slack: Room) -> None:
    slack.schedule("T1", 30)
    await slack.eight()
    await until(lambda: len(slack.platform.begun) == flow("slack").of_a_place, 60)
    slack.schedule("T2", 1, "08:01")
    slack.clock.forward(minutes=1)
    await slack.delivery.tick()
    await until(lambda: "T20" in slack.platform.begun, 60)
    slack.platform.let(31)
    await until(lambda: len(slack.platform.done) == 31, 60)
    await slack.delivery.finish(60)


async def test_it_keeps_what_became_of_a_post_when_the_store_takes_it_again(
    discord: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.PAUSE", 0.01)
    discord.schedule("7", 1)
    refused, keep = [StoreError("locked", temporary=True)] * 3, discord.ledger.sent

    def sent(claim: object, message: str) -> None:
        if refused:
            raise refused.pop()
        keep(claim, message)  # type: ignore[arg-type]

    monkeypatch.setattr(discord.ledger, "sent", sent)
    await discord.eight()
    discord.platform.let(1)
    await discord.delivery.finish(60)
    assert refused == []
    assert discord.states() == {"sent"}
    assert len(discord.platform.begun) == 1


async def test_it_says_that_it_is_late_when_an_earlier_try_was_in_time(
    discord: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts: list[Post] = []

    async def send(post: Post) -> str:
        posts.append(post)
        if len(posts) == 1:
            raise RetryError("busy", after=900)
        return "m1"

    monkeypatch.setattr(discord.platform, "send", send)
    discord.schedule("7", 1)
    await discord.eight()
    await discord.delivery.finish(60)
    discord.clock.forward(minutes=16)
    await discord.delivery.tick()
    await discord.delivery.finish(60)
    assert [post.card.credit for post in posts] == ["On Record", "On Record · late, due 08:00"]
