"""Slack with the real clients, against a Slack on loopback: asking, pressing, answering."""

import threading
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import create_engine

from bot.card import Action, Card, CardFile
from bot.command import Command
from bot.line import Argument
from bot.platforms.slack.ask import ASK
from bot.platforms.slack.manifest import SHORTCUT
from bot.state import State
from tests.bot.example_cards import CARDS, HOSTILE
from tests.bot.example_commands import example_dispatcher
from tests.platforms.loopback_slack import Fault, LoopbackSlack, Message
from tests.platforms.loopback_slack.workspace import View
from tests.platforms.slack_room import digest_post, running, slack_platform, state_in_memory


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as slack:
        yield slack


@pytest.fixture
def state() -> State:
    return state_in_memory()


async def posted(slack: LoopbackSlack, state: State, card: Card = CARDS["digest"]) -> Message:
    """The card in the channel, from a platform that is gone again."""
    async with running(slack, slack_platform(slack, state)) as platform:
        await platform.send(digest_post(card=card))
    return slack.channel().messages[-1]


async def test_it_answers_a_typed_command_privately(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.command("/brief", "stats query:freight")
    assert answered.replies[0].ephemeral
    assert "Statistics · page 2 of 3" in answered.replies[0].shown()
    assert slack.channel().messages == []


async def test_it_acknowledges_before_it_works(slack: LoopbackSlack, state: State) -> None:
    slow = Command("slow", "Takes its time", lambda *_: time.sleep(0.5) or CARDS["help"])
    async with running(slack, slack_platform(slack, state, example_dispatcher(slow))):
        await slack.command("/brief", "stats")
        begin = time.monotonic()
        answered = await slack.command("/brief", "slow")
        assert time.monotonic() - begin >= 0.5
    ack = slack.acks[-1]
    assert ack
    assert ack.after < 0.4
    assert "What you can ask" in answered.replies[0].shown()


async def test_it_is_spared_bolts_wait_before_an_acknowledgement(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        for _ in range(20):
            await slack.command("/brief", "help")
    assert min(ack.after for ack in slack.acks if ack) < 0.010


async def test_it_shows_everybody_what_is_shared(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        await slack.command("/brief", "now share")
    assert "Harbour Levy" in slack.channel().messages[0].shown()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Harbour Levy Divides the Coast"),
        ("help", "What you can ask"),
        ("positions actor:Ilse Varga", "Statistics · page 2 of 3"),
        ("positions actor:“Teo Brandl”", "Statistics · page 2 of 3"),
        ("positions actor:Vargo", "Nobody called “Vargo” is in the briefs."),
        ("positions", "needs actor"),
        ("dance & sing", "There is no command “dance”."),
        ("search break", "Nothing is lost"),
    ],
)
async def test_it_answers_whatever_is_typed(
    slack: LoopbackSlack, state: State, typed: str, answer: str
) -> None:
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.command("/brief", typed)
    assert answer in answered.replies[0].shown()


async def briefing(slack: LoopbackSlack, user: str) -> str:
    return (await slack.command("/briefing", "run", user=user)).replies[0].shown()


async def test_it_lets_admins_manage_and_nobody_else(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        assert "What you can ask" in await briefing(slack, "U1")
        assert "managed by this workspace's admins" in await briefing(slack, "U2")
        slack.workspace.admins = {"U2"}
        assert "managed by this workspace's admins" in await briefing(slack, "U1")
        assert "What you can ask" in await briefing(slack, "U2")


async def test_it_says_when_slack_does_not_say_who_manages(slack: LoopbackSlack, state: State) -> None:
    slack.faults.add("users.info", Fault(status=503))
    async with running(slack, slack_platform(slack, state)):
        told = (await slack.command("/briefing", "run")).replies[0]
        assert "Slack did not say whether you manage briefings here" in told.shown()
        assert "admins" not in told.shown()
        assert "What you can ask" in (await slack.press(told, "Try again")).replies[0].shown()


async def test_it_lets_no_admin_of_another_workspace_manage(slack: LoopbackSlack, state: State) -> None:
    slack.workspace.admins, slack.workspace.guests = {"U2"}, {"U2": "T9"}
    async with running(slack, slack_platform(slack, state)):
        assert "managed by this workspace's admins" in await briefing(slack, "U2")


async def test_it_lets_those_manage_whom_the_configuration_names(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state, managers=["U2"])):
        assert "What you can ask" in await briefing(slack, "U2")


async def test_it_asks_who_manages_on_a_button_too(slack: LoopbackSlack, state: State) -> None:
    card = await posted(slack, state, Card("list", "Manage", actions=(Action("Run", "briefing run"),)))
    async with running(slack, slack_platform(slack, state)):
        assert "What you can ask" in (await slack.press(card, "Run", user="U1")).replies[0].shown()
        assert "admins" in (await slack.press(card, "Run", user="U2")).replies[0].shown()


async def test_it_reads_addresses_and_channels_as_slack_writes_them(
    slack: LoopbackSlack, state: State
) -> None:
    said = Command(
        "add",
        "Add",
        lambda _, r: Card("list", f"{r.get('url')} {r.get('to')}"),
        (Argument("url", ""), Argument("to", "")),
        "briefing",
    )
    async with running(slack, slack_platform(slack, state, example_dispatcher(said))):
        answered = await slack.command(
            "/briefing", "add <https://a.example/feed?x=1&y=2|a.example> to:<#C2|desk>", escaped=True
        )
    assert "https://a.example/feed?x=1&y=2 <#C2|desk>" in answered.replies[0].shown()


EXPORT = Command(
    "export",
    "As a file",
    lambda *_: Card("list", "Statistics as a file", file=CardFile("statistics.csv", "fact,value\n1,3 ½\n")),
    (Argument("share", "", flag=True),),
)


async def test_it_sends_a_file_to_the_persons_messages(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state, example_dispatcher(EXPORT))):
        answered = await slack.command("/brief", "export")
    assert "statistics.csv is in your messages with this app." in answered.replies[0].shown()
    file = slack.channel("DU1").messages[0].files[0]
    assert (file.name, file.content.decode()) == ("statistics.csv", "fact,value\n1,3 ½\n")


async def test_it_puts_a_shared_file_in_the_channel(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state, example_dispatcher(EXPORT))):
        await slack.command("/brief", "export share")
    assert slack.channel().messages[0].files[0].name == "statistics.csv"


async def test_it_says_when_a_file_cannot_be_sent(slack: LoopbackSlack, state: State) -> None:
    slack.workspace.scopes.remove("files:write")
    async with running(slack, slack_platform(slack, state, example_dispatcher(EXPORT))):
        answered = await slack.command("/brief", "export")
    assert "statistics.csv could not be sent (missing_scope)" in answered.replies[0].shown()


async def test_it_tells_a_command_who_asks_and_where(slack: LoopbackSlack, state: State) -> None:
    asked = Command(
        "who",
        "Who asks",
        lambda _, r: Card("list", f"{r.platform} {r.place} {r.channel} {r.user} {r.get('name')}"),
        (Argument("name", ""),),
    )
    async with running(slack, slack_platform(slack, state, example_dispatcher(asked))):
        answered = await slack.command("/brief", "who Bell & <Sons>", channel="C2", user="U2")
    assert "slack T1 C2 U2 Bell & <Sons>" in answered.replies[0].shown()


async def test_it_answers_a_button_of_a_posted_card_after_a_restart(
    slack: LoopbackSlack, state: State
) -> None:
    card = await posted(slack, state)
    for _ in range(2):
        async with running(slack, slack_platform(slack, state)):
            answered = await slack.press(card, "Statistics 25")
        assert "Statistics · page 2 of 3" in answered.replies[0].shown()
        assert answered.replies[0].ephemeral
    assert slack.channel().messages == [card]
    assert "Harbour Levy" in card.shown()


async def test_it_remembers_long_command_lines_over_a_restart(slack: LoopbackSlack, state: State) -> None:
    line = f"positions actor:{'x' * 1500}"
    card = await posted(slack, state, Card("list", "Long", actions=(Action("Go", line),)))
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.press(card, "Go")
    assert f"Nobody called “{'x' * 1500}”" in answered.replies[0].shown()


async def test_it_says_when_a_button_is_too_old(slack: LoopbackSlack, state: State) -> None:
    card = await posted(slack, state, Card("list", "Long", actions=(Action("Go", f"search {'x' * 1500}"),)))
    async with running(slack, slack_platform(slack, state_in_memory())):
        answered = await slack.press(card, "Go")
    assert "too old" in answered.replies[0].shown()


async def test_it_says_when_its_database_does_not_answer(slack: LoopbackSlack, state: State) -> None:
    card = await posted(slack, state, Card("list", "Long", actions=(Action("Go", f"search {'x' * 1500}"),)))
    without_tables = State(create_engine("sqlite://"))
    async with running(slack, slack_platform(slack, without_tables)):
        answered = await slack.press(card, "Go")
    assert "Nothing is lost" in answered.replies[0].shown()


async def test_it_turns_the_page_in_place(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        listing = (await slack.command("/brief", "stats")).replies[0]
        turned = await slack.press(listing, "Next")
        beside = await slack.press(listing, "Source")
    assert turned.replies[0] is listing
    assert beside.replies[0] is not listing


async def test_it_does_the_work_of_a_delivery_once(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        first = await slack.command("/brief", "stats", copies=2)
        card = await slack.press(first.replies[0], "Source", copies=3)
        await slack.command("/brief", "help")
    assert len(first.replies) == len(card.replies) == 1


async def test_it_shows_the_sources_of_a_message(slack: LoopbackSlack, state: State) -> None:
    card = await posted(slack, state)
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.shortcut(card, SHORTCUT)
    assert "It is a tax on the tide" in answered.replies[0].shown()
    assert answered.replies[0].ephemeral


async def test_it_shows_the_sources_of_a_list_together(slack: LoopbackSlack, state: State) -> None:
    listing = await posted(slack, state, CARDS["listing"])
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.shortcut(listing, SHORTCUT)
    assert answered.replies[0].shown().count("The docks are not the problem.") == 8


async def test_it_says_when_a_message_has_no_sources(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.shortcut(Message("1.1", "C1", "lunch?"), SHORTCUT)
    assert "no sources" in answered.replies[0].shown()


async def test_it_shows_the_brief_on_its_home_page_once_an_event(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        assert await slack.open_home(event_id="Ev1")
        assert await slack.open_home(event_id="Ev1")
        await slack.until(lambda: slack.workspace.home("U1"))
        await slack.command("/brief", "help")
    home = slack.workspace.home("U1")
    assert home
    assert "Harbour Levy" in Message("", "", blocks=home.blocks).shown()
    assert len(slack.web.called("views.publish")) == 1


async def test_it_answers_on_the_home_page_in_a_window(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        await slack.open_home()
        await slack.until(lambda: slack.workspace.home("U1"))
        home = slack.workspace.home("U1")
        assert home
        await slack.press(home, "Statistics 25", replies=0)
        await slack.until(lambda: slack.workspace.window("U1"))
        window = slack.workspace.window("U1")
        assert window
        assert "Statistics · page 2 of 3" in Message("", "", blocks=window.blocks).shown()
        await slack.press(window, "Source", replies=0)
        await slack.until(lambda: slack.web.called("views.update"))
    shown = slack.workspace.window("U1")
    assert shown
    assert shown.id == window.id
    assert "It is a tax on the tide" in Message("", "", blocks=shown.blocks).shown()


async def test_it_sends_what_an_answer_cannot_hold_to_the_persons_messages(
    slack: LoopbackSlack, state: State
) -> None:
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.command("/brief", "search query:x", replies=5)
        await slack.until(
            lambda: "DU1" in slack.workspace.channels and len(slack.channel("DU1").messages) >= 14
        )
    assert answered.refused == []
    everything = "\n".join(m.shown() for m in answered.replies + slack.channel("DU1").messages)
    assert all(f"{HOSTILE} {n}" in everything for n in range(300))
    assert "word1300" in everything


async def test_it_waits_when_asked_to_and_answers_then(slack: LoopbackSlack, state: State) -> None:
    slack.faults.add("response_url", Fault(status=429, retry_after=0))
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.command("/brief", "help")
    assert len(answered.replies) == 1


async def test_it_never_unfurls(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)) as platform:
        private = await slack.command("/brief", "now")
        await slack.command("/brief", "search query:x", replies=5)
        await platform.send(digest_post())
        await slack.until(lambda: "DU1" in slack.workspace.channels)
    messages = [*private.replies, *slack.channel().messages, *slack.channel("DU1").messages]
    assert {(m.flags["unfurl_links"], m.flags["unfurl_media"]) for m in messages} == {(False, False)}


async def test_it_outlives_an_answer_that_cannot_be_given(slack: LoopbackSlack, state: State) -> None:
    slack.faults.add("response_url", Fault(status=500))
    async with running(slack, slack_platform(slack, state)):
        await slack.command("/brief", "help", replies=0)
        answered = await slack.command("/brief", "help")
    assert len(answered.replies) == 1


async def test_it_shows_nothing_twice_when_an_answer_is_lost_on_the_way_back(
    slack: LoopbackSlack, state: State
) -> None:
    slack.faults.add("response_url", Fault(drop="after"))
    async with running(slack, slack_platform(slack, state)):
        answered = await slack.command("/brief", "help")
        await slack.command("/brief", "help")
    assert len(answered.replies) == 1


async def test_it_completes_names_in_a_window_and_answers_there(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        await slack.global_shortcut(ASK, user="U2")
        await slack.until(lambda: slack.workspace.window("U2"))
        window = slack.workspace.window("U2")
        assert window
        assert await slack.suggestions(window, "who", "var") == ["Ilse Varga"]
        shown = await slack.submit(window, what="positions", who="Ilse Varga")
    assert "Statistics · page 2 of 3" in Message("", "", blocks=shown.blocks).shown()


async def test_it_says_where_to_share_what_a_window_shows(slack: LoopbackSlack, state: State) -> None:
    async with running(slack, slack_platform(slack, state)):
        await slack.press(home_with("Post to channel", "now share"), "Post to channel", replies=0)
        await slack.until(lambda: slack.workspace.window("U1"))
    assert "no channel here" in in_window(slack, "U1")


def home_with(label: str, line: str) -> View:
    button = {"type": "button", "action_id": "line:0", "text": {"text": label}, "value": line}
    return View("V1", "U1", "home", [{"type": "actions", "elements": [button]}])


def in_window(slack: LoopbackSlack, user: str) -> str:
    window = slack.workspace.window(user)
    return Message("", "", blocks=window.blocks).shown() if window else ""


def held(free: threading.Event) -> Command:
    """About somebody, and answered when `free` is set."""
    actor = Argument("actor", "who", completes="actor")
    return Command("slowly", "Takes its time", lambda *_: free.wait(5) and CARDS["help"], (actor,))


async def test_a_window_waits_for_a_slow_answer(slack: LoopbackSlack, state: State) -> None:
    free = threading.Event()
    async with running(slack, slack_platform(slack, state, example_dispatcher(held(free)))):
        await slack.press(home_with("Slowly", "slowly"), "Slowly", replies=0)
        await slack.until(lambda: slack.workspace.window("U1"))
        assert in_window(slack, "U1") == "On its way …"
        free.set()
        await slack.until(lambda: "What you can ask" in in_window(slack, "U1"))
    assert len(slack.web.called("views.open")) == 1


async def test_what_is_asked_in_a_window_may_take_its_time(slack: LoopbackSlack, state: State) -> None:
    free = threading.Event()
    async with running(slack, slack_platform(slack, state, example_dispatcher(held(free)))):
        await slack.global_shortcut(ASK, user="U2")
        await slack.until(lambda: slack.workspace.window("U2"))
        window = slack.workspace.window("U2")
        assert window
        waiting = await slack.submit(window, what="slowly")
        assert Message("", "", blocks=waiting.blocks).shown() == "On its way …"
        free.set()
        await slack.until(lambda: "What you can ask" in in_window(slack, "U2"))
