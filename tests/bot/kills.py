"""A morning on which the program is killed again and again, and what came of it.

The real program runs against a Discord and a Slack on loopback. Its posts are due over some hours, which
pass while it is dead: each start finds the clock set forward by up to 150 s, so that a lease of two minutes
that the dead one left is sometimes over and sometimes not. Both servers answer 0.1 s after they have done
what they were asked, so that many a kill falls between a post and its being recorded.
"""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from bot.config import SubscriptionSettings
from bot.migrations import BOT
from bot.schema import delivery, subscription
from bot.stamp import stamp
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, reading, writing
from tests.bot.newsroom import HARBOUR
from tests.bot.program import Program, begun, write_config
from tests.platforms.loopback_discord import Channel, Fault, LoopbackDiscord
from tests.platforms.loopback_slack import Fault as SlackFault
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.loopback_slack.workspace import Channel as SlackChannel

CHANNELS = 30
"""Of each platform."""
SLACK_EVERY = 6
"""Posts: a workspace takes four a second where Discord takes fifty."""
LATE_ANSWER = 0.1
LONGEST_STEP = 150.0
"""Seconds the clock moves at most between a kill and the next start."""
ONGOING = ("pending", "sending", "unknown")


@dataclass
class Toll:
    """What became of the posts, and how hard it was made."""

    posts: int
    kills: int = 0
    in_start: int = 0
    """Kills before the program had said that it runs."""
    in_flight: int = 0
    """Kills that left deliveries claimed."""
    unrecorded: int = 0
    """Posts that stood on the platform when a kill kept the ledger from learning it."""
    sent: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """The keys of those that stand on a platform more than once."""
    looks: int = 0
    """At a channel's history, whether an earlier try had arrived."""
    recognised: int = 0
    """Posts that Discord knew by their nonce."""


class Morning:
    def __init__(self, folder: Path, store: str, posts: int, kills: int, seed: int) -> None:
        self.folder, self.store = folder, store
        self.chance = random.Random(seed)
        self.toll = Toll(posts)
        self.kills = kills
        self.minutes = max(1, int(kills * LONGEST_STEP / 2 / 60))
        """Over which the posts are due."""
        self.begin = datetime.combine(datetime.now(UTC) + timedelta(days=1), time(6), UTC)
        self.copies: list[Copy] = []
        self.ahead = (self.begin - datetime.now(UTC)).total_seconds()

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    async def pass_by(self, copies: int = 1) -> Toll:
        async with self.begun(copies):
            await self._kill_many()
            return await self.end()

    @asynccontextmanager
    async def begun(self, copies: int = 1) -> AsyncIterator[list["Copy"]]:
        """The platforms run, the posts are waited for; no copy is started yet."""
        async with AsyncExitStack() as stack:
            self.discord = await stack.enter_async_context(LoopbackDiscord())
            self.slack = await stack.enter_async_context(LoopbackSlack())
            self._furnish()
            await asyncio.to_thread(self._subscribe)
            for _ in range(copies):
                running = copy_of(self.config, self._environment(), self.folder / "log")
                self.copies.append(await stack.enter_async_context(running))
            yield self.copies

    async def end(self) -> Toll:
        await self._finish()
        self._count()
        return self.toll

    def _furnish(self) -> None:
        self.discord.rest.clock = lambda: self.now().timestamp()
        self.discord.faults.append(Fault("slow after", times=10**9, after=LATE_ANSWER))
        self.slack.faults.add("chat.postMessage", SlackFault(slow=LATE_ANSWER, done=True), times=10**5)
        for number in range(CHANNELS):
            self.discord.world.add(Channel(f"c{number}"))
            self.slack.workspace.channels[f"C9{number}"] = SlackChannel(f"C9{number}", f"c{number}")
        self.config = write_config(
            self.folder,
            f"store: {self.store}\nsources: [{{folder: news}}]\nplatforms: {{discord: {{}}, slack: {{}}}}\n",
        )
        (self.folder / "news" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")

    def _subscribe(self) -> None:
        """As the chat's own: the file would name three thousand of them at every start."""
        self.engine = open_engine(self.store)
        migrate(self.engine, BOT)
        Subscriptions(self.engine, self.now).seed(list(self._wanted()))
        with writing(self.engine) as connection:
            connection.execute(update(subscription).values(owner="chat"))

    def _wanted(self) -> Iterator[SubscriptionSettings]:
        rooms = {
            "discord": [channel.id for channel in self.discord.world.channels.values()],
            "slack": [name for name in self.slack.workspace.channels if name.startswith("C9")],
        }
        for number in range(self.toll.posts):
            platform = "slack" if number % SLACK_EVERY == 0 else "discord"
            minute = 1 + number * self.minutes // self.toll.posts
            yield SubscriptionSettings(
                name=f"brief {number}",
                platform=platform,
                channel=rooms[platform][number // SLACK_EVERY % CHANNELS],
                time=f"{6 + minute // 60:02}:{minute % 60:02}",
                timezone="UTC",
            )  # type: ignore[arg-type]

    # The killing

    async def _kill_many(self) -> None:
        """With two copies mostly one dies and the other goes on; the clock moves when none is alive."""
        while self.toll.kills < self.kills:
            if not any(copy.alive for copy in self.copies):
                self.ahead += self.chance.uniform(0, LONGEST_STEP)
            started = [copy for copy in self.copies if not copy.alive]
            for copy in started:
                await copy.start(self.ahead)
            await self._wait_a_moment(started)
            for victim in self.copies if self.chance.random() < 0.4 else [self.chance.choice(self.copies)]:
                await victim.kill()
                self.toll.kills += 1
            await asyncio.to_thread(self._look)
        for copy in self.copies:
            await copy.kill()

    async def _wait_a_moment(self, started: list["Copy"]) -> None:
        """Mostly until the program runs and a little longer; now and then not so long."""
        if self.chance.random() < 0.1:
            self.toll.in_start += 1
            await asyncio.sleep(self.chance.uniform(0, 0.5))
        else:
            for copy in started:
                await copy.runs()
            await asyncio.sleep(self.chance.uniform(0, 0.6))

    def _environment(self) -> dict[str, str]:
        return {
            "DISCORD_TOKEN": self.discord.world.token,
            "ONRECORD_DISCORD_API": self.discord.api,
            "ONRECORD_DISCORD_GATEWAY": self.discord.gateway_url,
            "SLACK_BOT_TOKEN": self.slack.workspace.bot_token,
            "SLACK_APP_TOKEN": self.slack.workspace.app_token,
            "ONRECORD_SLACK_API": self.slack.api,
        }

    def _look(self) -> None:
        states = self.states()
        self.toll.in_flight += states["sending"] > 0
        self.toll.unrecorded = max(self.toll.unrecorded, self.standing() - states["sent"])

    def states(self) -> Counter[str]:
        """How many deliveries are in each."""
        with reading(self.engine) as connection:
            return Counter(connection.scalars(select(delivery.c.state)))

    def standing(self) -> int:
        """How many messages stand on the platforms."""
        return len(list(self._standing()))

    # The end

    async def _finish(self) -> None:
        """One copy, left in peace, until nothing is owed any more."""
        self.ahead += max(
            0.0, (self.begin + timedelta(minutes=self.minutes + 1) - self.now()).total_seconds()
        )
        while await asyncio.to_thread(self._left):
            self.ahead += LONGEST_STEP
            await self.copies[0].start(self.ahead)
            await self.copies[0].runs()
            while await asyncio.to_thread(self._left, self.now()):  # noqa: ASYNC110 it happens elsewhere
                await asyncio.sleep(0.1)
            assert await self.copies[0].kill(signal.SIGTERM) == 0

    def _left(self, due: datetime | None = None) -> int:
        """Deliveries that have not come to an end: all, or those that may be tried now or are on their way."""
        query = select(func.count()).where(delivery.c.state.in_(ONGOING))
        if due:
            waiting = (delivery.c.state != "sending") & (delivery.c.lease_until > stamp(due))
            query = query.where(~func.coalesce(waiting, False))
        unopened = select(func.count()).where(subscription.c.next_at <= stamp(self.now()))
        with reading(self.engine) as connection:
            return (connection.scalar(query) or 0) + (connection.scalar(unopened) or 0)

    def _standing(self) -> Iterator[tuple[str, str, str]]:
        """(channel, id, key) of every message on both platforms."""
        for room in self.discord.world.channels.values():
            for held in room.messages:
                yield room.id, held["id"], str(held["nonce"])
        for place in self.slack.workspace.channels.values():
            for message in place.messages:
                assert message.metadata
                yield place.id, message.ts, message.metadata["event_payload"]["key"]

    def _count(self) -> None:
        """What the ledger says beside what the platforms hold."""
        standing = list(self._standing())
        with reading(self.engine) as connection:
            columns = (subscription.c.channel, delivery.c.state, delivery.c.message, delivery.c.reason)
            rows = connection.execute(select(*columns).join_from(subscription, delivery, isouter=True)).all()
        there = {(channel, number) for channel, number, _ in standing}
        self.toll.sent = sum(row.state == "sent" for row in rows)
        self.toll.lost = [
            f"{row.state}: {row.reason}"
            for row in rows
            if row.state != "sent" or (row.channel, row.message) not in there
        ]
        keys = Counter(key for _, _, key in standing)
        self.toll.doubled = [key for key, times in keys.items() if times > 1]
        reads = [
            (method, path)
            for method, path, _ in self.discord.seen
            if method == "GET" and path.endswith("/messages")
        ]
        self.toll.looks = len(reads) + len(self.slack.web.called("conversations.history"))
        self.toll.recognised = len(self.discord.rest.posts) - len(
            {str(p["nonce"]) for p in self.discord.rest.posts}
        )
        if len(keys) != len(rows):
            self.toll.lost.append(f"{len(rows)} rows and {len(keys)} posts")


class Copy:
    """One copy of the program, started time and again; `alive` is None while it is dead."""

    def __init__(self, config: Path, environment: Mapping[str, str], log: int) -> None:
        self._config, self._environment, self._log = config, environment, log
        self.alive: Program | None = None

    async def start(self, ahead: float) -> None:
        arguments = ("run", "--config", str(self._config))
        self.alive = await begun(arguments, self._environment, ahead, self._log)

    async def runs(self) -> None:
        assert self.alive
        await self.alive.line("Ctrl+C", within=60)

    async def kill(self, number: int = signal.SIGKILL) -> int | None:
        """How it ended; None when it was dead."""
        victim, self.alive = self.alive, None
        return await victim.end(number) if victim else None


@asynccontextmanager
async def copy_of(config: Path, environment: Mapping[str, str], log: Path) -> AsyncIterator[Copy]:
    with log.open("ab") as stderr:
        copy = Copy(config, environment, stderr.fileno())
        try:
            yield copy
        finally:
            await copy.kill()
