"""Many workspaces on Slack: each installs the app itself, and is answered with its own token."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import Engine, inspect

from bot.config import parse
from bot.errors import ConfigError
from bot.platforms.platform import RejectedError, RetryError
from bot.platforms.slack import SlackPlatform
from bot.platforms.slack.endpoint import PATH, HttpMode
from bot.platforms.slack.install import OAuth
from bot.platforms.slack.installation import Installations, States
from bot.platforms.slack.manifest import SCOPES
from bot.platforms.switchboard import build_platforms
from bot.sender import OneSender
from bot.state import State
from briefs.store import open_engine
from tests.bot.newsroom import Newsroom
from tests.platforms.loopback_slack import Fault, LoopbackSlack
from tests.platforms.loopback_slack.http_delivery import HttpDelivery
from tests.platforms.loopback_slack.install import CLIENT_ID, CLIENT_SECRET, Browser
from tests.platforms.slack_room import digest_post, free_port, running, slack_platform

# Slack's library signs in for a token by it; we need aiohttp before 4.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass
class Town:
    """Two workspaces, an app at `address`, and the database of that."""

    north: LoopbackSlack
    south: LoopbackSlack
    platform: SlackPlatform
    address: str
    engine: Engine

    async def install(self, where: LoopbackSlack) -> None:
        browser = Browser(self.address)
        state = (await browser.sent_to())["state"]
        status, page = await browser.comes_back(
            state=state, code=self.north.web.installs.allow(where.workspace)
        )
        assert (status, "Thank you" in page) == (200, True)

    def tokens(self, of: LoopbackSlack, method: str) -> list[str]:
        return [args["token"] for args in of.web.called(method)]


def platform_at(port: int, slack: LoopbackSlack, engine: Engine) -> SlackPlatform:
    mode = HttpMode("127.0.0.1", port, SECRET, OAuth(CLIENT_ID, CLIENT_SECRET, engine))
    return slack_platform(slack, State(engine), http=mode)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    engine, port = Newsroom(tmp_path).engine, free_port()
    address = f"http://127.0.0.1:{port}"
    async with LoopbackSlack("T1") as north, LoopbackSlack("T2", beside=north) as south:
        for slack in (north, south):
            slack.inlet = HttpDelivery(f"{address}{PATH}", SECRET)
            slack.workspace.bot_token = ""
        async with running(north, platform_at(port, north, engine)) as platform:
            yield Town(north, south, platform, address, engine)


async def help_in(slack: LoopbackSlack) -> str:
    return (await slack.command("/brief", "help")).replies[0].shown()


async def test_it_sends_who_installs_it_to_slack_with_its_scopes(town: Town) -> None:
    sent = await Browser(town.address).sent_to()
    assert sent["page"] == f"http://127.0.0.1:{town.north.port}/oauth/v2/authorize"
    assert (sent["client_id"], set(sent["scope"].split(","))) == (CLIENT_ID, set(SCOPES))


async def test_it_serves_two_workspaces_with_a_token_each(town: Town) -> None:
    await town.install(town.north)
    await town.install(town.south)
    for slack in (town.north, town.south):
        assert "What you can ask" in await help_in(slack)
        await slack.command("/briefing", "run")
        await slack.open_home()
        await slack.until(lambda slack=slack: slack.workspace.home("U1"))
        for method in ("users.info", "views.publish"):
            assert town.tokens(slack, method) == [slack.workspace.bot_token]
    assert town.north.workspace.bot_token != town.south.workspace.bot_token


async def test_it_posts_in_the_workspace_of_each_brief(town: Town) -> None:
    await town.install(town.north)
    await town.install(town.south)
    for slack in (town.north, town.south):
        post = digest_post(place=slack.workspace.team)
        message = await town.platform.send(post)
        assert [m.ts for m in slack.channel().messages] == [message]
        assert await town.platform.posted(post) == message


async def test_it_forgets_a_workspace_that_throws_it_out_and_serves_the_other(town: Town) -> None:
    await town.install(town.north)
    await town.install(town.south)
    await town.south.uninstall()
    with pytest.raises(
        RejectedError,
        match=r"^On Record is not installed in this workspace any more: an admin can install it again\.$",
    ):
        await town.platform.send(digest_post(place="T2"))
    assert town.south.web.called("chat.postMessage") == []
    assert "not installed in this workspace any more" in await help_in(town.south)
    await town.platform.send(digest_post(place="T1"))
    assert "What you can ask" in await help_in(town.north)


async def test_a_workspace_that_comes_back_is_served_again(town: Town) -> None:
    await town.install(town.south)
    gone = time.time() - 60
    await town.install(town.south)
    await town.south.uninstall(at=gone)
    town.south.workspace.revoked.clear()
    assert "What you can ask" in await help_in(town.south)
    await town.south.uninstall()
    await town.install(town.south)
    assert "What you can ask" in await help_in(town.south)


async def test_it_says_in_one_sentence_that_a_token_was_revoked(town: Town) -> None:
    await town.install(town.north)
    await town.north.uninstall(announced=False)
    with pytest.raises(
        RejectedError,
        match=r"^On Record is not installed in this workspace any more: an admin can install it again\.$",
    ):
        await town.platform.send(digest_post(place="T1"))


async def test_it_posts_a_brief_of_the_file_where_there_is_one_workspace_only(town: Town) -> None:
    with pytest.raises(RejectedError, match="does not say which workspace"):
        await town.platform.send(digest_post())
    await town.install(town.south)
    await town.platform.send(digest_post())
    assert len(town.south.channel().messages) == 1
    await town.install(town.north)
    with pytest.raises(RejectedError, match="does not say which workspace"):
        await town.platform.send(digest_post())


async def test_it_remembers_its_workspaces_over_a_restart(tmp_path: Path) -> None:
    engine, port = Newsroom(tmp_path).engine, free_port()
    async with LoopbackSlack("T1") as slack:
        slack.inlet = HttpDelivery(f"http://127.0.0.1:{port}{PATH}", SECRET)
        async with running(slack, platform_at(port, slack, engine)) as platform:
            await Town(slack, slack, platform, f"http://127.0.0.1:{port}", engine).install(slack)
        async with running(slack, platform_at(port, slack, engine)):
            assert "What you can ask" in await help_in(slack)


async def test_it_keeps_workspaces_in_either_database(database: str) -> None:
    engine = open_engine(database)
    held, states = Installations(CLIENT_ID, engine), States(engine)
    for _ in range(2):  # the second start finds the tables
        await held.open()
        await states.open()
    state = await states.async_issue()
    assert [await states.async_consume(state) for _ in range(2)] == [True, False]
    for team in ("T1", "T2"):
        made = Installation(app_id="A1", user_id="U1", team_id=team, bot_token=f"xoxb-{team}")
        await held.async_save(made)
    assert [(await held.of(team)).token for team in ("T1", "T2")] == ["xoxb-T1", "xoxb-T2"]
    await held.forget("T1", time.time())
    assert (await held.of("")).team == "T2"
    with pytest.raises(RejectedError, match="not installed"):
        await held.of("T1")
    engine.dispose()


async def test_nobody_comes_back_who_did_not_set_out_here(town: Town) -> None:
    code = town.north.web.installs.allow(town.north.workspace)
    browser, stranger = Browser(town.address), Browser(town.address)
    state = (await browser.sent_to())["state"]
    assert (await stranger.comes_back(state=state, code=code))[0] == 400
    assert (await browser.comes_back(state="made-up", code=code))[0] == 400
    state = (await browser.sent_to())["state"]
    assert (await browser.comes_back(state=state, code="made-up"))[0] == 401
    assert (await browser.comes_back(state=state, code=code))[0] == 400
    with pytest.raises(RejectedError):
        await town.platform.send(digest_post(place="T1"))


async def test_it_logs_an_install_without_codes_and_tokens(
    town: Town, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with structlog.testing.capture_logs() as logs:
        await town.install(town.north)
        browser = Browser(town.address)
        await browser.comes_back(state=(await browser.sent_to())["state"], code="code-made-up")
    assert [line["event"] for line in logs] == ["installed"]
    assert "invalid_code" in caplog.text
    told = f"{logs} {caplog.text} {capfd.readouterr()}"
    assert [secret for secret in ("code-", "xoxb", CLIENT_SECRET, "Traceback") if secret in told] == []


async def test_somebody_may_change_their_mind(town: Town) -> None:
    status, page = await Browser(town.address).comes_back(error="access_denied")
    assert (status, "access_denied" in page) == (200, True)


async def test_it_says_that_an_organisation_installs_it_in_each_workspace(town: Town) -> None:
    browser = Browser(town.address)
    state = (await browser.sent_to())["state"]
    installs = town.north.web.installs
    installs.org_wide = True
    status, page = await browser.comes_back(state=state, code=installs.allow(town.north.workspace))
    assert (status, "in each workspace" in page) == (400, True)
    installs.org_wide = False
    await town.install(town.north)
    assert "What you can ask" in await help_in(town.north)


async def test_it_says_when_slack_is_away_during_an_install(town: Town) -> None:
    browser = Browser(town.address)
    state = (await browser.sent_to())["state"]
    town.north.faults.add("oauth.v2.access", Fault(drop="before"))
    status, page = await browser.comes_back(state=state, code="any")
    assert (status, "start again" in page) == (503, True)


async def test_a_store_that_is_away_is_told_and_loses_no_workspace(town: Town) -> None:
    await town.install(town.north)
    with town.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE slack_bots RENAME TO away")
    assert "What you can ask" in await help_in(town.north)
    with pytest.raises(RetryError, match="store does not answer"):
        await town.platform.send(digest_post(place="T1"))
    with town.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO slack_bots")
    await town.platform.send(digest_post(place="T1"))


MANY = {"SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET, "SLACK_SIGNING_SECRET": SECRET}


def built(folder: Path, environment: dict[str, str], slack: str = "{http: {}}") -> SlackPlatform:
    """As the program builds it for that configuration and environment."""
    room = Newsroom(folder)
    settings = parse(f"platforms:\n  slack: {slack}\n", "config.yaml", folder)
    desk: Any = room  # it has the dispatcher and the engine of one
    platforms = build_platforms(settings, environment, desk, State(room.engine), room.clock, no_health)
    sender = platforms["slack"]
    assert isinstance(sender, OneSender)
    platform = sender._platform
    assert isinstance(platform, SlackPlatform)
    return platform


async def no_health() -> dict[str, Any]:
    return {}


async def test_the_program_serves_many_with_a_client_id(tmp_path: Path) -> None:
    """And without any token at its start."""
    secret, port = tmp_path / "secret", free_port()
    secret.write_text(f"{CLIENT_SECRET}\n", encoding="utf-8")
    environment = {**MANY, "SLACK_CLIENT_SECRET": "", "SLACK_CLIENT_SECRET_FILE": str(secret)}
    async with LoopbackSlack() as slack:
        environment["ONRECORD_SLACK_API"] = slack.api
        async with running(slack, built(tmp_path, environment, f"{{http: {{port: {port}}}}}")) as platform:
            town = Town(slack, slack, platform, f"http://127.0.0.1:{port}", Newsroom(tmp_path).engine)
            await town.install(slack)
            await platform.send(digest_post(place="T1"))
    assert len(slack.channel().messages) == 1


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        (
            {**MANY, "SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many",
        ),
        ({**MANY, "SLACK_CLIENT_SECRET": ""}, "give SLACK_CLIENT_SECRET or SLACK_CLIENT_SECRET_FILE"),
        ({**MANY, "SLACK_SIGNING_SECRET": ""}, "give SLACK_SIGNING_SECRET or"),
        ({**MANY, "SLACK_CLIENT_ID": ""}, "give SLACK_BOT_TOKEN or"),
    ],
)
def test_it_says_which_secret_is_missing(tmp_path: Path, environment: dict[str, str], missing: str) -> None:
    with pytest.raises(ConfigError, match=missing):
        built(tmp_path, environment)


async def test_one_workspace_needs_no_table_of_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is not led astray by credentials that happen to stand in the environment."""
    monkeypatch.setenv("SLACK_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("SLACK_CLIENT_SECRET", CLIENT_SECRET)
    engine = Newsroom(tmp_path).engine
    async with LoopbackSlack() as slack, running(slack, slack_platform(slack, State(engine))):
        assert "What you can ask" in await help_in(slack)
    assert [name for name in inspect(engine).get_table_names() if name.startswith("slack")] == []
