"""When and where a brief is posted, as managers set it: what they may, and what they are told."""

from pathlib import Path

import pytest

from bot.card import Card, Line
from briefs import Article, read
from tests.bot.manager import BERLIN, TOPICS, Desk
from tests.bot.newsroom import SCHOOL
from tests.bot.test_commands import told


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def entries(card: Card) -> list[str]:
    return [line.lead or line.text for section in card.sections for line in section.lines]


async def test_a_schedule_is_set_and_shows_its_next_three_runs(desk: Desk) -> None:
    card = await desk.ask(BERLIN)
    assert card.title == "Scheduled: morning"
    assert [line.text for line in card.sections[1].lines] == [
        "Tue 24 Nov · 08:00 Berlin",
        "Wed 25 Nov · 08:00 Berlin",
        "Thu 26 Nov · 08:00 Berlin",
    ]
    assert "config.yaml owns" in card.footer


async def test_set_again_in_the_same_channel_changes_what_is_named_and_keeps_the_rest(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} mention:<@&77> silent:yes when_empty:silent")
    card = await desk.ask("schedule set time:9pm")
    assert card.title == "Changed: morning"
    [to] = desk.room.subscriptions.all()
    assert (f"{to.time:%H:%M}", to.days[-1], to.mention, to.silent) == ("21:00", "fri", "77", True)
    await desk.ask("schedule set mention:none silent:no when_empty:line")
    [to] = desk.room.subscriptions.all()
    assert (to.mention, to.silent, to.when_empty) == ("", False, "line")


async def test_a_brief_takes_what_its_filters_take_and_a_preview_says_what_they_leave_out(desk: Desk) -> None:
    desk.room.read("school", SCHOOL)
    desk.room.context.running.topics = TOPICS
    await desk.ask(f"{BERLIN} include:topic:building, pupils exclude:actor:Nobody")
    preview = await desk.ask("preview")
    assert preview.title == "Port Ellery to rebuild its harbour"
    [left_out] = preview.sections[-1].lines
    assert (left_out.lead, left_out.text) == (
        "Evening school opens in Dunmarrow",
        "include topic:building, pupils",
    )
    await desk.ask("run")
    await desk.tick()
    assert desk.posts[0].card.title == "Port Ellery to rebuild its harbour"


async def test_a_schedule_takes_what_comes_from_its_sources(desk: Desk) -> None:
    desk.room.store.add(read(Article("school", SCHOOL)), "/srv/news/town")
    await desk.ask(f"{BERLIN} sources:town")
    preview = await desk.ask("preview")
    assert preview.title == "Evening school opens in Dunmarrow"
    assert [line.text for line in preview.sections[-1].lines] == ["sources town"]


async def test_filters_stay_until_they_are_changed_and_none_ends_them(desk: Desk) -> None:
    desk.room.context.running.topics = TOPICS
    card = await desk.ask(f"{BERLIN} include:topic:building, pupils exclude:actor:Nobody")
    assert "only topic:building, pupils · without actor:Nobody" in told(card)
    card = await desk.ask("schedule set time:9pm exclude:harbour, “ferry company”")
    assert "only topic:building, pupils · without harbour, ferry company" in told(card)
    await desk.press(await desk.ask("schedule remove"), "Set it again")
    [to] = desk.room.subscriptions.all()
    assert to.filters.exclude == ("harbour", "ferry company")
    await desk.ask("schedule set include:none exclude:none")
    [to] = desk.room.subscriptions.all()
    assert not to.filters


async def test_a_filter_that_cannot_be_is_said_in_one_sentence(desk: Desk) -> None:
    desk.room.context.running.topics = TOPICS
    assert "“actor:” has no word to look for" in told(await desk.ask(f"{BERLIN} include:actor:"))
    refused = told(await desk.ask(f"{BERLIN} exclude:topic:space"))
    assert "There is no topic “space”: config.yaml names them under topics. Known: building." in refused


async def test_a_second_one_in_a_channel_has_its_own_name(desk: Desk) -> None:
    await desk.ask(BERLIN)
    await desk.ask("schedule set name:evening time:18:30")
    assert [s.name for s in desk.room.subscriptions.all()] == ["evening", "morning"]
    card = await desk.ask("schedule set time:07:00")
    assert card.kind == "error"
    assert (await desk.press(card, "evening")).title == "Changed: evening"


async def test_a_name_that_is_not_known_is_answered_with_those_that_are(desk: Desk) -> None:
    await desk.ask(BERLIN)
    for line in ("preview", "run", "schedule pause", "schedule resume", "schedule remove"):
        card = await desk.ask(f"{line} schedule:mornign")
        assert "There is no schedule “mornign” here. Known here: morning." in told(card)
    card = await desk.ask("schedule set name:mornign days:daily")
    assert "There is no schedule “mornign” here, and a new one needs its time: time:08:00." in told(card)
    assert "Known here: morning." in told(card)
    assert (await desk.press(card, "morning")).title == "Changed: morning"


async def test_a_name_left_out_is_the_part_of_the_day_that_is_free(desk: Desk) -> None:
    await desk.ask(BERLIN)
    assert (await desk.ask(f"{BERLIN} channel:<#12>")).title == "Scheduled: morning 2"
    assert (await desk.ask(f"{BERLIN} channel:13".replace("08", "19"))).title == "Scheduled: evening"


@pytest.mark.parametrize(
    ("platform", "given", "channel"),
    [("discord", "<#123>", "123"), ("discord", "123", "123"), ("slack", "<#C123|desk>", "C123"), ("slack", "C9", "C9")],
)  # fmt: skip
async def test_a_channel_may_be_given_as_people_see_it(
    desk: Desk, platform: str, given: str, channel: str
) -> None:
    await desk.ask(f"{BERLIN} channel:{given}", platform=platform)
    assert [s.channel for s in desk.room.subscriptions.all()] == [channel]


async def test_every_card_says_which_channel_is_meant(desk: Desk) -> None:
    set_there = await desk.ask(f"{BERLIN} channel:<#123>")
    cards = [set_there, *[await desk.ask(line) for line in ("schedule list", "status", "preview", "run")]]
    cards.append(await desk.ask("schedule remove"))
    for card in cards[:3] + cards[4:]:
        assert {line.text[slice(*line.channels[0])] for line in lines_with_channels(card)} == {"123"}
    assert len(lines_with_channels(cards[2])) == 2  # where it is posted, and the last change
    assert not lines_with_channels(await desk.ask(BERLIN))


async def test_a_thread_of_slack_is_told_by_its_channel(desk: Desk) -> None:
    seed = {"platform": "slack", "channel": "C12/1700000000.000100"}
    desk.seed(**seed)
    card = await desk.ask("status", platform="slack", channel=seed["channel"])
    assert "posted" not in told(card)
    card = await desk.ask("schedule list", platform="console")
    [line] = lines_with_channels(card)
    assert line.text.endswith("on Slack in a thread of C12")


def lines_with_channels(card: Card) -> list[Line]:
    return [line for section in card.sections for line in section.lines if line.channels]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("schedule set timezone:Europe/Berlin", "A new schedule needs its time"),
        ("schedule set time:08:00", "needs its time zone"),
        (BERLIN.replace("08:00", "half past"), "“half past” is not a time"),
        (BERLIN.replace("08:00", "25:00"), "“25:00” is not a time of day"),
        (BERLIN.replace("08:00", "13pm"), "“13pm” is not a time of day"),
        (BERLIN.replace("weekdays", "Sundries"), "“Sundries” is not a day"),
        (BERLIN.replace("Europe/Berlin", "Atlantis"), "“Atlantis” is not a time zone"),
        (BERLIN.replace("Europe/Berlin", "Berlin"), "did you mean Europe/Berlin? "),
        (BERLIN + " channel:#general", "“#general” is no channel’s id"),
        (BERLIN + " mention:@everyone", "“@everyone” is not a role"),
        (BERLIN + " when_empty:maybe", "when_empty is one of line, silent"),
        (BERLIN + " name:" + "x" * 200, "should have at most 80 characters"),
        ("schedule pause", "No brief is scheduled here yet"),
        ("preview", "No brief is scheduled here yet"),
        ("schedule list", "No brief is scheduled here yet"),
    ],
)
async def test_what_is_wrong_is_one_clear_sentence(desk: Desk, line: str, expected: str) -> None:
    card = await desk.ask(line)
    assert card.kind == "error"
    assert expected in told(card)
    assert desk.room.subscriptions.all() == []


@pytest.mark.parametrize(
    ("written", "time"), [("8", "08:00"), ("8am", "08:00"), ("08.30", "08:30"), ("12 am", "00:00"), ("7:15 p.m.", "19:15")]
)  # fmt: skip
async def test_a_time_is_read_as_people_write_it(desk: Desk, written: str, time: str) -> None:
    await desk.ask(BERLIN.replace("08:00", written))
    assert [f"{s.time:%H:%M}" for s in desk.room.subscriptions.all()] == [time]


async def test_a_city_is_offered_its_time_zone_as_a_button(desk: Desk) -> None:
    card = await desk.ask(BERLIN.replace("Europe/Berlin", "berlin"))
    assert "did you mean Europe/Berlin?" in told(card)
    assert (await desk.press(card, "Europe/Berlin")).title == "Scheduled: morning"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("new york", "America/New_York"), ("europe/lisbon", "Europe/Lisbon"), ("Europe/Berln", "Europe/Berlin")],
)
async def test_a_time_zone_nearly_right_is_told_the_right_name(desk: Desk, written: str, meant: str) -> None:
    card = await desk.ask(BERLIN.replace("Europe/Berlin", written))
    assert [action.label for action in card.actions] == [meant]


async def test_time_zones_and_schedules_are_completed(desk: Desk) -> None:
    await desk.ask(BERLIN)
    complete = desk.room.dispatcher.complete
    here = {"platform": "discord", "place": "server 1", "channel": "12"}
    assert await complete("schedule set", "timezone", "lisb", "briefing", **here) == ["Europe/Lisbon"]
    assert len(await complete("schedule set", "timezone", "", "briefing", **here)) == 25
    assert await complete("preview", "schedule", "mor", "briefing", **here) == ["morning"]
    elsewhere = here | {"place": "server 2"}
    assert await complete("preview", "schedule", "mor", "briefing", **elsewhere) == []


async def test_who_may_not_manage_is_told_who_may(desk: Desk) -> None:
    for command in desk.room.dispatcher.commands:
        if command.root == "briefing":
            card = await desk.ask(command.name, manager=False)
            assert "Manage Server" in told(card)
    await desk.ask(BERLIN, manager=False)
    assert desk.room.subscriptions.all() == []


async def test_a_manager_of_one_server_cannot_touch_anothers(desk: Desk) -> None:
    await desk.ask(BERLIN)
    there = {"place": "server 2", "channel": "22", "user": "U2"}
    for line in ("schedule pause", "schedule remove", "run", "preview", "schedule list"):
        assert (await desk.ask(f"{line} schedule:morning", **there)).kind == "error"
    assert "morning" not in told(await desk.ask("status", **there))
    await desk.ask(BERLIN.replace("08", "10"), **there)
    assert {(s.place, s.time.hour) for s in desk.room.subscriptions.all()} == {
        ("server 1", 8),
        ("server 2", 10),
    }


async def test_a_post_says_to_which_server_its_channel_must_belong(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} channel:999")
    await desk.ask("run")
    await desk.tick()
    assert [(post.channel, post.place) for post in desk.posts] == [("999", "server 1")]


async def test_who_asks_in_private_is_sent_to_a_channel(desk: Desk) -> None:
    assert "ask in one of its channels" in told(await desk.ask(BERLIN, place=""))


async def test_the_files_own_is_changed_in_the_file(desk: Desk) -> None:
    desk.seed()
    for line in ("schedule pause", "schedule resume", "schedule remove", "schedule set name:morning time:9"):
        assert "config.yaml owns “morning”" in told(await desk.ask(line))
    assert (await desk.ask("run")).kind == "list"
    assert "set in config.yaml" in told(await desk.ask("schedule list"))
    assert (await desk.ask("schedule list", channel="12")).kind == "error"


async def test_a_pause_and_its_end(desk: Desk) -> None:
    await desk.ask(BERLIN)
    card = await desk.ask("schedule pause")
    assert "Paused until it is resumed." in told(card)
    assert "paused until it is resumed" in told(await desk.ask("schedule list"))
    desk.room.clock.forward(days=2)
    await desk.tick()
    assert desk.posts == []
    card = await desk.press(card, "Resume")
    assert card.sections[1].lines[0].text == "Thu 26 Nov · 08:00 Berlin"
    await desk.tick()
    assert desk.posts == []


async def test_a_pause_until_a_day_shows_the_first_run_after_it(desk: Desk) -> None:
    await desk.ask(BERLIN)
    card = await desk.ask("schedule pause until:2027-01-07")
    assert card.sections[1].lines[0].text == "Thu 7 Jan · 08:00 Berlin"
    card = await desk.ask("schedule pause until:2w")
    assert card.sections[1].lines[0].text == "Mon 7 Dec · 08:00 Berlin"
    assert "is past" in told(await desk.ask("schedule pause until:2020-01-01"))
    assert "is not a date" in told(await desk.ask("schedule pause until:Christmas"))


async def test_removed_by_a_slip_it_is_set_again_as_it_was(desk: Desk) -> None:
    await desk.ask(f'{BERLIN} name:"dawn chorus" mention:77 when_empty:silent channel:12')
    [before] = desk.room.subscriptions.all()
    card = await desk.ask("schedule remove")
    assert desk.room.subscriptions.all() == []
    await desk.press(card, "Set it again")
    [after] = desk.room.subscriptions.all()
    assert after == before


async def test_a_terminal_names_platform_and_channel_and_sees_every_place(desk: Desk) -> None:
    terminal = {"platform": "console", "place": "", "channel": "", "user": ""}
    await desk.ask(BERLIN)
    assert "platform:web" in told(await desk.ask(BERLIN, **terminal))
    assert "which channel" in told(await desk.ask(f"{BERLIN} platform:discord", **terminal))
    await desk.ask(f"{BERLIN} platform:discord channel:33 name:dawn", **terminal)
    assert "on Discord in 11" in told(await desk.ask("schedule list", **terminal))
    assert [s.name for s in desk.room.subscriptions.seen_from("discord", "server 3", "33")] == ["dawn"]


async def test_a_terminal_schedules_nothing_on_a_platform_that_is_not_switched_on(desk: Desk) -> None:
    desk.room.context.running.switched_on = ("web", "slack")
    terminal = {"platform": "console", "place": "", "channel": "", "user": ""}
    card = await desk.ask(f"{BERLIN} platform:discord channel:11", **terminal)
    assert "discord is not switched on" in told(card)


async def test_a_terminal_tells_two_of_one_name_apart_by_the_channel(desk: Desk) -> None:
    terminal = {"platform": "console", "place": "", "channel": "", "user": ""}
    await desk.ask(BERLIN)
    await desk.ask(BERLIN, place="server 2", channel="22")
    card = await desk.ask("schedule pause schedule:morning", **terminal)
    assert [action.label for action in card.actions] == ["morning 11", "morning 22"]
    await desk.ask(card.actions[1].command, **terminal)
    assert [s.place for s in desk.room.subscriptions.running()] == ["server 1"]


async def test_what_the_host_made_for_a_channel_belongs_to_its_server_once_changed_there(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} platform:discord channel:11", platform="console", place="", channel="")
    await desk.ask("schedule set time:10")
    assert [(s.place, s.time.hour) for s in desk.room.subscriptions.all()] == [("server 1", 10)]


async def test_a_person_in_a_chat_cannot_choose_another_platform(desk: Desk) -> None:
    await desk.ask(f"{BERLIN} platform:slack")
    assert [s.platform for s in desk.room.subscriptions.all()] == ["discord"]


async def test_on_the_page_a_channel_is_one_of_its_own(desk: Desk) -> None:
    page = {"platform": "web", "place": "web", "channel": "desk", "user": "web"}
    assert "no channel “attic”" in told(await desk.ask(f"{BERLIN} channel:attic", **page))
    assert (await desk.ask(BERLIN, **page)).kind == "list"
