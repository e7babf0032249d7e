"""Stories of several outlets, once and only what is new of them: it ..."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.card import Card
from bot.cards.language import in_language
from bot.cards.merged import groups_of
from bot.config import SubscriptionSettings
from bot.posted import Posted
from bot.slot import slot_card
from bot.story import story_of
from briefs import Article, read
from briefs.story.gist import REACH
from tests.bot.claims import claims
from tests.bot.newsroom import Newsroom
from tests.bot.test_any_brief import check_whole, on_discord, on_slack
from tests.bot.test_commands import told
from tests.quality.stories import PARTS
from tests.quality.stories import told as gold

FIRE, COPY, OWN_REPORT, RETURN, KELMOUTH = (one.article for one in gold("development")[:5])
QUAKE, TOLL = (one.article for one in gold("development")[22:24])
SINGLES = [one.article for part in PARTS for one in gold(part) if one.story is None]


class Room(Newsroom):
    """A channel that gets its brief every hour when it is asked to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seed()

    def seed(self, *names: str, **change: str) -> None:
        values = {
            "platform": "web",
            "channel": "desk",
            "time": "08:00",
            "timezone": "UTC",
            "when_empty": "silent",
        }
        wanted = [
            SubscriptionSettings.model_validate({**values, **change, "name": name})
            for name in names or ("morning",)
        ]
        self.subscriptions.seed(wanted)

    def told(self, *articles: Article) -> None:
        for one in articles:
            self.store.add(read(one))
            self.clock.forward(minutes=1)

    def post(self, name: str = "morning", *, sent: bool = True) -> Card | None:
        """The card of the next run, None when nothing is to be posted."""
        self.clock.forward(hours=1)
        self.ledger.owe([one for one in self.subscriptions.all() if one.name == name])
        [claim] = claims(self.ledger)
        card = slot_card(self.store, self.ledger.posted, claim, self.clock())
        if card is None:
            self.ledger.skipped(claim, "nothing new")
            return None
        self.ledger.keep_card(claim, card.title)
        if sent:
            self.ledger.sent(claim, "1")
        else:
            self.ledger.failed(claim, "refused")
        return card

    async def ask(self, line: str) -> Card:
        request = self.dispatcher.request(line, platform="console", manager=True)
        return (await self.dispatcher.answer(request)).card


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def titles(card: Card) -> list[str]:
    return [line.lead for line in card.sections[0].lines]


def shown(card: Card | None) -> str:
    assert card is not None
    return told(card)


# ---- the same story once


def test_it_shows_a_story_once_with_all_its_outlets(room: Room) -> None:
    room.told(FIRE, COPY, OWN_REPORT, KELMOUTH)
    card = room.post()
    assert card is not None
    assert card.title == "2 stories"
    assert titles(card) == [FIRE.title, KELMOUTH.title]
    assert "Ansgar Courier · also: Morning Ledger, Radio Skerry" in card.sections[0].lines[0].note


def test_it_shows_the_same_words_once_and_other_wordings_as_such(room: Room) -> None:
    room.told(FIRE, COPY, OWN_REPORT)
    card = room.post()
    [quoted] = [section for section in card.sections if section.heading == "Quoted by several"]  # type: ignore[union-attr]
    notes = [line.note for line in quoted.lines]
    assert any(
        "Ansgar Courier, Morning Ledger · Radio Skerry: “We lost the roof in the first 20 minutes,”" in note
        for note in notes
    )


def test_it_shows_figures_for_the_same_measure_side_by_side(room: Room) -> None:
    bridge = "Mayor Fenna Aldous said the bridge over the Asker in Dornwick will cost {} million marks. {}"
    news = "Work begins in March, Aldous said, and Sallow pays half of the cost of the bridge over the Asker."
    for outlet, cost in (("Courier", 42), ("Ledger", 45)):
        room.told(
            Article(outlet, bridge.format(cost, news), title=f"Dornwick bridge: {outlet}", publisher=outlet)
        )
    card = room.post()
    assert card is not None
    [related] = [section for section in card.sections if section.heading == "Related figures"]
    assert [line.lead for line in related.lines] == ["42 million", "45 million"]
    assert [line.note.rpartition(" · ")[2] for line in related.lines] == ["Courier", "Ledger"]
    assert all("according to Fenna Aldous" in line.text for line in related.lines)


def test_figures_are_related_by_what_is_said_of_them_and_not_by_who_says_it(room: Room) -> None:
    told = "The council of Sallow wants a wall against the Asker after the flood of last year. {}"
    for outlet, said in (
        (
            "Courier",
            "Last year’s flood cost the town 21 million marks, according to the insurers of Nordver.",
        ),
        ("Ledger", "Last year’s flood cost Sallow 24 million marks, the county office said."),
    ):
        room.told(Article(outlet, told.format(said), title="Sallow plans a wall", publisher=outlet))
    card = room.post()
    assert card is not None
    [related] = [section for section in card.sections if section.heading == "Related figures"]
    assert [line.lead for line in related.lines] == ["21 million", "24 million"]


async def test_its_lists_merge_what_several_outlets_have(room: Room) -> None:
    room.told(FIRE, COPY)
    [first, second] = sorted(held.number for held in room.store.articles())
    alone = await room.ask(f"quotes article:{first}")
    together = await room.ask(f"quotes article:{second} story:yes")
    assert len(alone.sections[0].lines) == len(together.sections[0].lines)
    assert all("Ansgar Courier, Morning Ledger" in line.note for line in together.sections[0].lines)
    figures = await room.ask(f"stats article:{second} story:yes")
    assert "6.5 million" in told(figures)
    assert "Morning Ledger" in told(figures)


async def test_every_button_of_a_story_leads_to_an_answer(room: Room) -> None:
    room.told(FIRE, COPY, OWN_REPORT)
    card = room.post()
    assert card is not None
    lines = [action.command for action in card.actions if action.command]
    lines += [line.action.command for section in card.sections for line in section.lines if line.action]
    lines += [figure.action.command for figure in card.figures if figure.action]
    assert any("story:yes" in line for line in lines)
    for line in lines:
        assert (await room.ask(line)).kind != "error", line


@pytest.mark.parametrize("on_platform", [on_discord, on_slack])
def test_it_fits_every_platform_however_many_outlets_there_are_and_whatever_they_are_called(
    room: Room, on_platform: Callable[[Card], Iterator[str]]
) -> None:
    names = (
        "@everyone <@1> *Post*",
        "https://x.example/ <!channel>",
        "The " + "very " * 60 + "Long Ledger",
        "Post|Mail",
    )
    outlets = [f"{name} {number}" for number in range(4) for name in names]
    for number, name in enumerate(outlets):
        url = f"https://outlet{number}.example/fire"
        room.told(replace(FIRE if number % 2 else OWN_REPORT, id=name, publisher=name, url=url))
    whole = room.post()
    room.told(
        QUAKE,
        replace(FIRE, text=f"{FIRE.text}\n\nGovernor Olla Brisk promised 3 million crowns for the street."),
    )
    several = room.post()
    for card in (whole, several):
        assert card is not None
        check_whole(card, " ".join(on_platform(card)))
    assert several is not None
    assert any(section.heading.startswith("Update") for section in several.sections)


# ---- only what is new


def test_it_posts_nothing_twice(room: Room) -> None:
    room.told(FIRE)
    assert room.post() is not None
    assert room.post() is None


def test_another_outlet_that_says_the_same_is_no_news(room: Room) -> None:
    room.told(FIRE)
    room.post()
    room.told(COPY)
    assert room.post() is None


def test_an_update_says_so_and_shows_the_new_facts_alone(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(TOLL)
    card = room.post()
    assert card is not None
    assert card.title.startswith("Update: ")
    text = told(card)
    assert "rose to 14" in text
    assert "every helicopter we have" in text
    assert "under the stones" not in text
    assert all(line.action for section in card.sections for line in section.lines)


def test_an_update_shows_what_two_outlets_quote_in_other_words_once(room: Room) -> None:
    room.told(FIRE, COPY)
    room.post()
    said = "\n\n“{}” Mayor Olla Brisk said on Tuesday."
    room.told(replace(FIRE, text=FIRE.text + said.format("Our town does not stand alone in this,")))
    room.told(replace(COPY, text=COPY.text + said.format("Our town doesn’t stand alone,")))
    card = room.post()
    assert card is not None
    [line] = [line for section in card.sections for line in section.lines if "stand alone" in line.text]
    assert (
        line.note == "— Olla Brisk, Mayor · Ansgar Courier · Morning Ledger: “Our town doesn’t stand alone,”"
    )


def test_an_edit_shows_what_was_added_alone(room: Room) -> None:
    room.told(FIRE)
    room.post()
    added = "Mayor Olla Brisk promised 3 million crowns for the 340 people who lost their homes on Monday."
    room.told(replace(FIRE, text=f"{FIRE.text}\n\n{added}"))
    text = shown(room.post())
    assert "3 million crowns" in text
    assert "6.5 million" not in text
    assert room.post() is None


def test_what_stands_behind_the_longest_report_is_not_compared_and_no_news(room: Room) -> None:
    def book(last: str) -> Article:
        return replace(FIRE, text=FIRE.text + f"\n\nThe town was founded by monks.{' ' * REACH}\n\n{last}")

    room.told(book("Mayor Olla Brisk promised 3 million crowns."))
    room.post()
    room.told(book("Mayor Olla Brisk promised 4 million crowns. “It is all we have,” Brisk said."))
    assert room.post() is None


def test_hundreds_of_quotes_are_one_entry_each_with_both_outlets(room: Room) -> None:
    """Those behind the first, of which the wordings are compared, as well."""
    said = "\n\n".join(f"“Boat {n} lies at pier {n + 1000},” Mayor Olla Brisk said." for n in range(1, 401))
    for outlet in ("Courier", "Ledger"):
        room.told(Article(outlet, said, title="Olla Brisk counts boats", publisher=outlet))
    [articles] = room.store.stories(room.clock() - timedelta(hours=1), 9)
    groups = groups_of(story_of(articles), "quote")
    assert len(groups) == 400
    assert all(len(group) == 2 for group in groups)


def test_an_edit_of_a_comma_is_no_news(room: Room) -> None:
    room.told(FIRE)
    room.post()
    room.told(replace(FIRE, text=FIRE.text.replace("early on Monday and", "early on Monday, and")))
    assert room.post() is None


def test_what_was_not_sent_was_not_posted(room: Room) -> None:
    room.told(FIRE)
    assert room.post(sent=False) is not None
    assert shown(room.post()).count("Port Ansgar") > 0


def test_two_schedules_of_a_channel_do_not_repeat_each_other(room: Room) -> None:
    room.seed("morning", "evening")
    room.told(FIRE)
    assert room.post("morning") is not None
    assert room.post("evening") is None


def test_a_channel_that_a_schedule_is_moved_to_is_told_all_of_it(room: Room) -> None:
    room.told(FIRE)
    room.post()
    room.seed(channel="elsewhere")
    room.told(replace(COPY, publisher="Elsewhere"))
    text = shown(room.post())
    assert "Update" not in text
    assert "Two firefighters" in text


def test_updates_stand_after_the_new_stories_of_a_brief(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(TOLL, FIRE, KELMOUTH)
    card = room.post()
    assert card is not None
    assert set(titles(card)) == {FIRE.title, KELMOUTH.title}
    assert card.sections[1].heading.startswith("Update: ")


async def test_a_preview_says_that_updates_come_last(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(TOLL, replace(TOLL, id="copy", publisher="Copied Courier"), KELMOUTH)
    [*_, order] = (await room.ask("briefing preview")).sections
    assert [line.lead for line in order.lines] == [KELMOUTH.title, TOLL.title]
    assert order.lines[1].text.endswith(", an update: these come last")


def test_it_counts_as_posted_what_a_second_try_to_make_the_card_held(room: Room) -> None:
    room.told(FIRE, QUAKE)
    held = room.store.articles()
    room.ledger.owe(room.subscriptions.all())
    [claim] = claims(room.ledger)
    posted = Posted(room.engine)
    posted.keep(claim.id, claim.to, held)
    posted.keep(claim.id, claim.to, held[:1])
    room.ledger.sent(claim, "1")
    assert set(posted.told(claim.to, [one.number for one in held])) == {held[0].number}


# ---- which leads, and why


async def test_a_preview_says_why_in_this_order_and_what_is_left_out(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(replace(QUAKE, text=QUAKE.text.replace("Helicopters of the army", "Helicopters of that army")))
    room.told(KELMOUTH, FIRE, COPY)
    card = await room.ask("briefing preview")
    order, left_out = card.sections[-2:]
    assert [line.lead for line in order.lines] == [FIRE.title, KELMOUTH.title]
    assert order.lines[0].text.startswith("2 outlets, read 1 min ago, ") or order.lines[0].text.startswith(
        "2 outlets"
    )
    assert [(line.lead, line.text) for line in left_out.lines] == [
        (QUAKE.title, "was posted, and nothing in it is new since")
    ]


def test_a_brief_has_eight_stories_and_says_how_many_there_are_more(room: Room) -> None:
    room.told(*SINGLES[:11])
    card = room.post()
    assert card is not None
    assert len(titles(card)) == 8
    assert card.footer == "and 3 more stories, perhaps in the next brief"
    german = in_language(card, "de").footer
    assert german == "und 3 weitere Themen, vielleicht in der nächsten Lage"


# ---- what had no place


def test_what_had_no_place_comes_in_the_next_brief_once(room: Room) -> None:
    room.told(*SINGLES[:11])
    first = room.post()
    room.clock.forward(hours=22)
    room.told(SINGLES[11])
    second = room.post()
    assert first is not None
    assert second is not None
    assert {*titles(first), *titles(second)} == {one.title for one in SINGLES[:12]}
    assert len(titles(second)) == 4
    assert room.post() is None


async def test_it_stands_among_the_new_where_its_weight_puts_it_and_a_preview_says_that_it_waited(
    room: Room,
) -> None:
    room.told(*SINGLES[:8], FIRE, COPY, OWN_REPORT)
    card = room.post()
    assert card is not None
    [waited] = {one.title for one in SINGLES[:8]} - set(titles(card))
    room.told(SINGLES[8], QUAKE, replace(QUAKE, id="copy", publisher="Copied Courier"))
    order = (await room.ask("briefing preview")).sections[-1]
    said = {line.lead: line.text for line in order.lines}
    assert next(iter(said)) == QUAKE.title
    assert [title for title, why in said.items() if why.endswith(", had no place in the last brief")] == [
        waited
    ]


def test_what_waited_for_two_days_is_old_and_does_not_come(room: Room) -> None:
    room.told(*SINGLES[:11])
    room.post()
    room.clock.forward(hours=47)
    room.told(SINGLES[11])
    card = room.post()
    assert card is not None
    assert card.title == SINGLES[11].title


def test_an_update_that_had_no_place_comes_as_an_update_in_the_next_brief(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(TOLL)
    room.clock.forward(hours=20)
    room.told(
        *(replace(one, id=f"{outlet}{one.id}", publisher=outlet) for one in SINGLES[:8] for outlet in "AB")
    )
    first, second = room.post(), room.post()
    assert "Update" not in shown(first)
    assert "rose to 14" in shown(second)
    assert "under the stones" not in shown(second)


def test_a_schedule_that_rested_for_long_tells_the_last_week_alone(room: Room) -> None:
    room.told(QUAKE)
    room.post()
    room.told(FIRE, COPY, OWN_REPORT)
    room.clock.forward(hours=24 * 8)
    room.told(KELMOUTH)
    card = room.post()
    assert card is not None
    assert card.title == KELMOUTH.title


async def test_a_story_in_more_outlets_leads_a_newer_one(room: Room) -> None:
    room.told(FIRE, COPY)
    room.clock.forward(hours=5)
    room.told(KELMOUTH)
    card = room.post()
    assert card is not None
    assert titles(card) == [FIRE.title, KELMOUTH.title]
