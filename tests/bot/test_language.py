"""A brief in German: it ..."""

from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.card import Action, Card, Line, Section
from bot.cards.brief import brief_card
from bot.cards.language import in_language
from bot.config import SubscriptionSettings
from bot.slot import slot_card
from bot.story import newest_stories
from tests.bot.claims import claims
from tests.bot.manager import BERLIN, Desk
from tests.bot.newsroom import HARBOUR, SCHOOL, Newsroom
from tests.bot.test_commands import told


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.read("harbour", HARBOUR)
    return room


def the_brief(room: Newsroom, **of: str) -> Card:
    return brief_card(
        newest_stories(room.store, room.clock()), "Morning brief", room.clock(), "Europe/Berlin", **of
    )


def labels(card: Card) -> list[str]:
    return [action.label for action in card.actions]


def commands(part: object) -> list[str]:
    """All command lines of a card."""
    if isinstance(part, Action):
        return [part.command]
    if isinstance(part, tuple):
        return [line for one in part for line in commands(one)]
    return (
        [line for f in fields(part) for line in commands(getattr(part, f.name))] if is_dataclass(part) else []
    )


def test_it_has_german_buttons_headings_and_dates(room: Newsroom) -> None:
    card = in_language(the_brief(room, late="late, due 07:00"), "de")
    assert card.credit == "On Record · Morgenlage · Mo 23. November · 08:00 Berlin · verspätet, fällig 07:00"
    assert labels(card)[0].startswith("Zahlen ")
    assert "Belege" in labels(card)
    assert "Wer wofür steht" in [section.heading for section in card.sections]
    assert "gerade gelesen" in card.footer


def test_it_leaves_the_articles_words_and_every_command(room: Newsroom) -> None:
    english = the_brief(room)
    german = in_language(english, "de")
    assert german.title == english.title
    assert commands(german) == commands(english)
    assert [figure.value for figure in german.figures] == [figure.value for figure in english.figures]
    for ours, theirs in zip(english.sections, german.sections, strict=True):
        assert [(line.lead, line.text) for line in ours.lines] == [
            (line.lead, line.text) for line in theirs.lines
        ]


def test_every_word_of_ours_on_a_brief_has_a_german_one(room: Newsroom) -> None:
    for stories in (1, 2):
        english = the_brief(room)
        german = in_language(english, "de")
        same = set(labels(english)) & set(labels(german))
        headings = {s.heading for s in english.sections} & {s.heading for s in german.sections} - {""}
        assert (same, headings) == (set(), set()), stories
        room.read("school", SCHOOL)


def test_it_leaves_an_article_s_words_that_are_like_ours() -> None:
    line = Line("Sources", lead="Open", bullet=True, action=Action("Source", "source fact:1"))
    card = Card("digest", "Statistics 4", link="https://a.example", sections=(Section((line,)),))
    german = in_language(card, "de")
    assert german.title == "Statistics 4"
    assert german.sections[0].lines[0].text == "Sources"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Nichts Neues seit der heutigen Lage."),
        (1, "Nichts Neues seit der gestrigen Lage."),
        (3, "Nichts Neues seit der Lage vom Montag."),
        (20, "Nichts Neues seit der Lage vom 23. November."),
    ],
)
def test_it_says_that_nothing_is_new(room: Newsroom, days: int, said: str) -> None:
    settings = {"name": "m", "platform": "web", "channel": "desk", "time": "08:00", "timezone": "UTC"}
    room.subscriptions.seed([SubscriptionSettings.model_validate(settings | {"language": "de"})])
    room.clock.forward(hours=1)
    room.ledger.open_due()
    [first] = claims(room.ledger)
    slot_card(room.store, room.ledger.posted, first, room.clock())
    room.ledger.keep_card(first, "{}")
    room.ledger.sent(first, "1")
    room.clock.forward(minutes=1, days=days)
    room.ledger.owe([first.to])
    room.ledger.open_due()
    claim = claims(room.ledger)[-1]
    card = slot_card(room.store, room.ledger.posted, claim, claim.due_at + timedelta(0))
    assert card
    assert said in told(card)


def test_english_is_as_it_was(room: Newsroom) -> None:
    assert in_language(the_brief(room), "en") == the_brief(room)


async def test_a_schedule_takes_a_language_keeps_it_and_shows_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert "in German" in told(await desk.ask(f"{BERLIN} language:de"))
    assert "in German" in told(await desk.ask("schedule set time:09:00"))
    assert "Belege" in labels(await desk.ask("preview"))
    assert "in German" not in told(await desk.ask("schedule set language:en"))
