"""A subscription's sources: it ..."""

from pathlib import Path

import pytest

from bot.wanted import comes_from
from tests.bot.manager import BERLIN, Desk
from tests.bot.newsroom import SCHOOL
from tests.bot.test_commands import told

FEED = "https://www.news.example/politics/feed.xml"


@pytest.mark.parametrize(
    "name", ["news.example", "www.news.example", "NEWS.example", FEED, f"{FEED}/", FEED.replace("www", "WWW")]
)
def test_it_knows_a_feed_by_its_address_and_by_its_site(name: str) -> None:
    assert comes_from(FEED, [name])


@pytest.mark.parametrize(
    "name", ["example", "ws.example", "other.example", "https://news.example/feed", "seeds"]
)
def test_it_takes_no_other_for_it(name: str) -> None:
    assert not comes_from(FEED, [name])


def test_a_site_stands_for_its_parts_too() -> None:
    assert comes_from("https://rss.news.example/all", ["news.example"])


def test_it_knows_a_folder_by_its_name_and_by_its_path() -> None:
    assert comes_from("/srv/news/town", ["town"])
    assert comes_from("/srv/news/town", ["/srv/news/town"])
    assert not comes_from("/srv/news/town", ["news"])


def test_without_any_all_are_wanted() -> None:
    assert comes_from("", [])
    assert not comes_from("", ["town"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_a_schedule_takes_them_shows_them_keeps_them_and_gives_them_up(desk: Desk) -> None:
    desk.room.read("school", SCHOOL, source="/srv/town")
    assert "only from town" in told(await desk.ask(f"{BERLIN} sources:town"))
    assert "only from town" in told(await desk.ask("schedule set time:09:00"))
    removed = await desk.ask("schedule remove")
    assert "only from town" in told(await desk.press(removed, "Set it again"))
    assert "only from" not in told(await desk.ask("schedule set sources:all"))


async def test_its_brief_is_of_them_alone(desk: Desk) -> None:
    desk.room.read("school", SCHOOL, source="/srv/town")
    await desk.ask(f"{BERLIN} sources:town")
    shown = told(await desk.ask("preview"))
    assert "An evening school for adults" in shown
    assert "Port Ellery to rebuild its harbour sources town" in shown  # left out, and why
    await desk.ask("schedule set sources:all")
    assert "sources town" not in told(await desk.ask("preview"))


async def test_a_source_that_nothing_is_read_from_is_told(desk: Desk) -> None:
    said = told(await desk.ask(f'{BERLIN} sources:"town, nowhere.example"'))
    assert "Nothing is read from “town” yet" in said


async def test_the_list_says_who_owns_what(desk: Desk) -> None:
    await desk.ask(BERLIN)
    assert "config.yaml owns the schedules that it names" in told(await desk.ask("schedule list"))
