"""Pruning, once a day: it ..."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.audit import Author, record
from bot.card import Action, Card, Line, Section, to_json
from bot.config import SubscriptionSettings
from bot.posted import Posted
from bot.pruner import Pruner
from bot.schema import audit, delivery
from briefs.store import HeldArticle
from briefs.store.engine import reading, writing
from tests.bot.claims import claims
from tests.bot.newsroom import HARBOUR, SCHOOL, Newsroom

MORNING = {"name": "m", "platform": "web", "channel": "desk", "time": "08:00", "timezone": "UTC"}
KEPT = 90


class Room(Newsroom):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.clock.forward(hours=1)
        self.pruner = Pruner(self.engine, self.store, self.clock, timedelta(days=KEPT))
        self.subscriptions.seed([SubscriptionSettings.model_validate(MORNING)])

    def titles(self) -> list[str]:
        return sorted(held.brief.article.id for held in self.store.articles())

    def run_once(
        self, card: Card | None = None, end: str = "sent", stories: Sequence[HeldArticle] = ()
    ) -> None:
        """The next day's run, with that card of those articles."""
        self.clock.forward(days=1)
        self.ledger.open_due()
        [claim] = claims(self.ledger)
        if card:
            Posted(self.engine).keep(claim.id, claim.to, stories)
            self.ledger.keep_card(claim, to_json(card))
        if end == "sent":
            self.ledger.sent(claim, "1")
        else:
            self.ledger.failed(claim, end)

    def runs(self) -> list[str]:
        with reading(self.engine) as connection:
            return list(connection.scalars(select(delivery.c.state).order_by(delivery.c.id)))


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def card_of(command: str) -> Card:
    return Card("digest", "Morning", sections=(Section((Line("It is.", action=Action("Source", command)),)),))


@pytest.mark.parametrize("command", ["source fact:{fact}", "stats article:{article} unit:percent"])
async def test_it_keeps_what_a_posted_brief_refers_to(room: Room, command: str) -> None:
    room.read("school", SCHOOL)
    [school] = room.store.articles()
    fact = min(school.fact_ids.values())
    room.read("harbour", HARBOUR)
    room.run_once(card_of(command.format(article=school.number, fact=fact)))
    room.clock.forward(days=KEPT + 1)
    room.read("new", SCHOOL.replace("260", "300"))
    await room.pruner.tick()
    assert room.titles() == ["new", "school"]


async def test_it_keeps_all_articles_of_a_posted_story(room: Room) -> None:
    room.read("school", SCHOOL)
    room.read("harbour", HARBOUR)
    [harbour, school] = room.store.articles()
    room.run_once(card_of(f"stats article:{school.number} story:yes"), stories=[school, harbour])
    room.clock.forward(days=KEPT + 1)
    room.read("new", SCHOOL.replace("260", "300"))
    await room.pruner.tick()
    assert room.titles() == ["harbour", "new", "school"]


async def test_it_removes_nothing_that_is_young(room: Room) -> None:
    room.read("school", SCHOOL)
    room.read("harbour", HARBOUR)
    room.clock.forward(days=KEPT - 1)
    room.read("new", SCHOOL.replace("260", "300"))
    await room.pruner.tick()
    assert len(room.titles()) == 3


async def test_it_goes_on_until_all_that_is_old_is_gone(room: Room) -> None:
    for number in range(45):
        room.read(str(number), SCHOOL.replace("260", str(300 + number)))
    room.clock.forward(days=KEPT + 1)
    room.read("new", HARBOUR)
    await room.pruner.tick()
    assert room.titles() == ["new"]


async def test_it_removes_old_runs_but_for_the_last_and_the_last_sent(room: Room) -> None:
    for end in ("sent", "sent", "gone", "gone"):
        room.run_once(card_of("now"), end)
    room.clock.forward(days=KEPT + 1)
    last = room.ledger.posted.last_brief(room.subscriptions.all()[0])
    await room.pruner.tick()
    assert room.runs() == ["sent", "failed"]
    assert room.ledger.posted.last_brief(room.subscriptions.all()[0]) == last


async def test_it_removes_no_run_that_is_still_to_be_sent(room: Room) -> None:
    room.clock.forward(days=1)
    room.ledger.open_due()
    room.clock.forward(days=KEPT + 1)
    await room.pruner.tick()
    assert room.runs() == ["pending"]


async def test_it_keeps_who_changed_what_for_a_year(room: Room) -> None:
    with writing(room.engine) as connection:
        connection.execute(audit.delete())
        record(connection, Author("ann", "web", "web"), "set m", room.clock())

    async def held_after(days: int) -> int:
        room.clock.forward(days=days)
        await room.pruner.tick()
        with reading(room.engine) as connection:
            return connection.execute(select(func.count()).select_from(audit)).scalar_one()

    assert await held_after(364) == 1
    assert await held_after(2) == 0
