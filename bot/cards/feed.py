"""Feeds as managers see them: what is in them, when they are asked next, what went wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.card import Action, Card, Line, Section
from bot.cards import phrase
from bot.line import format_line

if TYPE_CHECKING:
    from bot.held_feed import HeldFeed
    from briefs.sources.feed import Entry, Feed

FEEDS = "On Record · Feeds"
SHOWN = 5
ALL = Action("All feeds", "briefing feed list")


def found_card(title: str, feed: "Feed", url: str, actions: tuple[Action, ...]) -> Card:
    """What a feed holds now, its newest entries first."""
    undated = sum(entry.published is None for entry in feed.entries)
    short = sum(not entry.whole for entry in feed.entries)
    notes = ["one entry" if len(feed.entries) == 1 else f"{len(feed.entries)} entries"]
    notes += [f"{short} in summary, read whole on the page"] if short else []
    notes += [f"{undated} without a date"] if undated else []
    about = Line(url, note=" · ".join(notes))
    newest = Section(tuple(_entry(entry) for entry in feed.entries[:SHOWN]), heading="Newest")
    return Card(
        "list",
        title,
        credit=FEEDS,
        sections=tuple(section for section in (Section((about,)), newest) if section.lines),
        actions=actions,
    )


def feed_line(of: "HeldFeed", now: datetime, not_read: Sequence[str] = ()) -> Line:
    """A line of the list, with its button; `not_read` are the reasons of entries that were not read whole."""
    button = Action("Remove", format_line("briefing feed remove", {"feed": of.url}))
    notes = [*([of.url] if of.title else []), standing(of, now)]
    if not_read:
        count = "one entry" if len(not_read) == 1 else f"{len(not_read)} entries"
        notes.append(f"{count} not read on the page: {not_read[-1]}")
    if of.owner == "file":
        notes.append("set in config.yaml")
        button = Action("Test", format_line("briefing feed test", {"url": of.url}))
    elif of.next_at is None:
        button = Action("Try again", format_line("briefing feed add", {"url": of.url}))
    return Line(of.title or of.url, note=" · ".join(notes), action=button)


def told_card(title: str, told: str, *actions: Action) -> Card:
    return Card("list", title, credit=FEEDS, sections=(Section((Line(told),)),), actions=(*actions, ALL))


def _entry(entry: "Entry") -> Line:
    note = f"{entry.published:%-d %b %Y}" if entry.published else ""
    action = Action("Open", url=entry.link) if entry.link else None
    return Line(entry.title or entry.text[:80] or entry.key, note=note, bullet=True, action=action)


def standing(of: "HeldFeed", now: datetime) -> str:
    """ "read 5 min ago", and what is wrong."""
    read = f"read {phrase.ago(of.read_at, now)}" if of.read_at else "not read yet"
    if of.next_at is None:
        return f"removed: {of.reason}" if of.gone else f"paused: {of.reason}"
    if not of.failures:
        return f"{read} · {of.reason}" if of.reason else read
    times = "once" if of.failures == 1 else f"{of.failures} times in a row"
    return f"{read} · failed {times}: {of.reason}"
