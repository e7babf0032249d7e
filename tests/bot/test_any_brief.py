"""Any brief on any platform: within its limits, whole, and telling nobody."""

import html
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.card import Card
from bot.cards.whole import whole_card
from bot.commands import declared
from bot.platforms.console import draw
from bot.platforms.slack.render import messages as slack_messages
from bot.platforms.slack.render import preview
from bot.platforms.web.view import View
from briefs import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.store import Query
from tests.bot.example_cards import HOSTILE, LONG_SENTENCE
from tests.bot.newsroom import SCHOOL, Newsroom
from tests.platforms.loopback_discord.limits import message_errors
from tests.platforms.loopback_slack.block_check import problems, too_long
from tests.platforms.test_discord_render import MENTION, bodies, contents
from tests.platforms.test_slack_render import check_inert, mrkdwn

# ---- any brief

TRAPS = (
    HOSTILE,
    LONG_SENTENCE,
    "“Tell @everyone and @here,” <@1> and <@&2> said in <#3>.",
    "<!channel> <!here> <@U0123ABC> <!subteam^S1|team> :smile: @channel #news",
    "# a heading\n- a *list* of _two_\n1. [and](https://x.example) a ||link||\n> said `nobody`",
    "\u202eright to left\u202c \u2067שלום עולם\u2069 مرحبا",
    "zero\u200bwidth\u200djoin\ufeffed \u0301\u0302 👩‍👩‍👧 naïve",
    "<script>alert(1)</script> &amp; <b onclick='x'>\"quoted\"</b> {{ 7 * 7 }} {% raw %}",
    "\x1b[31mred\x1b[0m \x00\x07\ttab\r\nline",
    "x" * 3000,
    "😀" * 700,
    "&<>" * 900,
)
ADDRESSES = (
    None,
    "https://x.example/a b(c)|d<e>?f=1&g",
    "javascript:alert(1)",
    "https://x.example/" + "a" * 4000,
)
words = st.text(min_size=1, max_size=30)
trapped = st.sampled_from(TRAPS)


class Shape(NamedTuple):
    """What hypothesis chooses, and makes smaller when it fails; where the findings lie follows from `seed`."""

    sentences: list[str]
    names: list[str]
    title: str
    url: str | None
    publisher: str | None
    findings: int
    actors: int
    seed: int


shapes = st.builds(
    Shape,
    sentences=st.lists(words | trapped, min_size=1, max_size=5),
    names=st.lists(words | trapped, min_size=1, max_size=3),
    title=words | trapped,
    url=st.sampled_from(ADDRESSES),
    publisher=st.none() | words | trapped,
    findings=st.integers(0, 5),
    actors=st.sampled_from([0, 1, 2, 9, 300]),
    seed=st.integers(0, 2**16),
)


def brief_of(shape: Shape) -> Brief:
    chance = Random(shape.seed)
    text, sentences = "", list[Span]()
    for sentence in shape.sentences:
        sentences.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + chance.choice([" ", "\n", "\n\n"])
    names = [f"{shape.names[n % len(shape.names)][:200]} {n}" for n in range(shape.actors)]
    places = _Places(chance, sentences, names)
    statements = places.some(shape.findings, places.statement)
    return Brief(
        Article("any", text, shape.title, shape.url, shape.publisher),
        shape.title,
        places.some(shape.findings, places.point),
        tuple(places.statistic(n, len(statements)) for n in range(shape.findings)),
        statements,
        tuple(places.quote(n) for n in range(len(statements))),
        tuple(Actor(n, "person", (n[:9],), (places.part(),), places.maybe(3)) for n in names),
    )


class _Places:
    def __init__(self, chance: Random, sentences: list[Span], names: list[str]) -> None:
        self._chance, self._sentences, self._names = chance, sentences, names

    def some(self, most: int, make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _ in range(most))

    def sentence(self) -> Span:
        return self._chance.choice(self._sentences)

    def part(self) -> Span:
        """Words of a sentence, or all of it."""
        sentence = self.sentence()
        start = self._chance.randrange(sentence.start, sentence.end)
        return self._chance.choice([sentence, Span(start, min(sentence.end, start + 40))])

    def maybe(self, most: int = 1) -> tuple[Span, ...]:
        return tuple(sorted(self.part() for _ in range(self._chance.randint(0, most))))

    def point(self) -> KeyPoint:
        lines = self.maybe(2)
        ends = [span.end for span in lines] or [0]
        span = self.sentence()
        return KeyPoint(
            Span(min(span.start, *(s.start for s in lines), span.start), max(span.end, *ends)), lines
        )

    def statement(self) -> Statement:
        speaker = self._chance.choice([None, "officials <!here>", *self._names[:5]])
        kind = self._chance.choice(["direct", "mixed", "indirect"])
        content = self.maybe(2) or (self.part(),)
        return Statement(content, self.maybe(), self.maybe(), speaker, kind, self.sentence())

    def statistic(self, number: int, statements: int) -> Statistic:
        chance = self._chance
        return Statistic(
            self.part(),
            Decimal(number),
            self.sentence(),
            unit=chance.choice([None, "percent", "EUR", HOSTILE]),
            change=chance.choice([None, "up", "down"]),
            measure=next(iter(self.maybe()), None),
            period=next(iter(self.maybe()), None),
            statement=chance.choice([None, *range(statements)]),
            same_as=chance.choice([None, None, 0]) if number else None,
        )

    def quote(self, statement: int) -> Quote:
        return Quote(
            self.part(),
            statement,
            self._chance.choice([None, *self._names[:5]]),
            next(iter(self.maybe()), None),
        )


# ---- every card of it

LINES = (
    "now",
    "now article:1",
    "stats",
    "stats export:csv",
    "quotes",
    "positions article:1",
    "positions topic:a",
    "actors page:38",
    "points",
    "search a",
    "source article:1",
    "articles",
    f"positions actor:{HOSTILE}",
    f"stats {HOSTILE}",
    "help",
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("any"))
    room.store.add(brief_of(Shape(["a"], ["a"], "a", None, None, 0, 0, 0)))
    room.read("school", SCHOOL)
    return room


def cards(room: Newsroom, brief: Brief) -> Iterator[Card]:
    room.store.add(brief)
    facts = room.store.find(Query(article=1, limit=400))
    sources = {fact.kind: f"source fact:{fact.id}" for fact in facts}
    for line in (*LINES, *sources.values()):
        yield room.dispatcher.answered(room.dispatcher.request(line)).card
    yield whole_card(brief)


# ---- what stands in it, and what a reader sees of it


def printed(card: Card) -> Iterator[str]:
    """Every text a reader is to see."""
    yield card.credit
    yield card.footer
    if card.kind != "error":
        yield card.title
    for section in card.sections:
        yield section.heading
        for line in section.lines:
            yield from (line.lead, line.text, line.note)
    for figure in card.figures:
        yield from (figure.value, figure.label)


SIGNS = re.compile(r"[*_~`|>#\\<•…[\]-]")
"""What platforms set around words or before lines, to format them or to keep them from being formatted."""


def bare(text: str) -> str:
    """Without signs, blank space and what is not seen."""
    return "".join(sign for sign in SIGNS.sub("", text) if unicodedata.category(sign)[0] not in "CZ")


def check_whole(card: Card, shown: str) -> None:
    shown = bare(shown)
    for text in printed(card):
        assert bare(text) in shown


def on_discord(card: Card) -> Iterator[str]:
    for body in bodies(card):
        assert dict(message_errors(body)) == {}
        for content in contents(body):
            assert not MENTION.search(content)
            yield re.sub(r"\]\(https?://[^)]*\)", "", content)


def on_slack(card: Card) -> Iterator[str]:
    for message in slack_messages(card, lambda line: "token"):
        assert problems(message) == []
        assert not too_long(message)
        for text in mrkdwn(message):
            check_inert(text)
        yield from said(message)
    assert "<" not in preview(card)


def said(part: Any) -> Iterator[str]:
    """The texts of blocks, without those of buttons, which stand beside them."""
    if isinstance(part, list):
        for inner in part:
            yield from said(inner)
    elif isinstance(part, dict) and part.get("type") != "button":
        if isinstance(part.get("text"), str):
            yield html.unescape(part["text"]) if part["type"] == "mrkdwn" else part["text"]
        yield from said(list(part.values()))


class Page(HTMLParser):
    """Its texts; every element it opens is closed, none runs a script or leads elsewhere than the web."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += [tag] if tag not in ("img", "input") else []
        assert tag not in ("script", "style", "iframe")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "href" or re.match(r"https?://|data:text/plain;base64,", value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


VIEW = View((), declared())


def on_web(room: Newsroom, card: Card) -> Iterable[str]:
    page = Page()
    page.feed(VIEW.answer(card, room.clock(), command="now", line="/brief now"))
    page.close()
    assert page.open == []
    return page.texts


def on_console(card: Card) -> str:
    out = io.StringIO()
    draw(card, Console(file=out, width=80))
    shown = out.getvalue()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    return shown


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.reuse, Phase.generate],  # an example takes half a second: to make it small, minutes
)
@given(shapes)
def test_it_is_valid_whole_and_tells_nobody_on_every_platform(room: Newsroom, shape: Shape) -> None:
    for card in cards(room, brief_of(shape)):
        check_whole(card, "".join(on_discord(card)))
        check_whole(card, "".join(on_slack(card)))
        check_whole(card, "".join(on_web(room, card)))
        if card.file is None:  # a terminal is given the file alone
            check_whole(card, on_console(card))
