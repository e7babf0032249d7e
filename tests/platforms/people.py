"""A person on each platform, who types a line, presses a button, and sees what comes back."""

import html
import re
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from sqlalchemy import Engine

from bot.dispatcher import Dispatcher
from bot.state import State
from tests.platforms import discord_line, slack_room
from tests.platforms.loopback_discord import LoopbackDiscord, texts, until
from tests.platforms.loopback_discord.server import buttons as discord_buttons
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.web_room import CHANNELS, a_page, served


@dataclass
class Heard:
    """What a person sees of an answer, and the files that came with it, by name.

    `handle` is the platform's own form of it, to press on.
    """

    text: str
    private: bool
    labels: list[str]
    files: dict[str, str]
    handle: Any


class Person(Protocol):
    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard: ...

    async def presses(self, heard: Heard, label: str, *, manager: bool = False, copies: int = 1) -> Heard: ...

    async def completes(self, command: str, argument: str, typed: str) -> list[str]:
        """What comes up while a manager types a value."""

    async def told_to_wait(self, questions: int) -> None:
        """Returns when so many questions have been told that their answers will come."""


@asynccontextmanager
async def person_on(platform: str, engine: Engine, dispatcher: Dispatcher) -> AsyncIterator[Person]:
    state = State(engine)
    match platform:
        case "web":
            async with (
                served(a_page(engine, dispatcher)) as page,
                aiohttp.ClientSession(page.url) as http,
            ):
                yield OnWeb(http)
        case "discord":
            async with LoopbackDiscord() as discord:
                running = discord_line.platform_with(discord, dispatcher, state)
                async with discord_line.running(running):
                    yield OnDiscord(discord, dispatcher)
        case "slack":
            async with (
                LoopbackSlack() as slack,
                slack_room.running(slack, slack_room.slack_platform(slack, state, dispatcher)),
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

    async def presses(self, heard: Heard, label: str, *, manager: bool = False, copies: int = 1) -> Heard:
        tag = next(t for t in re.findall(r"<button[^>]*>[^<]*", heard.handle) if _plain(t).strip() == label)
        value = re.search(r'value="([^"]*)"', tag)
        assert value
        return await self.says(html.unescape(value[1]))

    async def completes(self, command: str, argument: str, typed: str) -> list[str]:
        line = f"/{command if command.startswith('briefing') else f'brief {command}'} {argument}:{typed}"
        async with self._http.get("/complete", params={"line": line}) as response:
            return [option["label"] for option in await response.json()]

    async def told_to_wait(self, questions: int) -> None:
        """The page says so by itself, as soon as a question is sent."""


def _seen(page: str, *, private: bool) -> Heard:
    labels = [_plain(tag).strip() for tag in re.findall(r"<button[^>]*>[^<]*", page)]
    files = {
        html.unescape(name): b64decode(data).decode()
        for data, name in re.findall(r'href="data:text/plain;base64,([^"]*)" download="([^"]*)"', page)
    }
    return Heard(_plain(page), private, labels, files, page)


def _plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


class OnDiscord:
    def __init__(self, discord: LoopbackDiscord, dispatcher: Dispatcher) -> None:
        self._discord = discord
        self._dispatcher = dispatcher

    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard:
        request = self._dispatcher.request(line)
        command = self._dispatcher.command(request.command, request.root)
        flags = [a.name for a in command.arguments if a.flag] if command else []
        given = {name: True if name in flags else value for name, value in request.arguments.items()}
        user = self._discord.world.manager if manager else self._discord.world.reader
        done = await self._discord.slash(
            f"{request.root} {request.command}", **given, _user=user, _deliveries=copies
        )
        return await self._heard(done)

    async def presses(self, heard: Heard, label: str, *, manager: bool = False, copies: int = 1) -> Heard:
        message = next(m for m in heard.handle if label in [b.get("label") for b in discord_buttons(m)])
        user = self._discord.world.manager if manager else self._discord.world.reader
        return await self._heard(await self._discord.click(message, label, _user=user, _deliveries=copies))

    async def _heard(self, interaction: Any) -> Heard:
        if interaction.waits:  # it was told to wait: the answer follows
            await until(lambda: not interaction.waits, 20)
        messages = [m for m in (interaction.message, *interaction.followups) if m]
        labels = [b.get("label", "") for m in messages for b in discord_buttons(m)]
        private = all(bool(m["flags"] & 1 << 6) for m in messages)
        files = {f["filename"]: f["text"] for m in messages for f in m["attachments"]}
        return Heard("\n".join(texts(m) for m in messages), private, labels, files, messages)

    async def completes(self, command: str, argument: str, typed: str) -> list[str]:
        line = command if command.startswith("briefing") else f"brief {command}"
        offered = await self._discord.complete(line, argument, typed, _user=self._discord.world.manager)
        return [choice["value"] for choice in offered]

    async def told_to_wait(self, questions: int) -> None:
        waiting = self._discord.world.interactions.values
        await until(lambda: sum(i.waits for i in waiting()) == questions, 20)


class OnSlack:
    def __init__(self, slack: LoopbackSlack) -> None:
        self._slack = slack

    async def says(self, line: str, *, manager: bool = False, copies: int = 1) -> Heard:
        root, rest = (
            ("briefing", line.removeprefix("briefing ")) if line.startswith("briefing ") else ("brief", line)
        )
        user = "U1" if manager else "U2"  # the first is the workspace's admin
        text = html.escape(rest, quote=False)
        if root == "briefing":  # in the managers' command Slack marks addresses
            text = re.sub(r"https?://\S+", r"<\g<0>>", text)
        asked = self._slack.command(f"/{root}", text, user=user, copies=copies, escaped=True)
        return self._heard(await asked)

    async def presses(self, heard: Heard, label: str, *, manager: bool = False, copies: int = 1) -> Heard:
        message = next(m for m in heard.handle if label in [b["text"]["text"] for b in m.buttons()])
        user = "U1" if manager else "U2"
        return self._heard(await self._slack.press(message, label, user=user, copies=copies))

    def _heard(self, conversation: Any) -> Heard:
        replies = list(conversation.replies)
        labels = [b["text"]["text"] for m in replies for b in m.buttons()]
        direct = self._slack.workspace.direct(conversation.user)
        files = {f.name: f.content.decode() for m in direct.messages for f in m.files}
        direct.messages.clear()
        shown = "\n".join(m.shown() for m in replies)
        return Heard(shown, all(m.ephemeral for m in replies), labels, files, replies)

    async def completes(self, command: str, argument: str, typed: str) -> list[str]:
        """Slack completes nothing in a command; in the window to ask in it does, for names."""
        await self._slack.global_shortcut("ask")
        await self._slack.until(lambda: self._slack.workspace.window("U1"))
        window = self._slack.workspace.window("U1")
        assert window
        return await self._slack.suggestions(window, "who", typed)

    async def told_to_wait(self, questions: int) -> None:
        await until(lambda: len(self._slack.acks) >= questions, 20)
        assert all(ack and ack.after < 1 for ack in self._slack.acks)
