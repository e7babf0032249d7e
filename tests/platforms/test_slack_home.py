"""The app's home page on Slack: today's brief, and what is posted in the channels of who looks."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.audit import Author
from bot.config import SubscriptionSettings
from bot.state import State
from tests.bot.claims import claims
from tests.bot.newsroom import HARBOUR, Newsroom
from tests.platforms.loopback_slack import Fault, LoopbackSlack, Message
from tests.platforms.loopback_slack.workspace import Channel, View
from tests.platforms.slack_room import running, slack_platform


@dataclass
class House:
    room: Newsroom
    slack: LoopbackSlack

    def subscribe(self, name: str, channel: str, place: str = "T1", zone: str = "Europe/Berlin") -> None:
        settings = SubscriptionSettings(
            name=name, platform="slack", channel=channel, time=dt.time(8), timezone=zone
        )
        self.room.subscriptions.put(settings, Author("U1", "slack", place))

    def seed(self, name: str, channel: str) -> None:
        """As config.yaml does, which says nothing of workspaces."""
        settings = SubscriptionSettings(
            name=name, platform="slack", channel=channel, time=dt.time(9), timezone="Asia/Tokyo"
        )
        self.room.subscriptions.seed([settings])

    async def home(self, user: str = "U1") -> View:
        await self.slack.open_home(user)
        await self.slack.until(lambda: self.slack.workspace.home(user))
        home = self.slack.workspace.home(user)
        assert home
        return home

    async def window(self, user: str = "U1") -> View:
        await self.slack.until(lambda: self.slack.workspace.window(user))
        window = self.slack.workspace.window(user)
        assert window
        return window


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    room = Newsroom(tmp_path)
    room.read("harbour", HARBOUR)
    state = State(room.engine)
    async with LoopbackSlack() as slack, running(slack, slack_platform(slack, state, room.dispatcher)):
        yield House(room, slack)


def shown(view: View) -> str:
    return Message("", "", blocks=view.blocks).shown()


async def test_it_shows_the_brief_and_what_is_posted_where_they_read(house: House) -> None:
    house.subscribe("morning", "C2")
    house.seed("tokyo", "C1")
    page = shown(await house.home("U2"))
    assert (
        page.index("Port Ellery to rebuild its harbour") < page.index("Your channels") < page.index("morning")
    )
    assert "in <#C2>" in page
    assert "no run yet · next Tue 24 Nov · 08:00 Berlin" in page
    assert "in <#C1>" in page
    assert "09:00 Tokyo" in page


async def test_it_says_how_the_last_run_ended(house: House) -> None:
    house.subscribe("morning", "C2")
    house.room.ledger.owe(house.room.subscriptions.all())
    claim = claims(house.room.ledger, "slack")[0]
    house.room.ledger.sent(claim, "1.1")
    assert "last Mon 23 Nov · 08:00 Berlin posted" in shown(await house.home())


async def test_it_tells_nobody_of_channels_that_they_are_not_in(house: House) -> None:
    house.slack.workspace.channels |= {c.id: c for c in (Channel("C3", "board"), Channel("C4", "pets"))}
    house.slack.channel("C3").people = {"U1"}
    house.subscribe("merger", "C3")
    house.subscribe("cats", "C4")
    house.subscribe("strangers", "C4", place="T9")
    assert "merger" in shown(await house.home("U1"))
    theirs = shown(await house.home("U2"))
    assert "merger" not in theirs
    assert "in <#C4>" in theirs
    assert "strangers" not in theirs


async def test_it_says_when_nothing_is_posted_or_slack_does_not_say_where_they_are(house: House) -> None:
    assert "No brief is scheduled here yet." in shown(await house.home("U1"))
    house.slack.faults.add("users.conversations", Fault(error="missing_scope"))
    assert "Slack did not say which channels you are in." in shown(await house.home("U2"))


async def test_it_leads_from_a_full_page_to_the_rest_and_cuts_nothing(house: House) -> None:
    for number in range(120):
        house.subscribe(f"brief {number:03}", f"C{number % 2 + 1}")
    home = await house.home()
    assert len(home.blocks) == 100
    everything = shown(home)
    await house.slack.press(home, "Show the rest", replies=0)
    window = await house.window()
    while True:
        everything += shown(window)
        if "Show the rest" not in shown(window):
            break
        before = len(house.slack.web.called("views.update"))
        await house.slack.press(window, "Show the rest", replies=0)
        await house.slack.until(lambda before=before: len(house.slack.web.called("views.update")) > before)
        window = await house.window()
    assert [f"brief {number:03}" in everything for number in range(120)] == [True] * 120
