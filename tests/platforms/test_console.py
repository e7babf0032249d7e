"""Cards in the terminal."""

import io

import pytest
from rich.console import Console

from bot.card import Action, Card, CardFile, Line, Section
from bot.platforms.console import command_line, draw
from tests.bot.example_cards import CARDS, digest, error, hostile, listing, source


def drawn(card: Card, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """What reaches the terminal, or the file that the output is led into."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    console = Console(file=file, width=width, highlight=False, force_terminal=colour, color_system="standard")
    if not colour:
        console = Console(file=file, width=width, highlight=False)
    draw(card, console)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_it_tells_the_story_then_its_figures_then_who_stands_where():
    text = drawn(digest)
    order = [
        "On Record · Morning brief",
        digest.title,
        digest.link,
        "• Port cities could lose",
        "↑ 36%            freight through Oststrand, since 2020 [1]",
        "USD 4.5 billion  cost of the new breakwater [2]",
        "Who stands where",
        "Teo Brandl, Mayor of Oststrand  criticized the levy as “a tax on the tide”",
        "[1] onrecord source fact:11",
        "Statistics 25  onrecord stats",
        "Open article   https://herald.example/harbour-levy",
        digest.footer,
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_keeps_within_the_columns_all_but_what_is_there_to_be_copied(name, width):
    for line in drawn(CARDS[name], width=width).splitlines():
        assert len(line) <= width or "onrecord " in line or "http" in line
        assert line == line.rstrip()


def test_it_leaves_no_word_out():
    text = drawn(hostile)
    assert {f"word{n}" for n in range(1, 1301)} <= set(text.split())
    assert text.count("<!channel>") > 300
    assert "[[" not in text


def test_it_numbers_a_source_once_however_many_lines_stand_on_it():
    same = Action("Source", "source fact:7")
    card = Card("list", "T", sections=(Section((Line("one", action=same), Line("two", action=same))),))
    text = drawn(card)
    assert "one [1]" in text
    assert "two [1]" in text
    assert text.count("onrecord source fact:7") == 1


def test_it_puts_a_lead_too_long_for_a_column_on_its_own_line():
    card = Card("list", "T", sections=(Section((Line("says so", lead="A name " * 8),)),))
    assert f"{('A name ' * 8).rstrip()}\n  says so\n" in drawn(card)


def test_it_marks_a_sentence_in_colour_and_without():
    assert ">>“It is a tax on the tide,” Mayor Teo Brandl" in drawn(source)
    assert "council on Monday.<< The vote" in drawn(source).replace("\n| ", " ")
    coloured = drawn(source, colour=True)
    assert "\x1b[30;43m“It is a tax on the tide,” Mayor Teo Brandl\x1b[0m" in coloured
    assert ">>" not in coloured


def test_it_writes_no_colour_into_a_pipe():
    assert "\x1b" not in drawn(digest)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_it_prints_where_the_terminal_has_few_characters(encoding):
    text = drawn(digest, encoding=encoding)
    assert 'criticized the levy as "a tax on the tide"' in text
    assert "up 36%" in text


def test_it_lets_no_article_command_the_terminal():
    line = Line("a\x1b[2Jb\x07c\x9b31md\u202ee\r\x00f", lead="\x1b]0;title\x07", note="\x1b[1m")
    text = drawn(Card("list", "\x1b[31mT", sections=(Section((line,)),)))
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r", "\x00"} & set(text)
    assert "a[2Jbc31mdef" in text


def test_it_offers_what_would_help_beneath_an_error():
    text = drawn(error)
    assert text.startswith("Nobody called “Vargo” is in the briefs.\n")
    assert 'Ilse Varga  onrecord positions actor:"Ilse Varga"\n' in text


def test_it_prints_the_file_alone_of_a_card_that_has_one():
    text = "fact,text\n1,“a tax on the tide”\n" + "2," + "wide " * 60 + "\n"
    assert drawn(Card("list", "Facts as a file", file=CardFile("facts.csv", text))) == text


def test_it_offers_no_channel_to_share_with():
    card = Card("list", "T", actions=(Action("Post to channel", 'stats share:"yes"'),))
    assert "Post to channel" not in drawn(card)
    assert "Next" in drawn(listing)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action("", "stats"), "onrecord stats"),
        (Action("", "source fact:12"), "onrecord source fact:12"),
        (Action("", 'positions actor:"Ilse Varga"'), 'onrecord positions actor:"Ilse Varga"'),
        (Action("", 'stats unit:"$ `id`"'), "onrecord stats 'unit:\"$ `id`\"'"),
        (Action("", "search it's; rm"), "onrecord search 'it'\\''s; rm'"),
        (Action("", url="https://herald.example/a"), "https://herald.example/a"),
    ],
)
def test_it_writes_a_command_as_a_shell_takes_it(action, expected):
    assert command_line(action) == expected
