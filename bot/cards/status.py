"""Whether the briefs run: last and next runs, what failed and why, how the feeds and platforms are, how old
the data is, who changed what."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version

from bot.audit import Change
from bot.card import Action, Card, Line, Section
from bot.cards import feed, phrase
from bot.cards.schedule import next_run, placed
from bot.errors import sentence
from bot.held_feed import HeldFeed
from bot.ledger import Outcome
from bot.request import Request
from bot.running import Running, standing_of
from bot.subscription import Subscription
from briefs.store import HeldArticle

FAILURES_SHOWN = 3
FEEDS_SHOWN = 5
SET = re.compile(r"set .+: \d\d:\d\d .+ \S+ in ([^/]+)(?:/.+)?")
"""The change that names a channel, as bot/subscription.py records it."""
IN_THE_LOG = "Whoever runs this bot finds what is wrong in its log."
AS_WISHED = ("nothing new", "paused")
"""Reasons of skipped slots that are no trouble."""


SAID = {
    "pending": "waiting to be sent",
    "sending": "being sent",
    "sent": "posted",
    "unknown": "not known whether it arrived",
    "failed": "failed",
    "skipped": "skipped",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`schedules` with what became of their last slots, the newest first."""

    schedules: Sequence[tuple[Subscription, Sequence[Outcome]]]
    held: int
    newest: HeldArticle | None
    change: Change | None
    timezone: str
    feeds: Sequence[HeldFeed] = ()
    running: Running = field(default_factory=Running)
    host: bool = False
    """Whether this is told to who runs the program, who alone is told what is wrong with its files."""
    unwritten: str = ""
    """Why the store takes nothing now, "" when it does."""


def status_card(standing: Standing, request: Request, now: datetime) -> Card:
    lines = [line for to, outcomes in standing.schedules for line in _schedule(to, outcomes, request, now)]
    runs = Section(tuple(lines) or (Line("No brief is scheduled here yet."),), heading="Briefs")
    data = Section((*_unwritten(standing), _articles(standing, now), *_change(standing)), heading="Data")
    others = (
        Section(tuple(_feeds(standing.feeds, now)), heading="Feeds"),
        Section(tuple(_platforms(standing.running)), heading="Platforms"),
        Section(tuple(_configuration(standing)), heading="config.yaml"),
    )
    return Card(
        "list",
        "Status",
        credit=f"On Record {version('onrecord')}",
        sections=(runs, data, *(section for section in others if section.lines)),
        actions=(
            Action("Schedules", "briefing schedule list"),
            *([Action("Feeds", "briefing feed list")] if standing.feeds else []),
        ),
    )


def _schedule(to: Subscription, outcomes: Sequence[Outcome], request: Request, now: datetime) -> list[Line]:
    last = (
        f"last {_outcome(outcomes[0], to.timezone, to.trouble if to.stopped else '')}"
        if outcomes
        else "no run yet"
    )
    failures = [
        o for o in outcomes if o.state == "failed" or (o.state == "skipped" and o.reason not in AS_WISHED)
    ]
    told = [
        Line(_outcome(o, to.timezone), bullet=True) for o in failures[:FAILURES_SHOWN] if o != outcomes[0]
    ]
    line = replace(placed("", to, request), lead=to.name, note=f"{last} · {next_run(to, now)}")
    return [line, *told]


def _outcome(outcome: Outcome, zone: str, said: str = "") -> str:
    """ "Mon 23 Nov · 08:00 Berlin failed: the channel is gone"; without a reason that is `said` already."""
    reason = f": {outcome.reason}" if outcome.reason not in ("", said) and outcome.state != "sent" else ""
    return f"{phrase.local(outcome.due_at, zone)} {SAID[outcome.state]}{reason}"


def _feeds(feeds: Sequence[HeldFeed], now: datetime) -> Iterator[Line]:
    """How many there are, and those that do not answer with the reason, the paused ones first."""
    if not feeds:
        return
    count = Counter(of.standing for of in feeds)
    said = [f"{count[state]} {state}" for state in ("answering", "failing", "paused") if count[state]]
    yield Line(f"{len(feeds)} feed{'s' if len(feeds) > 1 else ''}: {', '.join(said)}")
    troubled = sorted(
        (of for of in feeds if of.standing != "answering"), key=lambda of: of.next_at is not None
    )
    for of in troubled[:FEEDS_SHOWN]:
        yield Line(of.title or of.url, note=feed.standing(of, now), bullet=True)
    if len(troubled) > FEEDS_SHOWN:
        yield Line(f"… and {len(troubled) - FEEDS_SHOWN} more that do not answer")


def _platforms(running: Running) -> Iterator[Line]:
    for name, platform in running.platforms.items():
        yield Line(standing_of(platform), lead=name)


def _configuration(standing: Standing) -> Iterator[Line]:
    running = standing.running
    if running.mistakes:
        yield Line("It was changed and not taken over; what was there before goes on.")
        if standing.host:
            yield from (Line(mistake, bullet=True) for mistake in running.mistakes)
        else:
            yield Line(IN_THE_LOG)
    if running.waiting:
        yield Line(f"What is changed in it waits for a restart: {', '.join(running.waiting)}")


def _unwritten(standing: Standing) -> Iterator[Line]:
    if standing.unwritten:
        yield Line("Nothing new is kept or posted now: the store takes nothing.")
        yield Line(sentence(standing.unwritten) if standing.host else IN_THE_LOG, bullet=standing.host)


def _articles(standing: Standing, now: datetime) -> Line:
    if standing.newest is None:
        return Line("No article has been read yet.")
    count = f"{standing.held} article{'s' if standing.held > 1 else ''} held"
    return Line(f"{count}, the newest read {phrase.ago(standing.newest.read_at, now)}")


def _change(standing: Standing) -> tuple[Line, ...]:
    change = standing.change
    if change is None:
        return ()
    at = phrase.local(change.at, standing.timezone)
    named = SET.fullmatch(change.what)
    channels = (named.span(1),) if named else ()
    return (Line(change.what, lead="Last change", note=f"{at} by {change.user}", channels=channels),)
