"""A process that serves feeds and pages on every address of 127.0.0.0/8, as lean as can be."""

import asyncio
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

HOSTS = 50
ENTRIES, PAGE_OF = 20, 20
"""Entries of a feed, and of one whose entries are read on their pages."""
WORDS = (
    "harbour council wall storm budget ferry school market winter engineer union report plan river bridge"
    " county minister hospital teacher factory railway water energy farmer village museum prices figures"
).split()
PATH = re.compile(rb"GET /(\w+)/(\d+)")
BEGINNINGS = "Dun Vol Brand Eke Lind Sol Harrow El Mar Tor Wen Kil Ash Fen Gar Hol Ing Jar Lam Nor".split()
MIDDLES = "a e i o u en ar il or un".split()
ENDINGS = "by ton berg vold quist mouth ley ford dale wick stead haven low mere field".split()
OUTLETS = 4
"""Pages with the names of one story: were they the same in all, each would be compared with all."""


class Served(NamedTuple):
    port: int


def address(port: int, name: str, number: int) -> str:
    return f"http://127.0.1.{number % HOSTS + 1}:{port}/{name}/{number}"


def towns(story: int) -> list[str]:
    chance = random.Random(story)
    return ["".join(map(chance.choice, (BEGINNINGS, MIDDLES, ENDINGS))) for _ in range(8)]


def sentence(chance: random.Random, names: list[str]) -> str:
    town, other = chance.sample(names, 2)
    words = " ".join(chance.choice(WORDS) for _ in range(8))
    return chance.choice(
        (
            f"The {words} in {town} will cost €{chance.randrange(2, 90)} million, {other} said on Monday.",
            f"“Nobody asked us about the {words},” {other} told reporters in {town}.",
            f"It is {chance.randrange(2, 60)}% more than the {words} of last year.",
            f"The {words} of {town} is to begin in March, and the {words} will follow it in spring.",
        )
    )


@cache
def feed(port: int, name: str, number: int) -> str:
    chance, names = random.Random(number), towns(number)
    links = "/page/" if name == "pages" else f"https://{number}.example/"
    base = f"http://127.0.1.{number % HOSTS + 1}:{port}" if name == "pages" else ""
    day = "Sun, 22 Nov 2026 10"
    items = "".join(
        f"<item><title>{chance.choice(names)}: {chance.choice(WORDS)} {n}</title><guid>{number}-{n}</guid>"
        f"<link>{base}{links}{number * ENTRIES + n}</link><pubDate>{day}:{n:02}:00 +0000</pubDate>"
        f"<description>&lt;p&gt;{sentence(chance, names)} {sentence(chance, names)}&lt;/p&gt;</description>"
        "</item>"
        for n in range(ENTRIES)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed {number}</title>'
        f"<link>https://{number}.example/</link><description>News</description>{items}</channel></rss>"
    )


@cache
def page(number: int) -> str:
    chance, names = random.Random(number), towns(number // OUTLETS)
    story = "".join(f"<p>{' '.join(sentence(chance, names) for _ in range(3))}</p>" for _ in range(8))
    return (
        f'<!doctype html><html lang="en"><head><title>Story {number}</title><meta charset="utf-8">'
        f'<meta property="og:site_name" content="Post"></head><body><nav>{"<a href=/>Home</a>" * 40}</nav>'
        f"<article><h1>Story {number}</h1>{story}</article><footer>About us</footer></body></html>"
    )


class Answers(asyncio.Protocol):
    port = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.held = transport, b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head, self.held = self.held[:end], self.held[end + 4 :]
            self.transport.write(self.answer(head))  # type: ignore[attr-defined]

    def answer(self, head: bytes) -> bytes:
        asked = PATH.match(head)
        if asked is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        name, number = asked[1].decode(), int(asked[2])
        if b'"1"' in head:
            return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
        body = (page(number) if name == "page" else feed(self.port, name, number)).encode()
        kind = b"text/html" if name == "page" else b"application/rss+xml"
        said = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n'
        return said % (kind, len(body)) + body


async def serve(feeds: int, articles: int) -> None:
    """All is written before the first is asked for."""
    server = await asyncio.get_running_loop().create_server(Answers, "0.0.0.0", 0, backlog=4096)
    Answers.port = server.sockets[0].getsockname()[1]
    for number in range(feeds):
        feed(Answers.port, "feed", number)
    for number in range(articles):
        page(number)
    print(Answers.port, flush=True)
    await server.serve_forever()


@contextmanager
def served(feeds: int, articles: int) -> Iterator[Served]:
    asked = [sys.executable, "-m", "benchmarks.feed_server", str(feeds), str(articles)]
    process = subprocess.Popen(asked, stdout=subprocess.PIPE)
    try:
        assert process.stdout
        yield Served(int(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
