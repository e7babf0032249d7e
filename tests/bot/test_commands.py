"""The commands on a real store: what a reader asks, and the card that answers."""

import csv
import io
import json
from pathlib import Path

import pytest

from bot.card import Card, from_json, to_json
from tests.bot.newsroom import HARBOUR, SCHOOL, Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path)
    room.read("harbour", HARBOUR, url="https://news.example/harbour")
    return room


async def ask(room: Newsroom, line: str, *, manager: bool = False) -> Card:
    return (await room.dispatcher.answer(room.dispatcher.request(line, manager=manager))).card


def told(card: Card) -> str:
    """All that a reader sees of a card."""
    lines = [f"{line.lead} {line.text} {line.note}" for section in card.sections for line in section.lines]
    figures = [f"{figure.value} {figure.label}" for figure in card.figures]
    return "\n".join([card.credit, card.title, *figures, *lines, card.footer])


def source_of(card: Card) -> str:
    """The command line of the first Source button."""
    actions = [line.action for section in card.sections for line in section.lines if line.action]
    return next(a.command for a in actions if a.label == "Source")


async def test_what_is_typed_as_an_argument_and_is_none_is_told_in_one_sentence(room: Newsroom) -> None:
    for line, said in (
        ("stats rule:energy", "`stats` has no rule: argument: it takes query:,"),
        (
            "briefing schedule set name:x filter:energy",
            "`schedule set` has no filter: argument: it takes time:,",
        ),
        (
            "briefing preview name:x",
            "`preview` has no name: argument: it takes schedule:. In quotation marks",
        ),
    ):
        card = await ask(room, line, manager=True)
        assert (card.kind, len(card.sections[0].lines)) == ("error", 1)
        assert said in told(card)
    assert "has no" not in told(await ask(room, 'search "the note:x"'))


async def test_now_is_the_digest_of_the_article(room: Newsroom) -> None:
    card = await ask(room, "now")
    assert card.kind == "digest"
    assert card.title == "Port Ellery to rebuild its harbour"
    assert card.link == "https://news.example/harbour"
    assert "€42 million" in [figure.value for figure in card.figures]
    assert any("Ilse Brandvold" in line.lead for line in card.sections[-1].lines)
    assert [a.label.split()[0] for a in card.actions] == [
        "Statistics",
        "Quotes",
        "Positions",
        "Sources",
        "Open",
    ]


async def test_several_articles_are_a_card_of_stories_each_opening_its_own(room: Newsroom) -> None:
    room.read("school", SCHOOL)
    card = await ask(room, "now")
    opening = [line.action.command for line in card.sections[0].lines if line.action]
    assert (await ask(room, opening[0])).title == "Evening school opens in Dunmarrow"


async def test_stats_of_a_unit(room: Newsroom) -> None:
    card = await ask(room, "stats unit:percent")
    assert [line.lead for line in card.sections[0].lines] == ["↑ 18%"]
    assert "Costs rose 18% last year." in told(card)


async def test_a_unit_may_be_given_as_its_sign(room: Newsroom) -> None:
    assert "€42 million" in told(await ask(room, "stats unit:€"))


async def test_quotes_are_verbatim_and_signed(room: Newsroom) -> None:
    card = await ask(room, "quotes speaker:Ekeberg")
    line = card.sections[0].lines[0]
    assert line.text.strip("“”").rstrip(",") in HARBOUR.replace("\n", " ")
    assert "Tomas Ekeberg" in line.note


async def test_positions_of_an_actor_by_alias(room: Newsroom) -> None:
    card = await ask(room, "positions actor:Brandvold")
    assert card.title == "Ilse Brandvold"
    assert len(card.sections[0].lines) >= 2


async def test_positions_without_an_actor_are_a_line_each(room: Newsroom) -> None:
    card = await ask(room, "positions")
    names = [line.lead.split(",")[0] for line in card.sections[0].lines]
    assert len(names) == len(set(names))
    assert "Tomas Ekeberg" in names


async def test_a_source_is_the_sentence_marked_in_its_paragraph_under_its_heading(room: Newsroom) -> None:
    card = await ask(room, source_of(await ask(room, "quotes speaker:Ekeberg")))
    section = card.sections[0]
    (start, end), *_ = section.lines[0].marks
    assert "Nobody asked the people" in section.lines[0].text[start:end]
    assert "140 boats" in section.lines[0].text
    assert section.heading == "What the union wants"


async def test_sources_are_the_sentences_behind_the_digest(room: Newsroom) -> None:
    card = await ask(room, "source article:1")
    assert card.kind == "source"
    assert all(line.marks for section in card.sections for line in section.lines)


async def test_search_finds_any_kind(room: Newsroom) -> None:
    assert "140" in told(await ask(room, "search berth"))
    assert "140" not in told(await ask(room, "search winter kind:quotes"))


async def test_articles_since(room: Newsroom) -> None:
    assert "Port Ellery" in told(await ask(room, "articles since:2d"))
    room.clock.forward(days=4)
    assert (await ask(room, "articles since:2d")).kind == "error"


async def test_help_names_every_command_and_each_line_of_it_works(room: Newsroom) -> None:
    card = await ask(room, "help")
    assert [line.lead for line in card.sections[0].lines] == [
        c.name for c in room.dispatcher.commands if c.root == "brief"
    ]


async def test_an_unknown_actor_is_told_the_nearest_as_buttons(room: Newsroom) -> None:
    card = await ask(room, "positions actor:Brandwold")
    assert card.kind == "error"
    assert "Did you mean" in told(card)
    assert (await ask(room, card.actions[0].command)).title == "Ilse Brandvold"


async def test_a_unit_is_offered_for_one_that_is_like_it_alone(room: Newsroom) -> None:
    assert "Did you mean percent?" in told(await ask(room, "stats unit:percnt"))
    assert "Did you mean" not in told(await ask(room, "stats unit:furlong"))


async def test_nothing_found_says_what_would(room: Newsroom) -> None:
    card = await ask(room, "stats zeppelin")
    assert "zeppelin" in told(card)
    assert (await ask(room, card.actions[0].command)).kind == "list"


@pytest.mark.parametrize(
    "line",
    ["nonsense", "stats unit:furlong", "search", "search x kind:poems", "source fact:999999", "source fact:no", "now article:77", "articles since:whenever", "points article:zzzz", "stats page:999"],
)  # fmt: skip
async def test_a_wrong_line_is_one_clear_sentence(room: Newsroom, line: str) -> None:
    card = await ask(room, line)
    assert card.kind == "error"
    assert len(told(card)) < 300


async def test_a_command_nearly_right_is_told_the_right_name_and_is_not_run(room: Newsroom) -> None:
    card = await ask(room, "positons actor:Brandvold")
    assert "no command “positons”. Did you mean /brief positions?" in told(card)
    assert [action.command for action in card.actions] == ["help"]
    card = await ask(room, "briefing schedule remov", manager=True)
    assert "no command “briefing schedule remov”. Did you mean /briefing schedule remove" in told(card)
    card = await ask(room, "brief schedule list", manager=True)
    assert "Did you mean /briefing schedule list" in told(card)
    assert "/briefing" not in told(await ask(room, "briefing schedule remov"))


async def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    card = await ask(Newsroom(tmp_path), "now")
    assert "Nothing has been read yet" in told(card)


async def test_a_mistake_of_ours_is_told_without_its_details(room: Newsroom) -> None:
    room.store.close()
    Path(str(room.engine.url.database)).write_bytes(b"not a database at all" * 100)  # noqa: ASYNC240
    card = await ask(room, "stats")
    assert card.kind == "error"
    assert "again" in told(card)


async def test_lists_have_pages_that_do_not_overlap(room: Newsroom) -> None:
    numbers = "\n".join(f"The {c} stall sold {ord(c)} tickets." for c in "abcdefghijklmnopqrst")
    room.read("tickets", f"Tickets sold\n\n{numbers}\n")
    first = await ask(room, "stats tickets")
    following = next(a for a in first.actions if a.label == "Next")
    second = await ask(room, following.command)
    leads = [line.note for card in (first, second) for line in card.sections[0].lines]
    assert len(leads) == len(set(leads)) == 16
    previous = next(a for a in second.actions if a.label == "Previous")
    assert [line.note for line in (await ask(room, previous.command)).sections[0].lines] == leads[:8]


async def test_share_answers_for_everybody(room: Newsroom) -> None:
    request = room.dispatcher.request("stats unit:percent share:yes")
    answer = await room.dispatcher.answer(request)
    assert not answer.private
    assert not any(a.label == "Post to channel" for a in answer.card.actions)


async def test_values_are_completed_from_the_store(room: Newsroom) -> None:
    assert "Ilse Brandvold" in await room.dispatcher.complete("positions", "actor", "bra")
    assert "percent" in await room.dispatcher.complete("stats", "unit", "per")
    assert await room.dispatcher.complete("stats", "article", "port") == [
        "Port Ellery to rebuild its harbour"
    ]
    assert await room.dispatcher.complete("search", "kind", "q") == ["quotes"]
    assert await room.dispatcher.complete("nonsense", "x", "") == []


async def test_every_card_survives_being_written_down(room: Newsroom) -> None:
    for line in (
        "now",
        "stats",
        "quotes",
        "positions",
        "actors",
        "points",
        "source",
        "articles",
        "help",
        "search harbour",
    ):
        card = await ask(room, line)
        assert from_json(to_json(card)) == card


async def test_a_list_is_exported_whole_with_its_spans(room: Newsroom) -> None:
    card = await ask(room, "stats export:json")
    assert card.file
    rows = json.loads(card.file.text)
    assert all(HARBOUR[row["start"] : row["end"]] == row["text"] for row in rows)
    percent = next(row for row in rows if row["unit"] == "percent")
    assert (percent["value"], percent["change"], percent["sentence"]) == (
        "18",
        "up",
        "Costs rose 18% last year.",
    )


async def test_an_export_as_csv_reads_back_and_runs_no_formula(room: Newsroom) -> None:
    room.read("sums", "Sums\n\n“=1+1 is what they pay us,” said Ilse Brandvold on Friday.\n")
    card = await ask(room, "quotes export:csv")
    assert card.file
    rows = list(csv.DictReader(io.StringIO(card.file.text)))
    assert {"Ilse Brandvold", "Tomas Ekeberg"} <= {row["speaker"] for row in rows}
    assert not any(value.startswith("=") for row in rows for value in row.values())


async def test_the_export_button_of_a_list_gives_all_of_it(room: Newsroom) -> None:
    card = await ask(room, "quotes speaker:Ekeberg")
    button = next(a for a in card.actions if a.label == "Export CSV")
    exported = await ask(room, button.command)
    assert exported.file
    assert exported.file.name == "quotes.csv"
