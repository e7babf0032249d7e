"""How many feeds and articles a second: `python -m benchmarks.feeds [FEEDS [ARTICLES]]`.

The feeds lie on fifty hosts of 127.0.0.0/8, which a process beside this one serves over HTTP. Cold: every
feed is fetched, parsed, and its entries written down. Unchanged: every feed answers 304. Then articles:
every page is fetched, extracted in a child, read and stored. The pause between two requests to a host is
left out, for here all hosts are this machine; the rule of one request at a time is not.

Beside it, when .venv/peers is there: feedparser alone, which gets the bodies from memory, and the `reader`
library, which does the same work as "cold" and "unchanged" over the same HTTP.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import islice
from pathlib import Path

import aiohttp
import structlog

from benchmarks.feed_server import PAGE_OF, Served, address, served
from bot.app import be_prompt
from bot.audit import Author
from bot.feed_entry import FeedEntries
from bot.feed_reader import LANES, FeedReader
from bot.feeds import Feeds
from bot.loop import new_loop
from bot.migrations import BOT
from briefs.fetch import Fetcher
from briefs.politeness import Turns
from briefs.sources.child import Children
from briefs.store import migrate, open_engine, open_store

PEERS = Path(".venv/peers/bin/python")
FEWER = 10
"""`reader` gets a tenth of the feeds: it takes its time."""


async def main(feeds: int, articles: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    be_prompt()
    with served(feeds, articles) as server:
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'':44}{'a second':>10}{'CPU ms each':>13}{'children':>10}{'worst stall ms':>16}")
        await poll(server, feeds)
        await read(server, articles)
        peers(server, feeds)


class Room:
    """A store with feeds, and everything that reads them."""

    def __init__(self, folder: str, server: Served) -> None:
        self.time = datetime(2026, 11, 23, 7, tzinfo=UTC)
        self.file = Path(folder, "held.db")
        self.engine = open_engine(str(self.file))
        self.store = open_store(self.engine, lambda: self.time)
        migrate(self.engine, BOT)
        self.feeds = Feeds(self.engine, lambda: self.time, lambda: 0.5)
        self.entries = FeedEntries(self.engine, lambda: self.time)
        self.children = Children()
        self.fetcher = Fetcher([ip_network("127.0.0.0/8")], turns=Turns(0))
        self.reader = FeedReader(self.feeds, self.entries, self.tools, self.store, lambda: self.time)
        self.server = server

    async def tools(self) -> tuple[Fetcher, Children]:
        return self.fetcher, self.children

    def childrens_seconds(self) -> float:
        """Of CPU, of those that run now."""
        stats = [Path(f"/proc/{c.process.pid}/stat").read_text() for c in self.children._all if c.process]
        return sum(sum(map(int, stat.split()[13:15])) for stat in stats) / os.sysconf("SC_CLK_TCK")

    def add(self, feeds: int, name: str) -> None:
        urls = [(address(self.server.port, name, number), "") for number in range(feeds)]
        self.feeds.add(urls, Author("U1", "discord", "server"))


async def poll(server: Served, feeds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder, server)
        room.add(feeds, "feed")
        async with room.fetcher, room.children:
            await warm(room)
            await bare(room, feeds)
            await lanes(room, "feeds, cold", feeds, room.reader.ask_feeds)
            for _ in range(2):
                room.time += timedelta(days=1)
                await lanes(room, "feeds, unchanged (304)", feeds, room.reader.ask_feeds)


async def bare(room: Room, feeds: int) -> None:
    """What aiohttp's client takes for the same requests, with nothing around it."""
    numbers = iter(range(feeds))
    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def step() -> bool:
            wanted = [address(room.server.port, "feed", number) for number in islice(numbers, 30)]
            await asyncio.gather(*(asked(session, url) for url in wanted))
            return bool(wanted)

        await lanes(room, "aiohttp alone, unchanged (304)", feeds, step)


async def asked(session: aiohttp.ClientSession, url: str) -> None:
    async with session.get(url, headers={"If-None-Match": '"1"'}) as response:
        await response.read()


async def read(server: Served, articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder, server)
        room.add(articles // PAGE_OF, "pages")
        async with room.fetcher, room.children:
            await warm(room)
            while await room.reader.ask_feeds():
                pass
            before, held = rss(), size(folder)
            await lanes(
                room, "articles: fetched, extracted, read, stored", articles, room.reader.read_entries
            )
            kept = room.store.count()
            grown = (size(folder) - held) / max(1, kept) / 1000
            print(f"{kept:,} articles held, {grown:.1f} kB of database each; memory {before} to {rss()} MB")


async def warm(room: Room) -> None:
    """The children are started and have loaded what they need."""
    one = await room.fetcher.get(address(room.server.port, "feed", 0), wanted())
    await asyncio.gather(*(room.children.ask("feed", one) for _ in range(4)))


def wanted() -> object:
    from briefs.fetch import FEED

    return FEED


async def lanes(room: Room, name: str, count: int, step: Callable[[], Awaitable[object]]) -> None:
    async def lane() -> None:
        while await step():
            pass

    begin, own, theirs = time.perf_counter(), time.process_time(), room.childrens_seconds()
    worst = asyncio.create_task(stalls())
    await asyncio.gather(*(lane() for _ in range(LANES)))
    seconds, own = time.perf_counter() - begin, time.process_time() - own
    theirs = room.childrens_seconds() - theirs
    worst.cancel()
    stall = 1000 * await worst
    each = f"{1000 * own / count:13.2f}{1000 * theirs / count:10.2f}"
    print(f"{name:44}{count / seconds:10,.0f}{each}{stall:16.0f}", flush=True)


async def stalls() -> float:
    """The longest time in which the event loop did not get to this, in seconds."""
    worst, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            worst, last = max(worst, now - last - 0.001), now
    except asyncio.CancelledError:
        return worst


def rss() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1_000_000


def size(folder: str) -> int:
    return sum(file.stat().st_size for file in Path(folder).iterdir())


def peers(server: Served, feeds: int) -> None:
    if not PEERS.exists():
        print("reader and feedparser alone are not here: make quality installs them")
        return
    asked = [str(PEERS), "-m", "benchmarks.feed_peers", str(server.port), str(max(1, feeds // FEWER))]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"the peers did not run: {told.stderr.strip().splitlines()[-1]}")
        return
    for name, rate, own in json.loads(told.stdout):
        print(f"{name:44}{rate:10,.0f}{own:13.2f}")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main(*[*given, *(5000, 10_000)[len(given) :]]))
