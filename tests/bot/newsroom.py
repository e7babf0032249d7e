"""A store with two articles of a town that does not exist, and the commands on it."""

from pathlib import Path

from bot.commands import declared
from bot.context import Context
from bot.dispatcher import Dispatcher
from bot.ledger import Ledger
from bot.metrics import Metrics
from bot.migrations import BOT
from bot.subscription import Subscriptions
from briefs import Article, read
from briefs.store import Store, migrate, open_engine, open_store
from tests.bot.clock import Clock

HARBOUR = """\
Port Ellery to rebuild its harbour

The town of Port Ellery will spend €42 million on a new harbour wall, Mayor Ilse Brandvold said on Tuesday.

“The old wall will not survive another winter like the last one,” Brandvold told reporters. She said the work
would take three years.

Costs rose 18% last year. The Ellery Fishing Union criticised the plan as “a gift to the ferry company”.

What the union wants
Union leader Tomas Ekeberg warned that 140 boats would have no berth during the work. “Nobody asked the people
who go to sea,” Ekeberg said.
"""

SCHOOL = """\
Evening school opens in Dunmarrow

An evening school for adults has opened in Dunmarrow with 260 students, head teacher Ravi Solanki said. Solanki
expects 40% more students next year.
"""


class Newsroom:
    def __init__(self, folder: Path) -> None:
        self.clock = Clock("2026-11-23T07:00:00+00:00")
        self.engine = open_engine(str(folder / "held.db"))
        self.store: Store = open_store(self.engine, self.clock)
        migrate(self.engine, BOT)
        self.subscriptions = Subscriptions(self.engine, self.clock)
        self.metrics = Metrics()
        self.ledger = Ledger(self.engine, self.clock, self.metrics)
        self.context = Context(self.store, self.subscriptions, self.ledger, self.clock, "Europe/Berlin")
        self.dispatcher = Dispatcher(declared(), self.context)

    def read(self, name: str, text: str, url: str | None = None, source: str = "") -> None:
        self.store.add(read(Article(name, text, url=url)), source)
