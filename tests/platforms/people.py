"""A person on each platform, who types a line, presses a button, and sees what comes back."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from bot.dispatcher import Dispatcher
from bot.state import State
from tests.bot.newsroom import Newsroom
from tests.platforms import discord_line, slack_room
from tests.platforms.loopback_discord import LoopbackDiscord, texts, until
from tests.platforms.loopback_discord.server import buttons as discord_buttons
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.web_room import CHANNELS, a_page, served


@dataclass
class Heard:
    """What a person sees of an answer; `handle` is the platform's own form of it, to press on."""

    text: str
    private: bool
    labels: list[str]
    handle: Any


class Person(Protocol):
    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard: ...

    async def presses(self, heard: Heard, label: str, *, copies: int = 1) -> Heard: ...


@asynccontextmanager
async def person_on(platform: str, room: Newsroom) -> AsyncIterator[Person]:
    state = State(room.engine)
    match platform:
        case "web":
            async with (
                served(a_page(room.engine, room.dispatcher)) as page,
                aiohttp.ClientSession(page.url) as http,
            ):
                yield OnWeb(http)
        case "discord":
            async with LoopbackDiscord() as discord:
                running = discord_line.platform_with(discord, room.dispatcher, state)
                async with discord_line.running(running):
                    yield OnDiscord(discord, room.dispatcher)
        case "slack":
            async with (
                LoopbackSlack() as slack,
                slack_room.running(slack, slack_room.slack_platform(slack, state, room.dispatcher)),
            ):
                yield OnSlack(slack)


class OnWeb:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard:
        asked = {"line": line}  # whoever sees the page manages it
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
        async with self._http.post(f"/c/{CHANNELS[0]}", data=asked, headers=headers) as response:
            answer = await response.json()
        if "post" in answer:
            async with self._http.get(f"/c/{CHANNELS[0]}") as page:
                return _seen(await page.text(), private=False)
        return _seen(answer["answer"], private=True)

    async def presses(self, heard: Heard, label: str, *, copies: int = 1) -> Heard:
        tag = next(t for t in re.findall(r"<button[^>]*>[^<]*", heard.handle) if _plain(t).strip() == label)
        value = re.search(r'value="([^"]*)"', tag)
        assert value
        return await self.says(html.unescape(value[1]))


def _seen(page: str, *, private: bool) -> Heard:
    labels = [_plain(tag).strip() for tag in re.findall(r"<button[^>]*>[^<]*", page)]
    return Heard(_plain(page), private, labels, page)


def _plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


class OnDiscord:
    def __init__(self, discord: LoopbackDiscord, dispatcher: Dispatcher) -> None:
        self._discord = discord
        self._dispatcher = dispatcher

    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard:
        request = self._dispatcher.request(line)
        given = {name: True if name == "share" else value for name, value in request.arguments.items()}
        user = self._discord.world.manager if manager else self._discord.world.reader
        done = await self._discord.slash(
            f"{request.root} {request.command}", **given, _user=user, _deliveries=copies
        )
        return await self._heard(done)

    async def presses(self, heard: Heard, label: str, *, copies: int = 1) -> Heard:
        message = next(m for m in heard.handle if label in [b.get("label") for b in discord_buttons(m)])
        return await self._heard(await self._discord.click(message, label, _deliveries=copies))

    async def _heard(self, interaction: Any) -> Heard:
        if interaction.waits:  # it was told to wait: the answer follows
            await until(lambda: not interaction.waits, 8)
        messages = [m for m in (interaction.message, *interaction.followups) if m]
        labels = [b.get("label", "") for m in messages for b in discord_buttons(m)]
        private = all(bool(m["flags"] & 1 << 6) for m in messages)
        return Heard("\n".join(texts(m) for m in messages), private, labels, messages)


class OnSlack:
    def __init__(self, slack: LoopbackSlack) -> None:
        self._slack = slack

    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard:
        root, rest = (
            ("briefing", line.removeprefix("briefing ")) if line.startswith("briefing ") else ("brief", line)
        )
        user = "U1" if manager else "U2"  # the first is the workspace's admin
        return self._heard(await self._slack.command(f"/{root}", rest, user=user, copies=copies))

    async def presses(self, heard: Heard, label: str, *, copies: int = 1) -> Heard:
        message = next(m for m in heard.handle if label in [b["text"]["text"] for b in m.buttons()])
        return self._heard(await self._slack.press(message, label, copies=copies))

    def _heard(self, conversation: Any) -> Heard:
        replies = list(conversation.replies)
        labels = [b["text"]["text"] for m in replies for b in m.buttons()]
        return Heard(
            "\n".join(m.shown() for m in replies), all(m.ephemeral for m in replies), labels, replies
        )
