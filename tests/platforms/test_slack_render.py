"""Cards as Block Kit: within every limit, whole, and inert."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.card import Action, Card, CardKind, Figure, Line, Section
from bot.platforms.slack.render import CHARACTERS, characters, mention, messages, preview
from tests.bot.example_cards import CARDS, HOSTILE, LONG_SENTENCE
from tests.platforms.loopback_slack.block_check import problems
from tests.platforms.loopback_slack.workspace import buttons, texts

Json = dict[str, Any]


def drawn(card: Card) -> list[list[Json]]:
    return messages(card, keep_line=lambda line: "token")


def shown(card: Card) -> str:
    return "\n".join(text for message in drawn(card) for text in texts(message))


def mrkdwn(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if part.get("type") == "mrkdwn" else []
        return own + [text for inner in part.values() for text in mrkdwn(inner)]
    return [text for inner in part for text in mrkdwn(inner)] if isinstance(part, list) else []


def check(card: Card) -> None:
    for message in drawn(card):
        assert problems(message) == []
        assert sum(map(characters, message)) <= CHARACTERS
        for text in mrkdwn(message):
            check_inert(without_channels(text, card))
        assert {run["channel_id"] for run in runs(message, "channel")} <= channels(card)
        assert not runs(message, "user", "usergroup", "broadcast")


def channels(card: Card) -> set[str]:
    """What the card's lines say is a channel."""
    lines = [line for section in card.sections for line in section.lines]
    return {line.text[start:end] for line in lines for start, end in line.channels}


def without_channels(text: str, card: Card) -> str:
    return re.sub(r"<#(\w+)>", lambda m: "" if m[1] in channels(card) else m[0], text)


def runs(part: Any, *kinds: str) -> list[Json]:
    """The elements of rich text of these kinds."""
    if isinstance(part, dict):
        own = [part] if part.get("type") in kinds else []
        return own + [run for inner in part.values() for run in runs(inner, *kinds)]
    return [run for inner in part for run in runs(inner, *kinds)] if isinstance(part, list) else []


def check_inert(text: str) -> None:
    """Our own bold around a lead and our own link are all that mrkdwn may hold."""
    own = re.sub(r"<https?://[^<>|\s]+\|Open article>", "", text)
    own = re.sub(r"\A\*[^*\n]+\*", "", own)
    assert not re.search(r"[<*_~`@#]|^\s*>|:[\w+'-]+:", own, re.MULTILINE), text
    assert not re.search(r"&(?!amp;|lt;|gt;)", own), text


@pytest.mark.parametrize("name", CARDS)
def test_it_draws_every_card_within_the_limits_and_mentions_nobody(name: str) -> None:
    check(CARDS[name])


TRAPS = ("*", "> a", ":smile:", " ", "\n", "C0123", "C0<!channel>")
words = st.one_of(
    st.text(max_size=40),
    st.sampled_from([HOSTILE, LONG_SENTENCE, "&" * 4000, "<" * 700, "x" * 5000, *TRAPS]),
)
actions = st.builds(
    Action,
    label=words,
    command=st.one_of(st.just(""), words),
    url=st.sampled_from(
        ["", "https://herald.example/a|b", "javascript:alert(1)", "https://herald.example/" + "a" * 4000]
    ),
    primary=st.booleans(),
)
lines = st.builds(
    Line,
    text=words,
    lead=words,
    note=words,
    bullet=st.booleans(),
    quoted=st.booleans(),
    marks=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=3).map(tuple),
    channels=st.sampled_from([(), (), ((0, 5),), ((0, 12),), ((0, 5), (3, 9))]),
    action=st.none() | actions,
)
sections = st.builds(Section, lines=st.lists(lines, max_size=8).map(tuple), heading=words)
kinds: tuple[CardKind, ...] = ("digest", "list", "source", "help", "error")
cards = st.builds(
    Card,
    kind=st.sampled_from(kinds),
    title=words,
    link=st.sampled_from(["", "https://herald.example/?a=1&b=<2>", "https://herald.example/a(b)c_d*e"]),
    credit=words,
    sections=st.lists(sections, max_size=4).map(tuple),
    figures=st.lists(
        st.builds(Figure, value=words, label=words, action=st.none() | actions), max_size=12
    ).map(tuple),
    actions=st.lists(actions, max_size=30).map(tuple),
    footer=words,
)


@settings(max_examples=60, deadline=None)
@given(cards)
def test_it_draws_any_card_within_the_limits_and_mentions_nobody(card: Card) -> None:
    check(card)
    preview_text = preview(card)
    assert preview_text
    assert "<" not in preview_text


def test_it_cuts_nothing_of_a_long_sentence() -> None:
    card = Card(
        "list", "Long", sections=(Section((Line(LONG_SENTENCE, action=Action("Source", "source fact:1")),)),)
    )
    assert re.findall(r"word\d+", shown(card)) == LONG_SENTENCE.split()


def test_it_shows_every_line_of_three_hundred() -> None:
    lines = tuple(
        Line(f"line {n}.", note=f"note {n}.", action=Action("Source", f"source fact:{n}")) for n in range(300)
    )
    card = Card("list", "Many", sections=(Section(lines),))
    assert re.findall(r"line (\d+)\.", shown(card)) == [str(n) for n in range(300)]
    values = [b["value"] for message in drawn(card) for b in buttons(message)]
    assert values == [f"source fact:{n}" for n in range(300)]


def test_it_keeps_words_that_would_format_as_they_are() -> None:
    line = Line("rates of *x* rose", lead="<!channel>", action=Action("Source", "source fact:1"))
    assert "<!channel>  rates of *x* rose" in shown(Card("list", "", sections=(Section((line,)),)))


@pytest.mark.parametrize("action", [None, Action("Pause", "briefing schedule pause")])
@pytest.mark.parametrize("name", ["morning", "morning_brief"])
def test_it_names_a_channel_as_slack_does(name: str, action: Action | None) -> None:
    line = Line("08:00, in C0123", lead=name, note="next Tue", channels=((10, 15),), action=action)
    card = Card("list", "Schedules", sections=(Section((line,)),))
    assert "08:00, in <#C0123>" in shown(card)
    check(card)


def test_it_puts_a_line_beside_its_source_with_its_lead_in_bold() -> None:
    blocks = drawn(CARDS["listing"])[0]
    first = next(block for block in blocks if "accessory" in block)
    assert first["text"] == {"type": "mrkdwn", "text": "*1.4 million tonnes*  freight moved by dock 1"}
    assert first["accessory"]["value"] == "source fact:1"


def test_it_leaves_the_sources_of_a_digest_to_one_button() -> None:
    blocks = drawn(CARDS["digest"])[0]
    assert [b["text"]["text"] for b in buttons(blocks)] == [
        "Statistics 25",
        "Quotes 9",
        "Positions 14",
        "Sources",
        "Open article",
    ]


def test_it_lets_each_story_of_a_digest_open_its_own() -> None:
    line = Line("The vote is due.", lead="Levy", action=Action("Open", "now article:2"))
    blocks = drawn(Card("digest", "Two stories", sections=(Section((line,)),)))[0]
    assert [b["value"] for b in buttons(blocks)] == ["now article:2"]


def test_it_marks_the_sentence_in_its_paragraph() -> None:
    quote = next(b for b in drawn(CARDS["source"])[0] if b["type"] == "rich_text")["elements"][-1]
    assert quote["type"] == "rich_text_quote"
    bold = [run["text"] for run in quote["elements"] if run.get("style")]
    assert bold == ["“It is a tax on the tide,” Mayor Teo Brandl told the council on Monday."]


def test_it_links_the_article_when_no_button_does() -> None:
    assert "<https://herald.example/harbour-levy|Open article>" in shown(CARDS["listing"])
    assert "|Open article>" not in shown(CARDS["digest"])


def test_it_keeps_a_command_line_too_long_for_a_button() -> None:
    kept: list[str] = []
    line = "search " + "x" * 2500
    card = Card("list", "", actions=(Action("More", line),))
    blocks = messages(card, keep_line=lambda kept_line: kept.append(kept_line) or "token")[0]
    assert kept == [line]
    assert next(iter(buttons(blocks)))["value"] == "token"


@pytest.mark.parametrize(
    ("who", "sign"),
    [("S0123ABC", "<!subteam^S0123ABC>"), ("U0123ABC", "<@U0123ABC>"), ("here", "<!here>")],
)
def test_it_mentions_whom_a_subscription_names(who: str, sign: str) -> None:
    assert mention(who)[0]["text"]["text"] == sign


@pytest.mark.parametrize("who", ["", "nobody", "<!channel>", "U1|x", "s0123abc"])
def test_it_mentions_nothing_else(who: str) -> None:
    assert mention(who) == []


def test_it_leaves_room_for_a_mention() -> None:
    lines = tuple(Line(f"line {n}", action=Action("Source", f"source fact:{n}")) for n in range(60))
    first = drawn(Card("list", "Many", sections=(Section(lines),)))[0]
    assert problems(mention("here") + first) == []
