"""Posting to Slack with the real client: once, in its order, and every refusal as a sentence."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.card import Card, Line, Section
from bot.platforms.platform import RejectedError, RetryError, SendError, UnknownError
from bot.platforms.slack import SlackPlatform
from tests.bot.example_cards import CARDS
from tests.platforms.loopback_slack import Fault, LoopbackSlack, Message
from tests.platforms.slack_room import digest_post, running, slack_platform, state_in_memory

LONG = Card("list", "Long", sections=(Section(tuple(Line(f"line {n}. " + "x " * 1000) for n in range(12))),))


@dataclass
class Room:
    slack: LoopbackSlack
    platform: SlackPlatform

    @property
    def messages(self) -> list[Message]:
        return self.slack.channel().messages


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with LoopbackSlack() as slack, running(slack, slack_platform(slack, state_in_memory())) as platform:
        yield Room(slack, platform)


async def test_it_posts_a_card_and_names_its_message(room: Room) -> None:
    message = await room.platform.send(digest_post())
    assert [m.ts for m in room.messages] == [message]
    assert "Port cities could lose a fifth" in room.messages[0].shown()
    assert room.messages[0].text.startswith("Harbour Levy Divides the Coast as Talks Resume – Port cities")


async def test_it_marks_its_message_with_the_key_of_the_delivery(room: Room) -> None:
    await room.platform.send(digest_post())
    payload = {"key": "brief-2026-11-23", "part": 0}
    assert room.messages[0].metadata == {"event_type": "onrecord_delivery", "event_payload": payload}


async def test_it_divides_a_long_card_and_cuts_nothing(room: Room) -> None:
    await room.platform.send(digest_post(card=LONG))
    assert len(room.messages) == 3
    everything = "\n".join(m.shown() for m in room.messages)
    assert [f"line {n}. " in everything for n in range(12)] == [True] * 12


async def test_it_mentions_the_group_of_the_subscription_once(room: Room) -> None:
    await room.platform.send(digest_post(card=LONG, mention="S0123ABC"))
    assert [m.shown().count("<!subteam^S0123ABC>") for m in room.messages] == [1, 0, 0]


async def test_it_posts_in_a_thread(room: Room) -> None:
    first = await room.platform.send(digest_post())
    await room.platform.send(digest_post(f"C1/{first}", CARDS["listing"]))
    assert room.messages[1].thread == first


async def test_it_posts_one_message_a_second_in_a_channel(room: Room) -> None:
    room.slack.channels.burst = 1
    paced = slack_platform(room.slack, state_in_memory())
    paced.interval = 1.0
    async with running(room.slack, paced):
        start = time.monotonic()
        await paced.send(digest_post(card=LONG))
        assert 2.0 < time.monotonic() - start < 4.0


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("channel_not_found", "/invite @on_record"),
        ("not_in_channel", "/invite @on_record"),
        ("is_archived", "is archived"),
        ("restricted_action", "ask an admin"),
        ("token_revoked", "copy its new token"),
        ("invalid_auth", "copy its new token"),
        ("account_inactive", "copy its new token"),
        ("missing_scope", "onrecord manifest slack"),
        ("something_new", "something_new"),
    ],
)
async def test_it_says_why_a_post_will_never_arrive(room: Room, error: str, advice: str) -> None:
    room.slack.faults.add("chat.postMessage", Fault(error=error))
    with pytest.raises(RejectedError) as refused:
        await room.platform.send(digest_post())
    assert advice in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_it_is_refused_where_the_workspace_says_so(room: Room) -> None:
    room.slack.channel("C2").archived = True
    with pytest.raises(RejectedError, match="is archived"):
        await room.platform.send(digest_post("C2"))
    room.slack.channel().member = False
    with pytest.raises(RejectedError, match="not in the channel"):
        await room.platform.send(digest_post())
    with pytest.raises(RejectedError, match="no channel “C404”"):
        await room.platform.send(digest_post("C404"))
    room.slack.workspace.revoked.add(room.slack.workspace.bot_token)
    with pytest.raises(RejectedError, match="no longer accepts SLACK_BOT_TOKEN"):
        await room.platform.send(digest_post())


async def test_it_posts_in_its_own_workspace_only(room: Room) -> None:
    await room.platform.send(replace(digest_post(), place="T1"))
    with pytest.raises(RejectedError, match="another workspace"):
        await room.platform.send(replace(digest_post(), place="T2"))
    assert len(room.messages) == 1


@pytest.mark.parametrize("channel", ["#news", "news", "U1", "", "C1 "])
async def test_it_wants_the_id_of_a_channel(room: Room, channel: str) -> None:
    with pytest.raises(RejectedError, match="is not the id of a channel"):
        await room.platform.send(digest_post(channel))


async def test_it_hands_on_how_long_slack_asks_to_wait(room: Room) -> None:
    room.slack.faults.add("chat.postMessage", Fault(status=429, retry_after=30))
    with pytest.raises(RetryError) as refused:
        await room.platform.send(digest_post())
    assert refused.value.after == 30
    assert room.messages == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=503),
        Fault(error="fatal_error"),
        Fault(drop="before"),
        Fault(drop="after"),
    ],
    ids=repr,
)
async def test_it_does_not_know_when_the_answer_is_lost(room: Room, fault: Fault) -> None:
    room.slack.faults.add("chat.postMessage", fault)
    with pytest.raises(UnknownError):
        await room.platform.send(digest_post())
    assert len(room.slack.web.called("chat.postMessage")) == 1


@pytest.mark.parametrize("fault", [Fault(drop="before"), Fault(drop="after"), Fault(status=503)], ids=repr)
async def test_it_posts_once_however_often_the_answer_is_lost(room: Room, fault: Fault) -> None:
    room.slack.faults.add("chat.postMessage", fault)
    with pytest.raises(UnknownError):
        await room.platform.send(digest_post())
    message = await room.platform.send(digest_post(again=True))
    assert [m.ts for m in room.messages] == [message]
    assert await room.platform.posted(digest_post()) == message


async def test_it_posts_only_the_parts_that_are_missing(room: Room) -> None:
    room.slack.faults.add("chat.postMessage", Fault(drop="after"))
    with pytest.raises(UnknownError):
        await room.platform.send(digest_post(card=LONG))
    room.slack.faults.add("chat.postMessage", Fault(status=429))
    with pytest.raises(RetryError):
        await room.platform.send(digest_post(card=LONG, again=True))
    first = await room.platform.send(digest_post(card=LONG, again=True))
    assert len(room.messages) == 3
    assert first == room.messages[0].ts


async def test_it_looks_for_an_earlier_try_in_a_thread_too(room: Room) -> None:
    room.messages.append(Message("1.1", "C1", "talks"))
    room.messages.extend(Message(f"2.{n}", "C1", "chatter", thread="1.1") for n in range(450))
    reply = await room.platform.send(digest_post("C1/1.1"))
    assert await room.platform.send(digest_post("C1/1.1", again=True)) == reply
    assert len(room.messages) == 452


@pytest.mark.parametrize(
    "fault",
    [Fault(error="missing_scope"), Fault(status=503), Fault(status=429)],
    ids=repr,
)
async def test_it_does_not_post_again_what_it_cannot_look_for(room: Room, fault: Fault) -> None:
    room.slack.faults.add("conversations.history", fault)
    with pytest.raises(UnknownError):
        await room.platform.send(digest_post(again=True))
    assert room.messages == []


async def test_it_counts_what_slack_refuses_and_not_what_slack_cannot_do() -> None:
    refused: list[str] = []
    async with LoopbackSlack() as slack:
        platform = slack_platform(slack, state_in_memory(), count=lambda: refused.append("once"))
        async with running(slack, platform):
            await platform.send(digest_post())
            for fault in (Fault(error="internal_error"), Fault(status=502), Fault(drop="before")):
                slack.faults.add("chat.postMessage", fault)
                with pytest.raises(UnknownError):
                    await platform.send(digest_post())
            assert refused == []
            for fault in (Fault(status=429), Fault(error="not_in_channel")):
                slack.faults.add("chat.postMessage", fault)
                with pytest.raises(SendError):
                    await platform.send(digest_post())
            assert len(refused) == 2


async def test_it_may_try_again_when_slack_cannot_be_reached() -> None:
    async with LoopbackSlack() as slack:
        platform = slack_platform(slack, state_in_memory())
        with pytest.raises(RetryError, match="not connected"):
            await platform.send(digest_post())
        async with running(slack, platform):
            await slack.close()
            with pytest.raises(SendError) as refused:
                await platform.send(digest_post())
    assert isinstance(refused.value, RetryError)
