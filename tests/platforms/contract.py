"""What every platform owes to people: each command and what it answers, each failure and what is said of it.

A new command gets a row in COMMANDS; test_contract.py fails until it has one.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`told` stands in the answer to `line`; `file` is the name of the file that comes with it."""

    line: str
    told: str
    file: str = ""

    @property
    def manager(self) -> bool:
        return self.line.startswith(("briefing ", "read ", "watch ", "unwatch "))


SET = "briefing schedule set time:08:00 days:weekdays timezone:Europe/Berlin"

COMMANDS = (
    Row("now", "Port Ellery to rebuild its harbour"),
    Row("stats unit:percent", "18%"),
    Row("stats export:csv", "each with its sentence", "statistics.csv"),
    Row("quotes speaker:Tomas Ekeberg", "Nobody asked the people who go to sea"),
    Row("quotes export:json", "each with its sentence", "quotes.json"),
    Row("positions", "Who stands where"),
    Row("positions export:csv", "each with its sentence", "positions.csv"),
    Row("positions actor:Ilse Brandvold", "three years"),
    Row("actors", "Ellery Fishing Union"),
    Row("points", "€42 million"),
    Row("search berth", "140 boats"),
    Row("source article:1", "Sources: Port Ellery"),
    Row("articles", "Port Ellery to rebuild its harbour"),
    Row("read {web}/wall", "Harbour wall to be rebuilt"),
    Row("watch actor:Tomas Ekeberg", "Watched: Tomas Ekeberg"),
    Row("watches", "Tomas Ekeberg"),
    Row("unwatch actor:tomas ekeberg", "Unwatched: Tomas Ekeberg"),
    Row("help", "Commands"),
    Row(SET, "Scheduled: morning"),
    Row("briefing schedule list", "08:00 weekdays, Europe/Berlin, here"),
    Row("briefing preview", "Morning brief"),
    Row("briefing run", "On its way: morning"),
    Row("briefing schedule pause until:3d", "Paused: morning"),
    Row("briefing schedule resume", "Resumed: morning"),
    Row("briefing status", "2 articles held"),
    Row("briefing schedule remove", "Removed: morning"),
    Row("briefing feed add {web}/feed", "Added: Ellery Post"),
    Row("briefing feed list", "Ellery Post"),
    Row("briefing feed test {web}/feed", "Wall to be rebuilt"),
    Row("briefing feed export", "as a list that other readers take too", "feeds.opml"),
    Row("briefing feed import {web}/list", "3 feeds would be added"),
    Row("briefing feed remove Ellery Post", "Removed: Ellery Post"),
)
"""In an order that works: each may need what those before it did."""

UNKNOWN = (
    Row("positions actor:Brandwold", "Nobody called “Brandwold”"),
    Row("quotes speaker:Brandwold", "Nobody called “Brandwold”"),
    Row("stats actor:Brandwold", "Nobody called “Brandwold”"),
)
"""Somebody who is not held: the three nearest, each a button that asks again."""
NEAREST = ("Ilse Brandvold", "Ines Brandvoll", "Nils Brandvol")

NOTHING = (
    ("stats zeppelin", "No figure is held with query “zeppelin”", "Without query"),
    ("stats zeppelin unit:EUR", "No figure is held", "Without query"),
    ("quotes query:zeppelin", "No quote is held", "Without query"),
    ("positions topic:zeppelin", "No statement is held", "Without topic"),
    ("actors zeppelin", "No actor is held", "Without query"),
    ("points zeppelin", "No key point is held", "Without query"),
    ("search zeppelin", "No fact is held", "Articles"),
    ("articles zeppelin", "No article is held", "Without query"),
    ("stats article:zeppelin", "No article “zeppelin” has been read", "Articles"),
    ("stats unit:zeppelins", "No figure is held in “zeppelins”", "All figures"),
    ("source fact:99999", "Fact 99999 is not held", "Articles"),
    ("watches", "Nothing is watched for here", ""),
    ("watch", "Say what to watch for", ""),
    ("briefing schedule list", "No brief is scheduled here yet", ""),
    ("briefing preview", "No brief is scheduled here yet", ""),
    ("briefing run", "No brief is scheduled here yet", ""),
    ("briefing schedule pause", "No brief is scheduled here yet", ""),
    ("briefing schedule resume", "No brief is scheduled here yet", ""),
    ("briefing schedule remove", "No brief is scheduled here yet", ""),
    ("briefing feed list", "No feed is read for this place yet", ""),
    ("briefing feed export", "No feed is read for this place yet", ""),
    ("briefing feed remove zeppelin", "There is no feed called “zeppelin”", "All feeds"),
    ("briefing feed test {web}/wall", "That page names no feed", ""),
    ("briefing feed add {web}/wall", "That page names no feed", ""),
    ("briefing feed import {web}/wall", "it is not OPML", ""),
)
"""Nothing found: what is said, and the button to what would find something ("" where the words say it)."""

NETWORK = tuple(
    Row(line, "does not answer")
    for line in (
        "read {gone}/wall",
        "briefing feed add {gone}/feed",
        "briefing feed test {gone}/feed",
        "briefing feed import {gone}/list",
    )
)
"""What an address says that nobody answers at."""

SLOW = tuple(row for row in COMMANDS if "{web}" in row.line)

WITHOUT_STORE = ("help",)
"""The commands that ask the store nothing."""

COMPLETIONS = {
    "actor": ("positions", "actor", "Ekeb", "Tomas Ekeberg"),
    "unit": ("stats", "unit", "perc", "percent"),
    "article": ("stats", "article", "Port", "Port Ellery to rebuild its harbour"),
    "timezone": ("briefing schedule set", "timezone", "Berl", "Europe/Berlin"),
    "schedule": ("briefing schedule pause", "schedule", "mor", "morning"),
    "feed": ("briefing feed remove", "feed", "Ell", "Ellery Post"),
}
"""By what an argument completes: a command and its argument, what is typed, and what comes up."""
