"""A brief run, previewed, told of: what managers see of what is posted."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.card import Card, from_json, to_json
from tests.bot.claims import claims
from tests.bot.manager import BERLIN, Desk
from tests.bot.newsroom import SCHOOL
from tests.bot.test_commands import told


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def entries(card: Card) -> list[str]:
    return [line.lead or line.text for section in card.sections for line in section.lines]


async def test_run_owes_one_at_once_and_it_is_posted(desk: Desk) -> None:
    await desk.ask(BERLIN)
    assert "posted here in a moment" in told(await desk.ask("run"))
    await desk.tick()
    await desk.tick()
    assert [post.card.title for post in desk.posts] == ["Port Ellery to rebuild its harbour"]


async def test_a_preview_is_the_card_that_is_posted_then(desk: Desk) -> None:
    await desk.ask(BERLIN)
    desk.room.clock.forward(days=1)
    card = await desk.ask("preview")
    await desk.tick()
    *shown, why = card.sections
    assert [post.card for post in desk.posts] == [replace(card, sections=tuple(shown))]
    [line] = why.lines
    assert (why.heading, line.lead) == ("Why in this order", "Port Ellery to rebuild its harbour")
    assert line.text.startswith("1 outlet, read 1 day ago, ")


async def test_the_second_brief_holds_what_was_read_since_the_first(desk: Desk) -> None:
    await desk.ask(BERLIN)
    desk.room.clock.forward(days=1)
    await desk.tick()
    desk.room.clock.forward(hours=9)
    desk.room.read("school", SCHOOL)
    desk.room.clock.forward(hours=15)
    await desk.tick()
    titles = [post.card.title for post in desk.posts]
    assert titles == ["Port Ellery to rebuild its harbour", "Evening school opens in Dunmarrow"]


async def test_where_nothing_is_new_one_line_says_since_when(desk: Desk) -> None:
    await desk.ask(BERLIN.replace("weekdays", "fri, mon"))
    desk.room.clock.forward(days=4)
    await desk.tick()
    desk.room.clock.forward(days=3)
    assert "Nothing new since Friday’s brief." in told(await desk.ask("preview"))
    await desk.tick()
    assert [line.text for line in desk.posts[1].card.sections[0].lines] == [
        "Nothing new since Friday’s brief."
    ]


async def test_where_silence_is_wished_nothing_new_is_skipped_with_the_reason(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} when_empty:silent")
    for _ in range(2):
        desk.room.clock.forward(days=1)
        await desk.tick()
    assert len(desk.posts) == 1
    assert "nothing would be posted" in told(await desk.ask("preview"))
    [to] = desk.room.subscriptions.all()
    assert [(o.state, o.reason) for o in desk.room.ledger.outcomes(to)] == [
        ("skipped", "nothing new"),
        ("sent", ""),
    ]


async def test_a_run_by_hand_posts_what_is_new_and_says_when_nothing_is(desk: Desk) -> None:
    await desk.ask(BERLIN)
    for _ in range(2):
        assert (await desk.ask("run")).title == "On its way: morning"
        await desk.tick()
        desk.room.clock.forward(hours=1)
    assert [post.card.title for post in desk.posts] == ["Port Ellery to rebuild its harbour", "Morning brief"]
    assert "Nothing new since today’s brief." in told(desk.posts[1].card)


async def test_a_run_by_hand_where_silence_is_wished_says_at_once_that_nothing_is_new(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} when_empty:silent")
    for _ in range(2):
        card = await desk.ask("run")
        await desk.tick()
    assert "Nothing is new" in told(card)
    assert len(desk.posts) == 1


async def test_a_late_brief_says_when_it_was_due(desk: Desk) -> None:
    await desk.ask(BERLIN)
    desk.room.clock.forward(days=1, hours=2)
    await desk.tick()
    assert (
        desk.posts[0].card.credit == "On Record · Morning brief · Tue 24 Nov · 10:00 Berlin · late, due 08:00"
    )


async def test_status_tells_last_and_next_run_failures_and_the_age_of_the_data(desk: Desk) -> None:
    await desk.ask(BERLIN)
    desk.room.clock.forward(days=1)
    desk.room.ledger.open_due()
    desk.room.ledger.failed(claims(desk.room.ledger, "discord")[0], "the channel is gone")
    desk.room.clock.forward(days=1)
    await desk.tick()
    shown = told(await desk.ask("status"))
    assert "last Wed 25 Nov · 08:00 Berlin posted" in shown
    assert "next Thu 26 Nov · 08:00 Berlin" in shown
    assert "Tue 24 Nov · 08:00 Berlin failed: the channel is gone" in shown
    assert "1 article held, the newest read 2 days ago" in shown
    assert "On Record 0." in shown
    assert "set morning" in shown
    assert "Mon 23 Nov · 08:00 Berlin by U1" in shown


async def test_bare_briefing_is_the_status_and_its_help_is_the_help(desk: Desk) -> None:
    assert (await desk.ask("")).title == "Status"
    assert any("schedule set" in name for name in entries(await desk.ask("help")))
    assert not any("schedule set" in name for name in entries(await desk.ask("help", manager=False)))


async def test_every_card_survives_being_written_down(desk: Desk) -> None:
    await desk.ask(BERLIN)
    for line in (
        "schedule set time:9",
        "schedule list",
        "schedule pause",
        "status",
        "preview",
        "schedule remove",
    ):
        card = await desk.ask(line)
        assert from_json(to_json(card)) == card
