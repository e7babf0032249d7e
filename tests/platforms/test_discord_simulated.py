"""What a reader of Discord meets: discord.py is the real one, the Discord around it is simulated."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import simcord
from simcord import ResponseMessage

from bot.card import Action, Card
from bot.command import Command
from bot.platforms.discord.reply import PATIENCE
from bot.platforms.platform import Post, RejectedError
from tests.bot.example_cards import CARDS
from tests.bot.example_commands import SHARE
from tests.platforms.discord_room import Room, room

CLOSED = discord.PermissionOverwrite(view_channel=True, send_messages=False)


def texts(components: list[dict[str, Any]]) -> str:
    """All a message says, its buttons included."""
    words = []
    for component in components:
        words += [component.get("content", ""), component.get("label", "")]
        words.append(texts(component.get("components", [])))
        words.append(texts([component["accessory"]]) if "accessory" in component else "")
    return "\n".join(word for word in words if word)


def said(message: ResponseMessage | None) -> str:
    assert message is not None
    return texts(message.components)


def post(channel: Any, card: str = "digest", **options: Any) -> Post:
    return Post(str(channel.id), CARDS[card], "brief-1", **options)


def posts(here: Room) -> list[dict[str, Any]]:
    """The bodies of all posts to channels, as discord.py sent them."""
    sent = [r.json for r in here.env.http_requests if r.method == "POST" and r.path.endswith("/messages")]
    return [body for body in sent if isinstance(body, dict)]


async def test_a_reader_asks_and_is_answered_privately() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief stats", query="freight")
        assert result.ephemeral
        assert "8.4 million tonnes" in said(result.response)


async def test_a_shared_answer_is_for_everybody() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief now", share=True)
        assert not result.ephemeral
        assert "Harbour Levy" in said(result.response)


async def test_names_are_offered_while_typing() -> None:
    async with room() as here:
        offered = await here.reader.autocomplete(here.channel, "brief positions", "actor", "varg")
        assert [choice["value"] for choice in offered] == ["Ilse Varga"]


async def test_a_misspelt_name_brings_buttons_that_work() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief positions", actor="Vargo")
        assert "Nobody called “Vargo”" in said(result.response)
        pressed = await here.reader.click(result.response, label="Ilse Varga")
        assert "million tonnes" in said(pressed.response)


async def test_a_fault_of_ours_is_one_plain_sentence() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief search", query="break")
        assert "Nothing is lost" in said(result.response)
        assert "fire" not in said(result.response)


async def test_a_posted_card_answers_after_a_restart() -> None:
    async with room() as here:
        await here.platform.send(post(here.channel))
        card = here.channel.last_message
        await here.env.restart_bot(here.platform.client(shard_count=1))
        result = await here.reader.click(card, label="Statistics 25")
        assert result.ephemeral
        assert "8.4 million tonnes" in said(result.response)


async def test_a_line_shows_its_source() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief stats")
        pressed = await here.reader.click(result.response, custom_id="or:2:source fact:3")
        assert "**“It is a tax on the tide,” Mayor Teo Brandl told the council on Monday.**" in said(
            pressed.response
        )


async def test_a_page_is_turned_in_place() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief stats")
        turned = await here.reader.click(result.response, label="Next")
        assert turned.acknowledged
        assert turned.response is None or turned.response.id == result.response.id
        assert not turned.followups


async def test_a_very_long_answer_comes_in_several_messages() -> None:
    async with room() as here:
        result = await here.reader.slash(here.channel, "brief search", query="all")
        assert result.ephemeral
        everything = said(result.response) + "".join(map(said, result.followups))
        assert len(result.followups) > 5
        assert all(message.ephemeral for message in result.followups)
        assert "word1300" in everything


async def test_only_managers_see_and_use_briefing() -> None:
    async with room() as here:
        with pytest.raises(simcord.SetupError):
            await here.reader.slash(here.channel, "briefing run")
        result = await here.manager.slash(here.channel, "briefing run")
        assert "What you can ask" in said(result.response)


async def test_a_role_is_told_once_and_nobody_else() -> None:
    async with room() as here:
        role = here.guild.create_role("Newsroom")
        await here.platform.send(post(here.channel, "hostile", mention=str(role.id)))
        first, *rest = posts(here)
        assert first["allowed_mentions"]["roles"] == [role.id]
        assert str(first).count(f"<@&{role.id}>") == 1
        for body in (first, *rest):
            assert body["allowed_mentions"]["parse"] == []
        for body in rest:
            assert "roles" not in body["allowed_mentions"]
            assert f"<@&{role.id}>" not in str(body)


async def test_a_silent_post_makes_no_sound() -> None:
    async with room() as here:
        await here.platform.send(post(here.channel, silent=True))
        assert here.channel.last_message.flags.suppress_notifications


async def test_a_forum_gets_a_named_thread() -> None:
    async with room() as here:
        forum = here.guild.create_forum_channel("news")
        number = await here.platform.send(post(forum))
        thread = here.env.bot.get_channel(int(number))
        assert isinstance(thread, discord.Thread)
        assert thread.name == CARDS["digest"].title


async def test_a_manager_who_is_one_no_more_is_refused_at_the_next_press() -> None:
    panel = Card("list", "Panel", actions=(Action("Post it", "briefing run"),))
    async with room(Command("panel", "Buttons", lambda *_: panel, root="briefing")) as here:
        shown = (await here.manager.slash(here.channel, "briefing panel")).response
        assert "What you can ask" in said((await here.manager.click(shown, label="Post it")).response)
        here.guild.remove_member(here.manager)
        without_role = here.guild.add_member(here.manager.user)
        refused = await without_role.click(shown, label="Post it")
        assert "Manage Server" in said(refused.response)
        assert refused.ephemeral


async def test_a_reader_may_not_press_what_a_manager_shared() -> None:
    panel = Card("list", "Panel", actions=(Action("Post it", "briefing run"),))
    async with room(Command("panel", "Buttons", lambda *_: panel, (SHARE,), root="briefing")) as here:
        shown = (await here.manager.slash(here.channel, "briefing panel", share=True)).response
        assert "Manage Server" in said((await here.reader.click(shown, label="Post it")).response)


async def test_a_channel_that_is_closed_to_the_bot_says_what_it_needs() -> None:
    async with room() as here:
        closed = here.guild.create_text_channel("board", overwrites={here.guild.me: CLOSED})
        with pytest.raises(RejectedError, match="View Channel and Send Messages"):
            await here.platform.send(post(closed))


async def test_an_answer_after_the_deadline_is_refused_and_the_next_comes() -> None:
    """Discord takes a first word within three seconds."""
    async with room_with(Later(3.1)) as here:
        late = await here.reader.slash(here.channel, "brief later")
        assert not late.acknowledged
        assert "What you can ask" in said((await here.reader.slash(here.channel, "brief help")).response)


async def test_an_answer_that_was_announced_comes_ten_minutes_later() -> None:
    async with room_with(Later(600, announced=True)) as here:
        result = await here.reader.slash(here.channel, "brief later")
        assert result.ephemeral
        assert "What you can ask" in said(result.response)


async def test_an_answer_that_comes_after_a_quarter_of_an_hour_is_lost_and_the_next_comes() -> None:
    async with room_with(Later(901, announced=True)) as here:
        result = await here.reader.slash(here.channel, "brief later")
        assert "What you can ask" not in said(result.response)
        assert "What you can ask" in said((await here.reader.slash(here.channel, "brief help")).response)


class Later:
    """A command that is answered when so many seconds of the simulation have passed."""

    def __init__(self, seconds: float, *, announced: bool = False) -> None:
        self._seconds = seconds
        self._announced = announced
        self.env: simcord.Env | None = None

    def command(self) -> Command:
        return Command("later", "Takes its time", lambda *_: self._answer())

    def _answer(self) -> Card:
        """Off the event loop. `announced`: after the bot has said that an answer will come."""
        assert self.env
        if self._announced:
            self.env.backend.clock.advance(PATIENCE + 0.1)
            self._wait_for_the_first_word(self.env)
        self.env.backend.clock.advance(self._seconds)
        return CARDS["help"]

    def _wait_for_the_first_word(self, env: simcord.Env) -> None:
        for _ in range(300):
            if any(r.path.endswith("/callback") for r in env.http_requests):
                return
            threading.Event().wait(0.01)
        raise AssertionError("nothing was announced")


@asynccontextmanager
async def room_with(later: Later) -> AsyncIterator[Room]:
    async with room(later.command()) as here:
        later.env = here.env
        yield here


async def test_a_long_button_works_after_a_restart() -> None:
    line = f"stats query:{'freight ' * 30}"
    card = Card("list", "Long", actions=(Action("All of it", line.strip()),))
    async with room() as here:
        await here.platform.send(Post(str(here.channel.id), card, "brief-1"))
        posted = here.channel.last_message
        await here.env.restart_bot(here.platform.client(shard_count=1))
        assert "8.4 million tonnes" in said((await here.reader.click(posted, label="All of it")).response)


async def test_every_card_is_taken_by_a_discord_that_counts() -> None:
    async with room() as here:
        for number, name in enumerate(CARDS):
            await here.platform.send(Post(str(here.channel.id), CARDS[name], f"brief-{number}"))
        assert len(posts(here)) > len(CARDS)


async def test_an_unknown_channel_is_refused_with_what_to_do() -> None:
    async with room() as here:
        with pytest.raises(RejectedError, match="choose another"):
            await here.platform.send(Post("123456789", CARDS["digest"], "brief-1"))
        with pytest.raises(RejectedError, match="not the id"):
            await here.platform.send(Post("#general", CARDS["digest"], "brief-1"))


async def test_commands_are_registered_only_when_they_changed() -> None:
    async with room() as here:
        await here.env.restart_bot(here.platform.client(shard_count=1))
        await here.env.restart_bot(here.platform.client(shard_count=1))
        assert [r.method for r in here.env.http_requests if r.path.endswith("/commands")] == ["PUT"]
