"""A manager at work: the managers' commands on a real store, and the posts that come of them."""

from pathlib import Path
from typing import Any

from bot.card import Card
from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.slot import slot_card
from tests.bot.newsroom import HARBOUR, Newsroom
from tests.bot.taker import Taker

TOPICS = {"building": ("harbour wall",)}
BERLIN = "schedule set time:08:00 days:weekdays timezone:Europe/Berlin"


class Desk(Taker):
    """A manager of a Discord server, asking in its channel 11 unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.room = Newsroom(folder)
        self.room.read("harbour", HARBOUR)

    async def ask(self, line: str, **sender: Any) -> Card:
        who = {"platform": "discord", "place": "server 1", "channel": "11", "user": "U1", "manager": True}
        request = self.room.dispatcher.request(line, "briefing", **(who | sender))
        return (await self.room.dispatcher.answer(request)).card

    async def press(self, card: Card, label: str) -> Card:
        return await self.ask(next(a.command for a in card.actions if a.label == label))

    def seed(self, **change: Any) -> None:
        values = {"name": "morning", "platform": "discord", "channel": "11", "time": "08:00"}
        settings = SubscriptionSettings(**({**values, "timezone": "Europe/Berlin"} | change))
        self.room.subscriptions.seed([settings])

    async def tick(self) -> None:
        room = self.room
        delivery = Delivery(
            room.ledger,
            {"discord": self},
            lambda claim: slot_card(room.store, room.ledger.posted, claim, room.clock(), TOPICS),
        )
        await delivery.tick()
        await delivery.finish(5)
