"""onrecord doctor: it ..."""

import asyncio
import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import doctor
from bot.config import load
from bot.doctor import examine
from bot.inquiry import Reply, asker
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.restored import settle
from bot.subscription import Subscriptions
from briefs import Article, read
from briefs.store import migrate, open_engine, open_store
from briefs.store.backup import back_up, restore
from briefs.store.migrations import BRIEFS
from tests.bot.claims import claims
from tests.bot.clock import Clock
from tests.bot.newsroom import HARBOUR
from tests.bot.program import asked, write_config
from tests.platforms.loopback_discord import LoopbackDiscord
from tests.platforms.loopback_slack import LoopbackSlack
from tests.postgres import Postgres

CONFIG = """\
sources: [{folder: news}]
platforms: {web: {}}
subscriptions:
  - {name: morning, platform: web, channel: desk, time: 08:00, timezone: Europe/Berlin}
"""
ALL_PLATFORMS = CONFIG.replace("{web: {}}", "{web: {host: 0.0.0.0}, discord: {}, slack: {}}")
TOKENS = {
    "ONRECORD_WEB_TOKEN": "hush-web",
    "DISCORD_TOKEN": "hush.dis.cord",
    "SLACK_BOT_TOKEN": "xoxb-hush",
    "SLACK_APP_TOKEN": "xapp-hush",
}


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-23T07:30:00+00:00")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, CONFIG)


def run_once(config: Path, clock: Clock) -> Path:
    """The store as the program leaves it; its path."""
    settings = load(config)
    engine = open_engine(settings.store)
    store = open_store(engine, clock)
    migrate(engine, BOT)
    Subscriptions(engine, clock).seed(settings.subscriptions)
    store.add(read(Article("harbour", HARBOUR)))
    store.close()
    return Path(settings.store)


def nobody(name: str, token: str) -> Reply:
    return Reply("unknown", "no answer (TimeoutError)")


def said(config: Path, clock: Clock, environment: dict[str, str] | None = None) -> list[str]:
    return [str(finding) for finding in examine(config, environment or {}, clock, nobody)]


def wrong(config: Path, clock: Clock, environment: dict[str, str] | None = None) -> list[str]:
    lines = said(config, clock, environment)
    return [line.removeprefix("wrong ") for line in lines if not line.startswith("ok    ")]


def test_it_finds_nothing_wrong_before_the_first_run_and_makes_nothing(config: Path, clock: Clock) -> None:
    assert wrong(config, clock) == []
    assert "ok    next runs: morning begins when onrecord run starts" in said(config, clock)
    assert not (config.parent / "data").exists()


def test_it_finds_nothing_wrong_with_a_store_that_works(config: Path, clock: Clock) -> None:
    run_once(config, clock)
    assert wrong(config, clock) == []
    lines = "\n".join(said(config, clock))
    assert "onrecord.db is sound, 0." in lines
    assert "ok    tables: as this version has them" in lines
    assert "ok    next runs: morning → web desk Tue 24 Nov · 08:00 Berlin" in lines


def test_it_changes_nothing(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    before = store.read_bytes()
    said(config, clock)
    assert store.read_bytes() == before


def test_it_repeats_what_is_wrong_with_the_configuration(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, "stor: here\nplatforms: {web: {port: high}}\n")
    assert [line.split(str(tmp_path))[1] for line in wrong(config, clock)] == [
        "/config.yaml:1:1: “stor” is not known here; did you mean “store”?",
        "/config.yaml:2:19: port: input should be a valid integer, unable to parse string as an integer, not “high”",
    ]


def test_it_says_what_to_do_with_a_damaged_store(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    data = store.read_bytes()
    store.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    [told] = wrong(config, clock)
    assert told.startswith(f"store: {store} is a damaged database")
    assert told.endswith("; onrecord restore FILE puts a backup in its place")


def test_it_says_that_a_file_is_no_store(config: Path, clock: Clock) -> None:
    (config.parent / "data").mkdir()
    (config.parent / "data" / "onrecord.db").write_text("Dear diary, nothing happened. " * 100)
    [told] = wrong(config, clock)
    assert "onrecord.db is not a database" in told


def test_it_says_that_a_folder_is_no_store(config: Path, clock: Clock) -> None:
    (config.parent / "data" / "onrecord.db").mkdir(parents=True)
    [told] = wrong(config, clock)
    assert told.endswith("onrecord.db is a folder: give “store” the name of a file in it")


def test_it_says_that_a_store_is_locked_and_not_to_restore_a_backup(config: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(run_once(config, clock))) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        [told] = wrong(config, clock)
    assert told.endswith("onrecord.db is locked by another program")


def test_it_says_that_no_platform_is_switched_on(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, "sources: [{folder: news}]\n")
    assert wrong(config, clock) == [
        "tokens: no platform is switched on: name web, discord or slack under platforms"
    ]


def test_it_says_that_a_newer_version_wrote_the_store(config: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(run_once(config, clock))) as connection:
        connection.execute("UPDATE bot_version SET version_num = '9999'")
        connection.commit()
    assert wrong(config, clock) == [
        "tables: a newer version of this program wrote the store: use that version"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_it_says_what_cannot_be_written(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    store.chmod(0o400)
    assert f"store: {store} cannot be written: give it to the user who runs this" in wrong(config, clock)


def test_it_says_that_the_disk_is_nearly_full(
    config: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "LEAST_ROOM", 10**18)
    assert [line.split(":")[2] for line in wrong(config, clock)] == [" make room"]


def test_it_knows_that_all_tokens_are_there_and_prints_none(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, ALL_PLATFORMS)
    lines = said(config, clock, TOKENS)
    assert wrong(config, clock, TOKENS) == []
    assert "ok    tokens: SLACK_APP_TOKEN is set; slack cannot be asked: no answer (TimeoutError)" in lines
    assert "hush" not in "\n".join(lines)


def test_it_names_each_token_that_is_missing(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, ALL_PLATFORMS)
    file = {"DISCORD_TOKEN_FILE": str(tmp_path / "gone")}
    lines = wrong(config, clock, {"ONRECORD_WEB_TOKEN": "hush", **file})
    assert [line.split(": ")[1].split()[0] for line in lines] == ["DISCORD_TOKEN_FILE", "slack", "slack"]
    assert lines[0].endswith("gone cannot be read: No such file or directory")
    assert lines[2].endswith("give SLACK_APP_TOKEN or SLACK_APP_TOKEN_FILE")
    assert "set ONRECORD_WEB_TOKEN" in wrong(config, clock)[0]


def test_it_asks_for_what_many_workspaces_on_slack_need(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, CONFIG.replace("{web: {}}", "{web: {}, slack: {http: {}}}"))
    given = {"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "hush"}
    assert wrong(config, clock, given)[0].endswith("give SLACK_CLIENT_SECRET or SLACK_CLIENT_SECRET_FILE")
    assert wrong(config, clock, given | {"SLACK_CLIENT_SECRET": "hush"}) == []
    both = given | {"SLACK_BOT_TOKEN": "xoxb-hush"}
    assert "SLACK_BOT_TOKEN is for one workspace" in wrong(config, clock, both)[0]


def test_it_sees_that_slacks_tokens_were_mixed_up(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, ALL_PLATFORMS)
    mixed = TOKENS | {"SLACK_BOT_TOKEN": TOKENS["SLACK_APP_TOKEN"]}
    assert wrong(config, clock, mixed) == ["tokens: SLACK_BOT_TOKEN does not begin with xoxb-"]


def test_it_sees_that_what_is_set_is_no_token_of_a_bot(tmp_path: Path, clock: Clock) -> None:
    config = write_config(tmp_path, ALL_PLATFORMS)
    secret = TOKENS | {"DISCORD_TOKEN": "f00dcafe" * 4}
    assert wrong(config, clock, secret) == [
        "tokens: DISCORD_TOKEN is not of three parts with dots between, as a bot's is"
    ]


async def test_it_asks_the_platforms_whether_they_know_their_tokens(tmp_path: Path) -> None:
    config = write_config(tmp_path, ALL_PLATFORMS)
    async with LoopbackDiscord() as discord, LoopbackSlack() as slack:
        discord.world.token = TOKENS["DISCORD_TOKEN"]
        addresses = {"ONRECORD_DISCORD_API": discord.api, "ONRECORD_SLACK_API": slack.api}
        given = {
            **TOKENS,
            **addresses,
            "SLACK_BOT_TOKEN": slack.workspace.bot_token,
            "SLACK_APP_TOKEN": slack.workspace.app_token,
        }

        def findings(ahead: timedelta = timedelta(0), **other: str) -> list[str]:
            environment = given | other
            asked = examine(config, environment, lambda: datetime.now(UTC) + ahead, asker(environment))
            return [str(finding) for finding in asked]

        lines = await asyncio.to_thread(findings)
        assert [line for line in lines if line.startswith("wrong")] == []
        assert [line for line in lines if line.startswith("ok    tokens: discord knows DISCORD_TOKEN")]
        assert len([line for line in lines if line.startswith("ok    tokens: slack knows SLACK_")]) == 2
        assert "ok    clock: it goes with discord's" in lines
        lines = await asyncio.to_thread(findings, DISCORD_TOKEN="an.other.one", SLACK_BOT_TOKEN="xoxb-old")
        refused = [line for line in lines if line.startswith("wrong")]
        assert [line.split("(")[0] for line in refused] == [
            "wrong tokens: discord refuses DISCORD_TOKEN ",
            "wrong tokens: slack refuses SLACK_BOT_TOKEN ",
        ]
        lines = await asyncio.to_thread(findings, timedelta(minutes=-10))
        assert [
            line for line in lines if re.match("wrong clock: it is (599|600|601) s behind discord's", line)
        ]
    lines = await asyncio.to_thread(findings)
    assert [line for line in lines if "discord cannot be asked: no answer (ClientConnector" in line]


def test_it_sees_that_the_clock_went_back(config: Path, clock: Clock) -> None:
    run_once(config, clock)
    clock.forward(days=-400)
    assert wrong(config, clock) == [
        "clock: it shows 2025-10-19 07:30 UTC, but an article was read 2026-11-23 07:30: set it"
    ]


def test_it_says_that_a_folder_is_not_there(config: Path, clock: Clock) -> None:
    (config.parent / "news").rmdir()
    assert wrong(config, clock) == [
        f"folders: there is no folder {config.parent / 'news'}: make it, or name another under sources in config.yaml"
    ]


def test_it_says_that_nobody_took_a_run_that_was_due(config: Path, clock: Clock) -> None:
    run_once(config, clock)
    clock.forward(days=1)
    assert wrong(config, clock) == [
        "next runs: morning → web desk was due Tue 24 Nov · 08:00 Berlin: is onrecord run running?"
    ]


def test_it_says_what_is_paused(tmp_path: Path, clock: Clock) -> None:
    config = write_config(
        tmp_path, CONFIG.replace("name: morning", "name: morning, paused_until: 2026-12-24")
    )
    run_once(config, clock)
    assert (
        said(config, clock)[-1]
        == "ok    next runs: morning → web desk is paused, next Thu 24 Dec · 08:00 Berlin"
    )


def test_it_names_the_runs_that_come_first_and_counts_the_rest(tmp_path: Path, clock: Clock) -> None:
    of = "  - {name: at N, platform: web, channel: desk, time: '1N:00', timezone: Europe/Berlin}\n"
    config = write_config(tmp_path, CONFIG + "".join(of.replace("N", str(n)) for n in range(8)))
    run_once(config, clock)
    runs = [line.partition("next runs: ")[2] for line in said(config, clock) if "next runs" in line]
    assert [run.partition(" →")[0] for run in runs] == [*[f"at {n}" for n in range(5)], "and 4 more"]


def test_it_examines_a_server_too(tmp_path: Path, clock: Clock, postgres: Postgres) -> None:
    with postgres.new_database() as address:
        config = write_config(tmp_path, f"store: {address}\n{CONFIG}")
        run_once(config, clock)
        assert wrong(config, clock) == []
        assert "ok    store: postgresql:///test_" in "\n".join(said(config, clock))


def test_it_says_that_a_server_does_not_answer_and_not_its_password(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "hush")
    config = write_config(tmp_path, f"store: postgresql://ann@127.0.0.1:1/news\n{CONFIG}")
    [told] = wrong(config, clock)
    assert told.startswith("store: the store postgresql://127.0.0.1:1/news did not answer: ")
    assert "hush" not in "\n".join(said(config, clock))


async def test_it_ends_with_status_1_when_something_is_wrong(config: Path) -> None:
    status, printed, _ = await asked("doctor", "--config", str(config))
    assert (status, "wrong" in printed) == (0, False)
    (config.parent / "news").rmdir()
    status, printed, _ = await asked("doctor", "--config", str(config))
    assert (status, "wrong folders:" in printed) == (1, True)


def test_what_was_due_before_a_backup_was_put_back_is_not_posted(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    backup, due = config.parent / "monday.db", clock.forward
    back_up(str(store), backup)
    due(days=1, hours=1)
    restore(backup, str(store), (BRIEFS, BOT), partial(settle, now=clock))
    engine = open_engine(str(store))
    ledger, [morning] = Ledger(engine, clock), Subscriptions(engine, clock).all()
    ledger.open_due()
    assert claims(ledger) == []
    assert [(o.state, "backup" in o.reason) for o in ledger.outcomes(morning)] == [("skipped", True)]
    due(days=1)
    ledger.open_due()
    assert len(claims(ledger)) == 1
    engine.dispose()


async def test_a_store_that_was_put_back_by_other_means_is_told_so(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    code, printed, _ = await asked("restore", "--config", str(config))
    assert code == 0
    assert printed.startswith(f"{store}: ")
    assert printed.endswith(" due before now are not posted.\n")


async def test_a_backup_is_made_and_put_back_by_command(config: Path, clock: Clock) -> None:
    store = run_once(config, clock)
    file = config.parent / "monday.db"
    assert await asked("backup", str(file), "--config", str(config)) == (
        0,
        f"{file}: 1 article, checked.\n",
        "",
    )
    status, _, told = await asked("backup", str(file), "--config", str(config))
    assert (status, told) == (78, f"{file} is there already: name another file\n")
    status, printed, _ = await asked("restore", str(file), "--config", str(config))
    assert (status, printed) == (0, f"{store} is {file} now. What was there is {store}.before-restore.\n")
