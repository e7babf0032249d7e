"""What /metrics tells: it ..."""

from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import SubscriptionSettings
from bot.feeds import Asked, Feeds
from bot.health import Health
from bot.ledger import Ledger
from bot.metrics import Metrics
from bot.platforms.platform import Post
from bot.reader import Reader
from briefs.errors import RefusedError, UnreachableError
from briefs.sources.child import Children
from briefs.sources.folder import Folder
from tests.bot.claims import claims
from tests.bot.newsroom import HARBOUR, Newsroom

Numbers = dict[tuple[str, ...], float]


class Screen:
    name = "web"
    ready = True

    async def run(self) -> None: ...

    async def send(self, post: Post) -> str:
        return post.key

    async def direct(self, user: str, place: str) -> str:
        return ""


class Watched(Newsroom):
    """A newsroom whose numbers are looked at."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.metrics = Metrics()
        self.ledger = Ledger(self.engine, self.clock, self.metrics)
        self.feeds = Feeds(self.engine, self.clock, lambda: 0.5)
        health = Health(self.store, self.subscriptions, self.feeds, {"web": Screen()}, self.clock)
        self.metrics.ask(health.standing)
        morning = {"name": "m", "platform": "web", "channel": "desk", "time": "08:00", "timezone": "UTC"}
        self.subscriptions.seed([SubscriptionSettings.model_validate(morning)])

    def numbers(self) -> Numbers:
        """Every number by its name and the values of its labels, in the order of the labels' names."""
        families = text_string_to_metric_families(self.metrics.text().decode())
        samples = [sample for family in families for sample in family.samples]
        return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


@pytest.fixture
def room(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_it_counts_what_was_due_sent_and_how_late(room: Watched) -> None:
    room.clock.forward(hours=1, minutes=10)
    room.ledger.open_due()
    [claim] = claims(room.ledger)
    room.ledger.sent(claim, "1")
    numbers = room.numbers()
    assert numbers["onrecord_due_total", "web"] == 1
    assert numbers["onrecord_deliveries_total", "sent", "web"] == 1
    assert numbers["onrecord_late_total", "web"] == 1
    assert numbers["onrecord_delivery_late_seconds_sum", "web"] == 600


def test_it_counts_what_failed_what_is_unknown_and_what_was_skipped(room: Watched) -> None:
    for day, end in enumerate(("failed", "unknown", "skipped")):
        room.clock.forward(hours=1 if day == 0 else 24)
        room.ledger.open_due()
        [claim] = claims(room.ledger)
        match end:
            case "failed":
                room.ledger.failed(claim, "the channel is gone")
            case "unknown":
                room.ledger.postpone(claim, "no answer", unknown=True)
                room.ledger.failed(claim, "no answer")
            case "skipped":
                room.ledger.skipped(claim, "nothing new")
    numbers = room.numbers()
    assert numbers["onrecord_deliveries_total", "failed", "web"] == 2
    assert numbers["onrecord_deliveries_total", "unknown", "web"] == 1
    assert numbers["onrecord_deliveries_total", "skipped", "web"] == 1
    assert numbers["onrecord_due_total", "web"] == 3


def test_it_counts_what_came_too_late_to_be_posted(room: Watched) -> None:
    room.clock.forward(days=2, hours=12)
    room.ledger.open_due()
    numbers = room.numbers()
    assert numbers["onrecord_due_total", "web"] == 3
    assert numbers["onrecord_deliveries_total", "skipped", "web"] == 3


async def test_it_times_what_is_read_and_tells_how_old_the_data_is(room: Watched, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    assert ("onrecord_data_age_seconds",) not in room.numbers()
    await Reader([Folder(news, Children(1))], room.store, room.metrics).tick()
    room.clock.forward(hours=2)
    numbers = room.numbers()
    assert numbers[("onrecord_extraction_seconds_count",)] == 1
    assert numbers[("onrecord_data_age_seconds",)] == timedelta(hours=2).total_seconds()
    assert numbers[("onrecord_articles",)] == 1


def test_it_tells_the_version_the_platforms_and_the_feeds(room: Watched) -> None:
    room.feeds.seed(["http://one.example/feed", "http://two.example/feed"])
    [one, two] = room.feeds.claim(2)
    failed = Asked(one, failure=UnreachableError("it does not answer"))
    room.feeds.settle([failed, Asked(two, failure=RefusedError("it is gone"))])
    numbers = room.numbers()
    assert [name for name, *_ in numbers if name == "onrecord_build_info"]
    assert numbers["onrecord_platform_ready", "web"] == 1
    assert [numbers["onrecord_feeds", state] for state in ("answering", "failing", "paused")] == [0, 1, 1]


def test_it_tells_that_the_store_does_not_answer_and_nothing_of_it(room: Watched) -> None:
    assert room.numbers()[("onrecord_store_up",)] == 1
    with room.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE feed")
    numbers = room.numbers()
    assert numbers[("onrecord_store_up",)] == 0
    assert ("onrecord_articles",) not in numbers


def test_it_keeps_the_numbers_of_two_apart(room: Watched) -> None:
    Metrics().due("web")
    assert ("onrecord_due_total", "web") not in room.numbers()
