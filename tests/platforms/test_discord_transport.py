"""The platform over real sockets: the real discord.py against a Discord that misbehaves."""

import asyncio
import time
from dataclasses import replace

import pytest
from discord import utils

from bot.card import Card
from bot.command import Command
from bot.context import Context
from bot.errors import StartError
from bot.log import Discreet
from bot.platforms.discord.client import Client
from bot.platforms.platform import RejectedError, RetryError, SendError, UnknownError
from bot.request import Request
from tests.bot.example_cards import CARDS
from tests.platforms.discord_line import platform_of, post, running
from tests.platforms.discord_room import state_in_memory
from tests.platforms.loopback_discord import (
    FORUM,
    Channel,
    Fault,
    Interaction,
    Json,
    LoopbackDiscord,
    texts,
    until,
)

PRIVATE = 1 << 6


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loopback takes identifications, and posts whose answer was lost, as they come."""
    monkeypatch.setattr(Client, "identify_gap", 0.0)
    monkeypatch.setattr("bot.platforms.discord.post.PAUSE", 0.05)


def shown(interaction: Interaction) -> Json:
    assert interaction.message is not None
    return interaction.message


async def test_it_posts_answers_and_its_buttons_work_after_a_restart() -> None:
    state = state_in_memory()
    async with LoopbackDiscord() as discord:
        async with running(platform_of(discord, state=state)) as platform:
            number = await platform.send(post(discord))
            [card] = discord.world.channel.messages
            assert card["id"] == number
            assert "Harbour Levy" in texts(card)
            answer = shown(await discord.slash("brief stats", query="freight"))
            assert answer["flags"] & PRIVATE
            assert "8.4 million tonnes" in texts(answer)
            offered = await discord.complete("brief positions", "actor", "teo")
            assert [choice["value"] for choice in offered] == ["Teo Brandl"]
        async with running(platform_of(discord, state=state)):
            pressed = shown(await discord.click(card, "Statistics 25"))
            assert "8.4 million tonnes" in texts(pressed)
        assert len(discord.rest.syncs) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("drop before"),
        Fault("drop after"),
        Fault("drop after", times=2),
        Fault("429"),
        Fault("429 global"),
        Fault("error", status=502),
    ],
    ids=lambda fault: f"{fault.kind} x{fault.times}",
)
async def test_a_post_arrives_once_through(fault: Fault) -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        discord.faults.append(fault)
        number = await platform.send(post(discord))
        assert [message["id"] for message in discord.world.channel.messages] == [number]
        assert fault.times == 0


@pytest.mark.parametrize(
    ("fault", "error", "after"),
    [
        (Fault("429", after=120.0), RetryError, 120.0),
        (Fault("429 ban", after=600.0), RetryError, 600.0),
        (Fault("error", status=503), RetryError, 30.0),
        (Fault("error", status=401), RejectedError, None),
        (Fault("drop before", times=9), UnknownError, None),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
async def test_the_ledger_is_told_of(fault: Fault, error: type[SendError], after: float | None) -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        discord.faults.append(fault)
        with pytest.raises(error) as caught:
            await platform.send(post(discord))
        assert discord.world.channel.messages == []
        assert getattr(caught.value, "after", None) == after


async def test_a_channel_that_is_gone_or_closed_is_told_with_what_to_do() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        closed = discord.world.add(Channel("closed", forbidden=True))
        with pytest.raises(RejectedError, match="give it View Channel and Send Messages"):
            await platform.send(post(discord, channel=closed))
        with pytest.raises(RejectedError, match="choose another one"):
            await platform.send(post(discord, channel=Channel("gone")))


async def test_a_channel_of_another_server_gets_nothing() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        asked = post(discord)
        await platform.send(replace(asked, place=discord.world.guild))
        with pytest.raises(RejectedError, match="another server"):
            await platform.send(replace(asked, key="next", place="1234"))
        assert len(discord.world.channel.messages) == 1


async def test_a_long_post_goes_on_where_it_was_cut_short() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        discord.rates.per_channel = 100
        discord.faults.append(Fault("429", after=120.0, path="nowhere"))

        def cut(method: str, path: str, body: object, answer: object) -> None:
            if path.endswith("/messages") and len(discord.world.channel.messages) == 3:
                discord.faults[0].path = r"/messages$"

        discord.watchers.append(cut)
        with pytest.raises(RetryError):
            await platform.send(post(discord, card="hostile"))
        discord.world.channel.nonces.clear()  # longer ago than Discord remembers
        first = await platform.send(post(discord, card="hostile", again=True))
        assert len(discord.world.channel.messages) == len(discord.rest.posts)
        assert discord.world.channel.messages[0]["id"] == first


async def test_a_post_that_arrived_before_a_crash_is_not_made_again() -> None:
    async with LoopbackDiscord() as discord:
        async with running(platform_of(discord)) as platform:
            first = await platform.send(post(discord))
        discord.world.channel.nonces.clear()
        async with running(platform_of(discord)) as platform:
            assert await platform.send(post(discord, again=True)) == first
            assert await platform.send(post(discord, key="brief-2", again=True)) != first
        assert len(discord.world.channel.messages) == 2


async def test_a_forum_post_whose_answer_was_lost_is_not_made_twice() -> None:
    async with LoopbackDiscord() as discord:
        forum = discord.world.add(Channel("news", FORUM))
        async with running(platform_of(discord)) as platform:
            discord.faults.append(Fault("drop after", path="/threads$"))
            with pytest.raises(UnknownError):
                await platform.send(post(discord, channel=forum))
            [thread] = [c for c in discord.world.channels.values() if c.parent == forum.id]
            assert thread.name == CARDS["digest"].title
            assert await platform.send(post(discord, channel=forum, again=True)) == thread.id


async def test_a_long_forum_post_goes_on_in_its_thread() -> None:
    async with LoopbackDiscord() as discord:
        discord.rates.per_channel = 100
        forum = discord.world.add(Channel("news", FORUM))
        async with running(platform_of(discord)) as platform:
            number = await platform.send(post(discord, channel=forum, card="hostile"))
        thread = discord.world.channels[number]
        assert len(thread.messages) > 5
        assert "word1300" in "".join(map(texts, thread.messages))


async def test_seventy_posts_at_once_are_never_refused() -> None:
    async with LoopbackDiscord() as discord:
        channels = [discord.world.add(Channel(f"channel-{n}")) for n in range(70)]
        async with running(platform_of(discord)) as platform:
            await asyncio.gather(*(platform.send(post(discord, channel=channel)) for channel in channels))
        assert all(len(channel.messages) == 1 for channel in channels)
        assert discord.rates.refused == 0


async def test_the_wait_that_discord_asks_of_the_whole_bot_is_asked_of_every_request() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        waits: list[float] = []
        platform._pace.close = waits.append  # type: ignore[method-assign]
        discord.faults += [Fault("429", after=0.1), Fault("429 global", after=0.2)]
        assert await platform.send(post(discord))
        assert waits == [1.0]  # its header rounds up


async def test_people_are_answered_while_posts_have_to_wait() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        platform._pace.close(3600.0)
        assert "8.4" in texts(shown(await discord.slash("brief stats")))


async def test_a_slow_answer_is_announced_within_the_deadline() -> None:
    def slow(context: Context, request: Request) -> Card:
        time.sleep(1.7)
        return CARDS["help"]

    async with LoopbackDiscord() as discord, running(platform_of(discord, Command("slow", "Slow", slow))):
        asked = await discord.slash("brief slow")
        assert asked.took < 3
        assert shown(asked)["components"] == []
        await until(lambda: not asked.waits)
        assert "What you can ask" in texts(shown(asked))
        assert shown(asked)["flags"] & PRIVATE


async def test_it_answers_in_a_direct_message_where_nobody_manages() -> None:
    asked: list[Request] = []

    def read(context: Context, request: Request) -> Card:
        asked.append(request)
        return CARDS["listing"]

    async with LoopbackDiscord() as discord, running(platform_of(discord, Command("read", "It", read))):
        there = {"_channel": discord.world.direct, "_user": discord.world.manager}
        answer = shown(await discord.slash("brief read", **there))
        assert answer["flags"] & PRIVATE
        assert "tax on the tide" in texts(shown(await discord.click(answer, "Source", **there)))
        assert "Briefings are managed by" in texts(shown(await discord.slash("briefing run", **there)))
    [request] = asked
    assert (request.manager, request.place, request.channel) == (False, "", discord.world.direct.id)


async def test_it_posts_in_a_direct_message() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        number = await platform.send(post(discord, channel=discord.world.direct))
        assert [m["id"] for m in discord.world.direct.messages] == [number]
        with pytest.raises(RejectedError, match="belongs to another server"):
            await platform.send(post(discord, "brief-2", channel=discord.world.direct, place="5"))


async def test_it_reads_the_compression_that_it_asks_for() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)) as platform:
        assert platform.ready
        assert discord.gateway.compression == utils._ActiveDecompressionContext.COMPRESSION_TYPE


async def test_managers_are_told_apart_here_too() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        for user, told in (
            (discord.world.reader, "Manage Server"),
            (discord.world.manager, "What you can ask"),
        ):
            assert told in texts(shown(await discord.slash("briefing schedule list", _user=user)))


async def test_a_list_comes_as_a_file() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        answer = shown(await discord.slash("brief stats", export="csv"))
        [file] = answer["attachments"]
        assert (file["filename"], file["text"]) == ("statistics.csv", "fact,value\n1,36%\n")
        assert answer["flags"] & PRIVATE


async def test_an_interaction_that_comes_twice_is_answered_once() -> None:
    calls = []

    def count(context: Context, request: Request) -> Card:
        calls.append(request)
        return CARDS["help"]

    async with (
        LoopbackDiscord() as discord,
        running(platform_of(discord, Command("count", "Counts", count))) as p,
    ):
        await discord.slash("brief count", _deliveries=3)
        await p.send(post(discord))
        await discord.click(discord.world.channel.messages[0], "Statistics 25", _deliveries=2)
        callbacks = [status for _, path, status in discord.seen if path.endswith("/callback")]
        assert callbacks == [200, 200]
        assert len(calls) == 1


async def test_an_answer_whose_receipt_was_lost_is_not_given_twice() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        discord.faults.append(Fault("drop after", path="/callback$"))
        asked = await discord.slash("brief stats")
        await until(lambda: [s for _, path, s in discord.seen if path.endswith("/callback")] == [400])
        assert "8.4 million tonnes" in texts(shown(asked))
        assert asked.followups == []


async def test_an_answer_that_is_refused_does_not_stop_the_next() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        discord.faults.append(Fault("error", status=404, path="/callback$"))
        with pytest.raises(TimeoutError):
            await discord.slash("brief stats", _wait=0.3)
        assert "8.4" in texts(shown(await discord.slash("brief stats")))


async def test_what_is_asked_during_an_outage_is_answered_after_it() -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        session = next(iter(discord.gateway.sessions.values()))
        discord.gateway.reset()
        session.line = None
        asked = await discord.slash("brief stats")
        assert "8.4" in texts(shown(asked))
        assert (discord.gateway.identified, discord.gateway.resumed) == (1, 1)


@pytest.mark.parametrize("trouble", ["op 7", "op 9 resumable", "op 9", "close 4000", "close 4009"])
async def test_it_comes_back_after(trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord() as discord, running(platform_of(discord)):
        gateway = discord.gateway
        match trouble.split():
            case ["op", "7"]:
                await gateway.ask_to_reconnect()
            case ["op", "9", "resumable"]:
                await gateway.invalidate(resumable=True)
            case ["op", "9"]:
                await gateway.invalidate()
            case ["close", code]:
                await gateway.close(int(code))
        await until(lambda: gateway.identified + gateway.resumed == 2 and gateway.connected == 1, 8)
        assert "8.4" in texts(shown(await discord.slash("brief stats")))


async def test_a_dead_connection_is_noticed_and_taken_up_again() -> None:
    async with LoopbackDiscord() as discord:
        discord.gateway.heartbeat = 0.1
        async with running(platform_of(discord, heartbeat_timeout=0.5)):
            discord.gateway.deaf = True
            await until(lambda: discord.gateway.resumed > 0)
            discord.gateway.deaf = False
            assert "8.4" in texts(shown(await discord.slash("brief stats")))


async def test_a_connection_that_stays_away_is_made_anew() -> None:
    async with LoopbackDiscord() as discord:
        platform = platform_of(discord)
        platform.check_every, platform.patience = 0.02, 0.1
        async with running(platform):
            discord.gateway.refuse = 1
            discord.gateway.reset()
            await until(lambda: discord.gateway.identified >= 2 and platform.ready, 8)
            assert "8.4" in texts(shown(await discord.slash("brief stats")))


async def test_a_first_handshake_that_fails_is_one_line_in_the_log_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with LoopbackDiscord() as discord:
        discord.gateway.refuse = 1
        async with running(platform_of(discord)) as platform:
            assert discord.gateway.refused == 1
            assert await platform.send(post(discord))
    door = Discreet((), [], debug=False)
    [said] = [line for line in map(door.format, caplog.records) if "Failed to connect" in line]
    assert "503" in said
    assert "Traceback" not in said


async def test_a_login_that_fails_is_tried_again_and_posts_wait_for_it() -> None:
    async with LoopbackDiscord() as discord:
        discord.faults.append(Fault("error", method="GET", path="/users/@me$", status=503))
        platform = platform_of(discord)
        with pytest.raises(RetryError, match="not connected yet"):
            await platform.send(post(discord))
        async with running(platform):
            assert await platform.send(post(discord))


async def test_a_wrong_token_is_one_clear_line() -> None:
    async with LoopbackDiscord() as discord:
        with pytest.raises(StartError, match="does not accept the bot's token"):
            await platform_of(discord, token="wrong").run()


@pytest.mark.parametrize(("code", "reason"), [(4004, "token"), (4013, "not valid"), (4014, "not allowed")])
async def test_a_connection_that_can_never_work_is_one_clear_line(code: int, reason: str) -> None:
    async with LoopbackDiscord() as discord:
        discord.gateway.closing = code
        with pytest.raises(StartError, match=reason):
            await platform_of(discord).run()


async def test_several_shards_share_the_work() -> None:
    async with LoopbackDiscord() as discord:
        discord.rest.shards = 2
        async with running(platform_of(discord)) as platform:
            assert sorted(s.shard for s in discord.gateway.sessions.values()) == [(0, 2), (1, 2)]
            assert await platform.send(post(discord))
            assert "8.4" in texts(shown(await discord.slash("brief stats")))
