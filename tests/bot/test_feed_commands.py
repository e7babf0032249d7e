"""The commands that reach the web, on a loopback one: what they read, and what they say when they cannot."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from bot.audit import Author
from bot.card import Card
from bot.commands import declared
from bot.dispatcher import Dispatcher
from bot.feed_entry import FeedEntries
from bot.feed_reader import FeedReader
from bot.feeds import Feeds
from bot.outside import Outside
from briefs.politeness import Turns
from briefs.sources.child import Children
from briefs.sources.opml import read_opml, write_opml
from briefs.store.engine import writing
from briefs.store.schema import article
from tests.bot.newsroom import Newsroom
from tests.bot.test_commands import told
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.test_feed import RSS
from tests.briefs.test_page import GERMAN, STORY, page


class Desk:
    """A manager of a Discord server, with the web at hand."""

    def __init__(self, folder: Path, web: LoopbackWeb) -> None:
        self.web = web
        self.room = Newsroom(folder)
        self.feeds = Feeds(self.room.engine, self.room.clock, lambda: 0.5)
        self.entries, self.children = FeedEntries(self.room.engine, self.room.clock), Children(1)
        self.outside = Outside(ALLOWED, self.room.clock, self.feeds, self.entries, self.children, Turns(0))
        self.reader = FeedReader(
            self.feeds, self.entries, self.outside.tools, self.room.store, self.room.clock
        )
        context = replace(self.room.context, outside=self.outside)
        self.dispatcher = Dispatcher(declared(), context)

    async def ask(self, line: str, **sender: Any) -> Card:
        who = {"platform": "discord", "place": "server 1", "channel": "11", "user": "U1", "manager": True}
        return (await self.dispatcher.answer(self.dispatcher.request(line, **(who | sender)))).card


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with LoopbackWeb() as web:
        one = Desk(tmp_path, web)
        yield one
        await one.outside.close()
        await one.children.close()


async def test_a_page_is_read_at_once_and_its_facts_can_be_asked_for(desk: Desk) -> None:
    url = desk.web.put("/wall", page())
    card = await desk.ask(f"read {url}")
    assert card.title == "Harbour wall to be rebuilt"
    assert "€42 million" in told(await desk.ask("stats unit:EUR"))
    again = await desk.ask(f"read <{url}|the wall>")
    assert again.title == card.title
    assert desk.room.store.count() == 1


async def test_several_pages_are_read_at_the_same_time(desk: Desk) -> None:
    urls = [desk.web.put(f"/{n}", page(head=f"<title>Wall {n}</title>")) for n in range(4)]
    await asyncio.gather(*(desk.ask(f"read {url}") for url in urls))
    assert desk.room.store.count() == 4


async def test_what_is_not_read_is_said_in_one_sentence(desk: Desk) -> None:
    for line, expected in (
        (f"read {desk.web.url('/nothing')}", "has no such page (404)"),
        ("read http://169.254.169.254/latest/", "its address is not on the public web"),
        ("read file:///etc/passwd", "an address begins with http:// or https://"),
        ("read http://no-such-host.invalid/", "is not known: is it spelt right? Nothing is lost"),
        ("read", "needs the address of a page, or a file"),
    ):
        card = await desk.ask(line)
        assert card.kind == "error"
        assert expected in told(card)
    refused = await desk.ask(f"read {desk.web.url('/wall')}", manager=False)
    assert "Briefings are managed by" in told(refused)


async def test_another_language_is_named_and_shown_by_headline_and_lead(desk: Desk) -> None:
    card = await desk.ask(f"read {desk.web.put('/de', page(GERMAN * 3, lang='de'))}")
    assert card.title == "Harbour wall to be rebuilt"
    assert card.footer.endswith("in German: not supported yet, headline and lead only")
    assert "42 Millionen Euro" in told(card)
    assert (await desk.ask("stats")).kind == "error" or "Millionen" not in told(await desk.ask("stats"))


async def test_a_feed_is_added_and_what_is_new_in_it_is_read(desk: Desk) -> None:
    site = RSS.replace("https://post.example/", desk.web.url("/"))
    desk.web.put("/news/wall", page())
    url = desk.web.put("/feed", site, "text/xml", etag='"1"')
    desk.web.put("/", page(head='<link rel="alternate" type="application/rss+xml" href="/feed">'))
    card = await desk.ask(f"briefing feed add url:{desk.web.url('/')}")
    assert card.title == "Added: Ellery Post"
    assert "2 in summary, read whole on the page" in told(card)
    assert await desk.reader.tick() == 1
    assert await desk.reader.tick() == 0
    assert "€42 million" in told(await desk.ask("stats unit:EUR"))
    assert "read just now" in told(await desk.ask("briefing feed list"))
    desk.room.clock.forward(hours=2)
    desk.web.put("/feed", site.replace("Evenings.", STORY * 3), "text/xml", etag='"2"')
    assert await desk.reader.tick() == 1
    assert (await desk.ask(f"briefing feed add url:{url}")).title == "Here already: Ellery Post"
    assert (await desk.ask("briefing feed remove feed:ellery")).title == "Removed: Ellery Post"
    desk.room.clock.forward(days=1)
    assert await desk.reader.tick() == 0
    assert "No feed is read" in told(await desk.ask("briefing feed list"))


async def test_a_test_of_a_feed_says_what_the_filters_here_would_leave_out(desk: Desk) -> None:
    url = desk.web.put("/feed", RSS, "text/xml")
    assert "Left out" not in told(await desk.ask(f"briefing feed test {url}"))
    where = "briefing schedule set time:08:00 timezone:Europe/Berlin exclude:"
    await desk.ask(f"{where}Publisher:ellery post")
    card = await desk.ask(f"briefing feed test {url}")
    assert card.sections[-1].heading == "Left out by the filters of morning"
    assert {line.note for line in card.sections[-1].lines} == {"exclude publisher:ellery post"}
    await desk.ask(f"{where}none")
    assert "Left out" not in told(await desk.ask(f"briefing feed test {url} schedule:morning"))


async def test_a_feed_that_fails_waits_longer_and_is_paused_with_the_reason(desk: Desk) -> None:
    url = desk.web.put("/feed", RSS, "text/xml")
    await desk.ask(f"briefing feed add url:{url}")
    desk.web.put("/feed", "", status=503, retry_after="7200")
    await desk.reader.tick()
    desk.room.clock.forward(hours=1)
    asked = len(desk.web.asked)
    await desk.reader.tick()
    assert len(desk.web.asked) == asked
    assert "failed once: 127.0.0.1 asks to come back later (503)" in told(
        await desk.ask("briefing feed list")
    )
    for _ in range(10):
        desk.room.clock.forward(days=2)
        await desk.reader.tick()
    assert "paused: 127.0.0.1 asks" in told(await desk.ask("briefing feed list"))
    desk.web.put("/feed", RSS, "text/xml")
    await desk.ask(f"briefing feed add url:{url}")
    await desk.reader.tick()
    assert "read just now" in told(await desk.ask("briefing feed list"))


async def test_a_feed_that_is_gone_for_good_is_paused_at_once(desk: Desk) -> None:
    url = desk.web.put("/feed", RSS, "text/xml")
    await desk.ask(f"briefing feed add url:{url}")
    desk.web.put("/feed", "", status=410)
    await desk.reader.tick()
    assert "removed: it is gone for good (410)" in told(await desk.ask("briefing feed list"))


async def test_managers_see_and_remove_their_own_feeds_alone(desk: Desk) -> None:
    url = desk.web.put("/feed", RSS, "text/xml")
    await desk.ask(f"briefing feed add url:{url}")
    desk.feeds.seed(["http://intranet.example/feed"])
    there = {"place": "server 2"}
    assert (await desk.ask("briefing feed list", **there)).kind == "error"
    assert "no feed called" in told(await desk.ask(f"briefing feed remove feed:{url}", **there))
    assert "intranet" not in told(await desk.ask("briefing feed list"))
    page_of_host = {"platform": "web", "place": "web"}
    listed = told(await desk.ask("briefing feed list", **page_of_host))
    assert "set in config.yaml" in listed
    assert listed.count("intranet") == 1, "its address stands for the name that nobody knows yet"
    assert "config.yaml owns" in told(await desk.ask("briefing feed remove feed:intranet", **page_of_host))
    desk.feeds.seed([])
    assert [f.url for f in desk.feeds.seen_from("console", "")] == [url]
    for command in ("feed add", "feed list", "feed remove", "feed test"):
        assert "Manage Server" in told(await desk.ask(f"briefing {command}", manager=False))


async def test_a_page_without_a_feed_or_with_several_is_said(desk: Desk) -> None:
    plain = desk.web.put("/plain", page())
    assert "names no feed" in told(await desk.ask(f"briefing feed test url:{plain}"))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in "ab"
    )
    card = await desk.ask(f"briefing feed test url:{desk.web.put('/two', page(head=links))}")
    assert [action.label for action in card.actions] == ["a", "b"]
    desk.web.put("/b", RSS, "text/xml")
    assert (await desk.ask(card.actions[1].command)).title == "Ellery Post"


async def test_a_list_is_shown_before_it_is_added_and_comes_out_as_it_went_in(desk: Desk) -> None:
    wanted = [(desk.web.url(f"/{n}"), f"Feed {n:02}") for n in range(12)]
    url = desk.web.put("/list", write_opml(wanted), "text/x-opml")
    desk.feeds.add(wanted[:2], Author("U1", "discord", "server 1"))
    card = await desk.ask(f"briefing feed import url:{url}")
    assert "10 feeds would be added. 2 are here already." in told(card)
    assert len(desk.feeds.seen_from("discord", "server 1")) == 2
    card = await desk.ask(card.actions[0].command)
    assert card.title == "Feeds: 0 % asked"
    assert "0 of 12 feeds have been asked" in told(card)
    await desk.reader.tick()
    assert "12 of 12 feeds have been asked, 12 did not answer." in told(
        await desk.ask(card.actions[0].command)
    )
    assert (await desk.ask(f"briefing feed import url:{url}")).title == "Nothing to add"
    card = await desk.ask("briefing feed export")
    assert card.file
    assert read_opml(card.file.text.encode()).feeds == tuple(wanted)
    broken = desk.web.put("/broken", "<opml>", "text/xml")
    assert "it is not OPML" in told(await desk.ask(f"briefing feed import url:{broken}"))


async def test_what_is_no_address_in_a_list_is_said_before_it_is_added(desk: Desk) -> None:
    odd = [("ftp://x.example/", ""), ("feed.xml", ""), (desk.web.url("/a"), "A")]
    attached = desk.web.put("/feeds.opml", write_opml(odd), "application/octet-stream")
    told_of = told(await desk.ask(f"briefing feed import file:{attached}"))
    assert "One feed would be added" in told_of
    assert "2 have no address of the web and are left out: “ftp://x.example/” is the first." in told_of


async def test_a_terminal_gives_a_list_by_its_file_and_is_told_when_there_is_none(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "feeds.opml").write_text(write_opml([("https://a.example/", "A")]))
    terminal = {"platform": "console", "place": "", "user": ""}
    found = await desk.ask(f"briefing feed import {tmp_path}/feeds.opml", **terminal)
    assert "One feed would be added" in told(found)
    missing = await desk.ask(f"briefing feed import {tmp_path}/fees.opml", **terminal)
    assert f"{tmp_path}/fees.opml was not read: No such file or directory." in told(missing)


async def test_a_file_that_is_handed_over_is_read_whatever_its_kind(desk: Desk) -> None:
    markdown = f"# The wall\n\n**{STORY}**\n\n* [one](https://x.example) part\n"
    for name, body, kind in (
        ("a.md", markdown, "text/plain"),
        ("a.txt", STORY, "application/octet-stream"),
        ("a.html", page(), "text/html"),
    ):
        url = desk.web.put(f"/keep/{name}", body, kind)
        card = await desk.ask(f"read file:{url}")
        assert card.kind == "digest", told(card)
        assert "**" not in told(card)
    assert desk.room.store.count() == 3
    refused = await desk.ask(f"read file:{desk.web.put('/a.zip', b'PK', 'application/zip')}")
    assert "no file that can be read but application/zip" in told(refused)


async def test_an_entry_whose_page_did_not_answer_is_tried_again(desk: Desk) -> None:
    site = RSS.replace("https://post.example/", desk.web.url("/"))
    url = desk.web.put("/feed", site, "text/xml", etag='"1"')
    desk.web.put("/news/wall", "", status=503)
    await desk.ask(f"briefing feed add url:{url}")
    assert await desk.reader.tick() == 0
    desk.web.put("/news/wall", page())
    desk.room.clock.forward(hours=2)
    assert await desk.reader.tick() == 1


async def test_an_entry_behind_a_paywall_is_shown_as_the_feed_has_it(desk: Desk) -> None:
    site = RSS.replace("https://post.example/", desk.web.url("/"))
    url = desk.web.put("/feed", site, "text/xml")
    desk.web.put("/news/wall", page(STORY + " Subscribe to continue reading."))
    await desk.ask(f"briefing feed add url:{url}")
    assert await desk.reader.tick() == 1
    assert "€42 million" in told(await desk.ask("stats unit:EUR"))
    assert "not read on the page: " in told(await desk.ask("briefing feed list"))


async def test_an_edit_replaces_what_was_read_also_when_its_page_moved(desk: Desk) -> None:
    site = RSS.replace("https://post.example/", desk.web.url("/"))
    url = desk.web.put("/feed", site, "text/xml")
    desk.web.put("/news/wall", page())
    await desk.ask(f"briefing feed add url:{url}")
    assert await desk.reader.tick() == 1
    number = desk.room.store.articles()[0].number
    desk.web.put("/news/wall-2", page(STORY.replace("€42", "€44")))
    desk.web.put("/feed", site.replace("/news/wall", "/news/wall-2"), "text/xml")
    desk.room.clock.forward(hours=2)
    assert await desk.reader.tick() == 1
    [held] = desk.room.store.articles()
    assert held.number == number
    assert "€44 million" in held.brief.article.text


async def test_an_edit_of_what_was_thrown_away_is_not_read_again(desk: Desk) -> None:
    site = RSS.replace("https://post.example/", desk.web.url("/"))
    url = desk.web.put("/feed", site, "text/xml")
    desk.web.put("/news/wall", page())
    await desk.ask(f"briefing feed add url:{url}")
    assert await desk.reader.tick() == 1
    with writing(desk.room.engine) as connection:
        connection.execute(delete(article))
    desk.web.put("/feed", site.replace("€42", "€44"), "text/xml")
    desk.room.clock.forward(hours=2)
    assert await desk.reader.tick() == 0
    assert desk.room.store.count() == 0


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(desk: Desk) -> None:
    url = desk.web.put("/feed", RSS, "text/xml")
    await desk.ask(f"briefing feed add url:{url}")
    new = desk.web.put("/new", RSS, "text/xml")
    desk.web.redirect("/feed", "/new", 301)
    await desk.reader.tick()
    assert [f.url for f in desk.feeds.seen_from("discord", "server 1")] == [new]
