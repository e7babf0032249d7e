"""Schedules as managers see them: when, where, what next."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.card import Action, Card, Line, Section
from bot.cards import phrase
from bot.ledger import Outcome
from bot.line import format_line
from bot.request import Request
from bot.schedule import next_slot
from bot.subscription import FOREVER, Subscription
from bot.value import days_said

RUNS_SHOWN = 3
RULE = "config.yaml owns the schedules that it names; all others are changed here."
MANAGED = "On Record · Schedules"
THREAD = "a thread of "
ON = {"web": "on the page", "discord": "on Discord", "slack": "on Slack"}


def schedule_card(
    to: Subscription, request: Request, now: dt.datetime, said: str, *, footer: str = ""
) -> Card:
    """What was just made of a schedule, with its next three runs."""
    runs = Section(tuple(Line(run, bullet=True) for run in _next_runs(to)), heading="Next runs")
    return Card(
        "list",
        f"{said}: {to.name}",
        credit=MANAGED,
        sections=tuple(s for s in (Section(_rule(to, request, now)), runs) if s.lines),
        actions=(
            _button("Preview", "preview", to, request),
            _pause_or_resume(to, request, now),
            Action("All schedules", "briefing schedule list"),
        ),
        footer=footer,
    )


def schedules_card(
    schedules: Sequence[tuple[Subscription, Outcome | None]], request: Request, now: dt.datetime
) -> Card:
    """A line each, with how its last run ended where that was badly."""
    lines = tuple(_line(to, last, request, now) for to, last in schedules)
    return Card(
        "list", "Schedules", credit=MANAGED, sections=(Section(lines),), actions=(_STATUS,), footer=RULE
    )


def removed_card(of: Subscription, request: Request) -> Card:
    """With a button that sets it again, for a slip of the hand."""
    line = placed("Nothing more is posted ", of, request, " by this schedule.")
    set_again = format_line("briefing schedule set", _arguments(of, request))
    return Card(
        "list",
        f"Removed: {of.name}",
        credit=MANAGED,
        sections=(Section((line,)),),
        actions=(Action("Set it again", set_again), Action("All schedules", "briefing schedule list")),
    )


def owed_card(to: Subscription, request: Request) -> Card:
    line = placed("The brief is posted ", to, request, " in a moment.")
    return Card(
        "list", f"On its way: {to.name}", credit=MANAGED, sections=(Section((line,)),), actions=(_STATUS,)
    )


def empty_card(to: Subscription, request: Request) -> Card:
    line = placed("Nothing is new, so nothing would be posted ", to, request, " now.")
    return Card("list", f"Preview: {to.name}", credit=MANAGED, sections=(Section((line,)),))


def placed(before: str, to: Subscription, request: Request, after: str = "") -> Line:
    """A line that says between two parts where something is posted: "here", or in which channel."""
    if to.channel == request.channel and request.platform != "console":
        return Line(f"{before}here{after}")
    where = f"{ON[to.platform]} in " if request.platform == "console" else "in "
    channel, _, thread = to.channel.partition("/") if to.platform == "slack" else (to.channel, "", "")
    start = len(before + where) + len(THREAD) * bool(thread)
    text = f"{before}{where}{THREAD if thread else ''}{channel}{after}"
    return Line(text, channels=((start, start + len(channel)),))


def next_run(to: Subscription, now: dt.datetime) -> str:
    """ "next Tue 24 Nov · 08:00 Berlin", and the pause before it; or why there is none."""
    if to.stopped:
        return f"stopped: {to.trouble}"
    if to.next_at is None:
        return "paused until it is resumed"
    at = f"next {phrase.local(to.next_at, to.timezone)}"
    return f"paused, {at}" if to.paused(now) else at


def _rule(to: Subscription, request: Request, now: dt.datetime) -> tuple[Line, ...]:
    options = [
        "one line when nothing is new" if to.when_empty == "line" else "silence when nothing is new",
        *(["without a notification"] if to.silent else []),
        *([f"mentioning the role {to.mention}"] if to.mention else []),
        *([f"only from {', '.join(to.sources)}"] if to.sources else []),
        *(["in German"] if to.language == "de" else []),
        *([f"only {', '.join(to.filters.include)}"] if to.filters.include else []),
        *([f"without {', '.join(to.filters.exclude)}"] if to.filters.exclude else []),
    ]
    pause = (Line("Paused until it is resumed."),) if to.paused_until == FOREVER else ()
    rule = replace(placed(f"{_when(to)}, ", to, request), note=" · ".join(options))
    return (rule, *pause)


def _line(to: Subscription, last: Outcome | None, request: Request, now: dt.datetime) -> Line:
    notes = [next_run(to, now)]
    if last and last.state in ("failed", "unknown"):
        notes.append(f"last run {last.state}: {last.reason}")
    action = _pause_or_resume(to, request, now)
    if to.owner == "file":
        notes.append("set in config.yaml")
        action = _button("Preview", "preview", to, request)
    line = placed(f"{_when(to)}, ", to, request)
    return replace(line, lead=to.name, note=" · ".join(notes), action=action)


def _when(to: Subscription) -> str:
    """ "08:00 weekdays, Europe/Berlin"."""
    return f"{to.time:%H:%M} {days_said(to.days)}, {to.timezone}"


def _next_runs(to: Subscription) -> list[str]:
    runs: list[str] = []
    at = to.next_at
    while at and len(runs) < RUNS_SHOWN:
        runs.append(phrase.local(at, to.timezone))
        at = next_slot(to.time, to.days, to.timezone, at).due_at
    return runs


def _arguments(of: Subscription, request: Request) -> dict[str, str]:
    return {
        "name": of.name,
        "time": f"{of.time:%H:%M}",
        "days": ", ".join(of.days),
        "timezone": of.timezone,
        "channel": of.channel,
        "when_empty": of.when_empty,
        "mention": of.mention,
        "silent": "yes" if of.silent else "no",
        "sources": ", ".join(of.sources),
        "language": of.language,
        "include": ", ".join(of.filters.include),
        "exclude": ", ".join(of.filters.exclude),
        "platform": of.platform if request.platform == "console" else "",
    }


def _pause_or_resume(to: Subscription, request: Request, now: dt.datetime) -> Action:
    if to.paused(now):
        return _button("Resume", "schedule resume", to, request)
    return _button("Pause", "schedule pause", to, request)


def _button(label: str, command: str, of: Subscription, request: Request) -> Action:
    """A terminal sees the schedules of many places, so there the channel goes with the name."""
    name = f"{of.name} {of.channel}" if request.platform == "console" else of.name
    return Action(label, format_line(f"briefing {command}", {"schedule": name}))


_STATUS = Action("Status", "briefing status")
