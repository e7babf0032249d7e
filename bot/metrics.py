"""What the program says of itself in numbers: Prometheus asks for them at /metrics.

Counters are of this process; what the store knows is asked of it at each look, by `Standing`.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import timedelta
from importlib.metadata import version
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from briefs.model import Article, Brief
from briefs.read import read

Outcome = Literal["sent", "failed", "unknown", "postponed", "skipped"]
FeedOutcome = Literal["news", "nothing new", "failed"]
LATE = timedelta(minutes=5)
SECONDS_LATE = (1, 2, 5, 10, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600)
SECONDS_OF_TICK = (0.001, 0.005, 0.02, 0.1, 0.5, 1, 5, 30, 120)
SECONDS_OF_READING = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Metrics:
    """Its own registry: nothing is counted that was not given one of these."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._due = self._counter("due", "Slots that came due", "platform")
        self._deliveries = self._counter("deliveries", "What became of a try to post", "platform", "outcome")
        self._late = self._counter("late", "Posts sent more than 5 minutes late", "platform")
        self._rejected = self._counter("rejected_requests", "Requests a platform refused", "platform")
        self._feed_reads = self._counter("feed_reads", "Feeds asked, by what came of it", "outcome")
        self._lateness = self._histogram(
            "delivery_late_seconds", "From due to sent", SECONDS_LATE, "platform"
        )
        self._ticks = self._histogram("tick_seconds", "Time a tick took", SECONDS_OF_TICK, "tick")
        self._reading = self._histogram("extraction_seconds", "Reading one article", SECONDS_OF_READING)
        Info("onrecord_build", "The version that runs", registry=self.registry).info(
            {"version": version("onrecord")}
        )
        ProcessCollector(registry=self.registry)

    # ---- counting

    def due(self, platform: str, count: int = 1) -> None:
        self._due.labels(platform).inc(count)

    def sent(self, platform: str, late: timedelta) -> None:
        """`late` is the time from when it was due."""
        self.outcome(platform, "sent")
        self._lateness.labels(platform).observe(max(0.0, late.total_seconds()))
        if late > LATE:
            self._late.labels(platform).inc()

    def outcome(self, platform: str, outcome: Outcome, count: int = 1) -> None:
        self._deliveries.labels(platform, outcome).inc(count)

    def rejected(self, platform: str) -> None:
        self._rejected.labels(platform).inc()

    def feed_read(self, outcome: FeedOutcome) -> None:
        self._feed_reads.labels(outcome).inc()

    def ticking(self, tick: str) -> AbstractContextManager[object]:
        return self._ticks.labels(tick).time()

    def read(self, article: Article) -> Brief:
        """briefs.read, timed."""
        with self._reading.time():
            return read(article)

    # ---- telling

    def ask(self, standing: Callable[[], Iterable[Metric]]) -> None:
        """What else is told at each look."""
        self.registry.register(_Asked(standing))

    def text(self) -> bytes:
        """In Prometheus' text format 0.0.4. Blocks while the store is asked."""
        from prometheus_client.exposition import generate_latest

        return generate_latest(self.registry)

    # ----

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"onrecord_{name}", what, labels, registry=self.registry)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"onrecord_{name}", what, labels, registry=self.registry, buckets=buckets)


def gauge(name: str, what: str, values: Iterable[tuple[tuple[str, ...], float]], *labels: str) -> Metric:
    """One number a combination of labels."""
    family = GaugeMetricFamily(f"onrecord_{name}", what, labels=labels)
    for of, value in values:
        family.add_metric(of, value)
    return family


class _Asked(Collector):
    def __init__(self, standing: Callable[[], Iterable[Metric]]) -> None:
        self._standing = standing

    def collect(self) -> Iterable[Metric]:
        return self._standing()

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked when it is registered."""
        return ()
