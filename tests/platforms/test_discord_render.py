"""Cards as Discord messages: within its limits, whole, and mentioning nobody."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.card import Action, Card, Figure, Line, Section
from bot.platforms.discord.render import attachments, messages
from bot.platforms.discord.text import escape, one_line
from tests.bot.example_cards import CARDS, HOSTILE, LONG_SENTENCE
from tests.platforms.discord_spec import SPEC, check_schema
from tests.platforms.loopback_discord.limits import message_errors, walk

MENTION = re.compile(r"@everyone|@here|<@[!&]?\d+>|<#\d+>")
SIGNS = (
    "# big",
    "- item",
    "1. one",
    "> quote",
    "```",
    "||",
    "\n",
    "  ",
    "\x00",
    "\ud800",
    "😀" * 50,
    "x" * 5000,
)
NAMES = (
    HOSTILE,
    "@everyone",
    "@here",
    "<@123>",
    "<@&1>",
    "<#1>",
    "[a](https://x.example)",
    "https://x.example/a_b_c",
    "123456789012345678",
    "12@everyone",
)
TRAPS = st.sampled_from([*SIGNS, *NAMES])
TEXT = st.lists(st.text(max_size=60) | TRAPS, max_size=4).map("".join)
ACTION = st.builds(
    Action, TEXT, TEXT, st.sampled_from(["", "https://x.example/a b(c)", "javascript:x"]) | TEXT
)
LINE = st.builds(
    Line,
    TEXT | st.just(LONG_SENTENCE),
    lead=TEXT,
    note=TEXT,
    bullet=st.booleans(),
    quoted=st.booleans(),
    marks=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=3).map(tuple),
    channels=st.sampled_from([(), (), ((0, 18),), ((0, 2), (2, 11)), ((0, 9), (9, 18)), ((0, 4000),)]),
    action=st.none() | ACTION,
)
CARD = st.builds(
    Card,
    st.sampled_from(["digest", "list", "source", "help", "error"]),
    TEXT,
    link=st.just("https://x.example") | TEXT,
    credit=TEXT,
    sections=st.lists(st.builds(Section, st.lists(LINE, max_size=6).map(tuple), TEXT), max_size=3).map(tuple),
    figures=st.lists(st.builds(Figure, TEXT, TEXT), max_size=3).map(tuple),
    actions=st.lists(ACTION, max_size=12).map(tuple),
    footer=TEXT,
)


def keep(line: str) -> str:
    return f"{hash(line) & 0xFFFFFFFFFFFFFFFF:016x}"


def bodies(card: Card, mention: str = "") -> list[dict[str, Any]]:
    found = [{"components": view.to_components(), "flags": 1 << 15} for view in messages(card, keep, mention)]
    found[-1]["files"] = [{"filename": file.filename} for file in attachments(card)]
    return found


def contents(body: dict[str, Any]) -> list[str]:
    return [c["content"] for top in body["components"] for _, c in walk(top) if "content" in c]


def read(markdown: str) -> str:
    """What a reader sees of escaped text: a backslash before a sign is not shown."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown).replace("\u200b", "")


def check(card: Card) -> None:
    everything = bodies(card)
    assert everything
    for body in everything:
        assert dict(message_errors(body)) == {}
        for content in contents(body):
            assert not MENTION.search(without_channels(content, card))


def without_channels(content: str, card: Card) -> str:
    """Without those that the card's lines say are channels."""
    lines = [line for section in card.sections for line in section.lines]
    known = {f"<#{line.text[start:end]}>" for line in lines for start, end in line.channels}
    return re.sub(r"<#\d+>", lambda match: "" if match[0] in known else match[0], content)


@pytest.mark.parametrize("name", CARDS)
def test_every_example_is_within_the_limits_and_mentions_nobody(name: str) -> None:
    check(CARDS[name])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CARD)
def test_every_card_is_within_the_limits_and_mentions_nobody(card: Card) -> None:
    check(card)


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's OpenAPI description is not beside the checkout")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CARD)
def test_every_card_is_as_discord_describes_messages(card: Card) -> None:
    for body in bodies(card)[:3]:
        check_schema("MessageCreateRequest", {name: value for name, value in body.items() if name != "files"})


def test_a_long_sentence_is_split_between_words_and_whole() -> None:
    shown = " ".join(content for body in bodies(CARDS["hostile"]) for content in contents(body))
    words = re.findall(r"word\d+", shown)
    assert words == LONG_SENTENCE.split()


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    shown = read(escape(text))
    assert one_line(shown).replace("\\", "") == one_line(text).replace("\\", "").replace("\u200b", "")


def test_a_channel_is_named_as_discord_does() -> None:
    line = Line("08:00, in 123456789012345678", lead="morning", channels=((10, 28),))
    [body] = bodies(Card("list", "Schedules", sections=(Section((line,)),)))
    assert "**morning** 08:00, in <#123456789012345678>" in contents(body)[-1]


def test_three_hundred_lines_are_all_there() -> None:
    lines = tuple(
        Line(f"line {n} of a list", action=Action("Source", f"source fact:{n}")) for n in range(300)
    )
    every = bodies(Card("list", "Long", sections=(Section(lines),)))
    buttons = [c for body in every for top in body["components"] for _, c in walk(top) if c["type"] == 2]
    assert [b["custom_id"].partition(":source ")[2] for b in buttons] == [f"fact:{n}" for n in range(300)]


def test_a_digest_keeps_its_sources_behind_one_button() -> None:
    [body] = bodies(CARDS["digest"])
    buttons = [c["label"] for top in body["components"] for _, c in walk(top) if c["type"] == 2]
    assert buttons == ["Statistics 25", "Quotes 9", "Positions 14", "Sources", "Open article"]


def test_a_source_shows_its_sentence_marked() -> None:
    [body] = bodies(CARDS["source"])
    passage = next(c for c in contents(body) if c.startswith("### What the mayors say"))
    assert "\n> The docs" not in passage
    assert "> The docks are not the problem. **“It is a tax on the tide,” Mayor Teo" in passage


def test_only_the_first_message_tells_the_role() -> None:
    first, *rest = [str(body) for body in bodies(CARDS["hostile"], mention="77")]
    assert first.count("<@&77>") == 1
    assert not any("<@&77>" in body for body in rest)
