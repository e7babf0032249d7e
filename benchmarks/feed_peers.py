"""feedparser and `reader` on the feeds of benchmarks/feeds.py, in an environment of their own.

`python -m benchmarks.feed_peers PORT FEEDS` prints a list of (name, a second, own CPU ms each) as JSON.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from benchmarks.feed_server import address, feed

Row = tuple[str, float, float]


def main(port: int, feeds: int) -> None:
    print(json.dumps([feedparser_alone(port, feeds), *reader(port, feeds)]))


def clocked(name: str, count: int, work: Callable[[], object]) -> Row:
    begin, own = time.perf_counter(), time.process_time()
    work()
    seconds, own = time.perf_counter() - begin, time.process_time() - own
    return name, count / seconds, 1000 * own / count


def feedparser_alone(port: int, feeds: int) -> Row:
    import feedparser

    bodies = [feed(port, "feed", number).encode() for number in range(feeds)]
    name = "feedparser alone, from memory"
    return clocked(name, feeds, lambda: [feedparser.parse(io.BytesIO(body)) for body in bodies])


def reader(port: int, feeds: int) -> list[Row]:
    from reader import make_reader

    with tempfile.TemporaryDirectory() as folder:
        ours = make_reader(f"{folder}/reader.sqlite")
        for number in range(feeds):
            ours.add_feed(address(port, "feed", number))
        update = partial(ours.update_feeds, scheduled=False, workers=10)
        rows = [
            clocked(f"reader, {what} ({feeds} feeds, 10 workers)", feeds, update)
            for what in ("cold", "unchanged (304)")
        ]
        if (ours.get_entry_counts().total or 0) < feeds:
            sys.exit("reader did not take the feeds")
        ours.close()
    return rows


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
