"""The commands that reach the web, on a loopback one: what they read, and what they say when they cannot."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.card import Card
from bot.dispatcher import Dispatcher
from bot.outside import Outside
from tests.bot.newsroom import Newsroom
from tests.bot.test_commands import told
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.test_page import GERMAN, page


class Desk:
    """A manager of a Discord server, with the web at hand."""

    def __init__(self, folder: Path, web: LoopbackWeb) -> None:
        self.web = web
        self.room = Newsroom(folder)
        self.outside = Outside(ALLOWED, self.room.clock)
        context = replace(self.room.context, outside=self.outside)
        self.dispatcher = Dispatcher(context.commands, context)

    async def ask(self, line: str, **sender: Any) -> Card:
        who = {"platform": "discord", "place": "server 1", "channel": "11", "user": "U1", "manager": True}
        return (await self.dispatcher.answer(self.dispatcher.request(line, **(who | sender)))).card


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with LoopbackWeb() as web:
        one = Desk(tmp_path, web)
        yield one
        await one.outside.close()


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
        (f"read {desk.web.put('/de', page(GERMAN, lang='de'))}", "it is in German, which is not read yet"),
        (f"read {desk.web.url('/nothing')}", "has no such page (404)"),
        ("read http://169.254.169.254/latest/", "its address is not on the public web"),
        ("read file:///etc/passwd", "an address begins with http:// or https://"),
        ("read", "needs url: the address of the page"),
    ):
        card = await desk.ask(line)
        assert card.kind == "error"
        assert expected in told(card)
    refused = await desk.ask(f"read {desk.web.url('/wall')}", manager=False)
    assert "Those who manage the briefings" in told(refused)
