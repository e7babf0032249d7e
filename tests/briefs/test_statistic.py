"""Figures in their sentences: ranges, ratios, what stands around them, what they repeat."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.model import Span, Statement
from tests.briefs.processor_time import at_most
from tests.briefs.statistic_examples import figures_of, only, printed, statistics_of


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Between 10 and 12 boats sank.", [("10..12", "boats")]),
        ("Some 10-12 boats sank.", [("10..12", "boats")]),
        ("The yard needs 5 to 7 percent.", [("5..7", "percent")]),
        ("The yard needs $5-10 million.", [("5000000..10000000", "USD")]),
        ("The yard needs $20 million to $30 million.", [("20000000..30000000", "USD")]),
        ("Nights ranged from -18 °C to -34 °C.", [("-34..-18", "celsius")]),
        ("It takes two or three years.", [("2..3", "year")]),
        ("Readers aged 18 to 34 left.", [("18..34", "year")]),
        ("Rents rose from 2% to 5%.", [("2", "percent"), ("5", "percent")]),
        ("Spending must rise from 2% to 5% of GDP.", [("2", "percent of gdp"), ("5", "percent of gdp")]),
        ("Doses of 45 and 50 mg were given.", [("45", "milligram"), ("50", "milligram")]),
        ("It gained 5, 10 and 20 percent.", [("5", "percent"), ("10", "percent"), ("20", "percent")]),
    ],
)
def test_it_joins_ranges_and_keeps_changes_apart(sentence: str, figures: list[tuple[str, str]]) -> None:
    assert figures_of(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Twenty-three of the thirty-two member towns agreed.", ("23", "member towns")),
        ("He won nine of his last ten matches.", ("9", "matches")),
        ("One in five farmers left.", ("0.2", "farmers")),
        ("Eight out of 10 farmers left.", ("0.8", "farmers")),
        ("Two-thirds of farmers left.", ("0.6667", "farmers")),
        ("Half of farmers left.", ("0.5", "farmers")),
    ],
)
def test_it_reads_parts_and_ratios(sentence: str, figure: tuple[str, str]) -> None:
    assert figures_of(sentence) == [figure]


def test_it_spans_both_numbers_of_a_part() -> None:
    sentence = "Twenty-three of the thirty-two member towns agreed."
    assert printed(sentence, only(sentence).span) == "Twenty-three of the thirty-two"


@pytest.mark.parametrize(
    ("sentence", "qualifier", "span"),
    [
        ("Approximately 60% came.", "about", "Approximately 60%"),
        ("Some 200 goats came.", "about", "Some 200"),
        ("It costs close to $5 million.", "about", "close to $5 million"),
        ("It costs north of 3%.", "more than", "north of 3%"),
        ("More than 40 boats sank.", "more than", "More than 40"),
        ("Dozens of boats sank.", "more than", "Dozens"),
        ("At least 40 boats sank.", "at least", "At least 40"),
        ("It takes 40 hours or more.", "at least", "40 hours or more"),
        ("Up to 40 boats sank.", "at most", "Up to 40"),
        ("Just under $40 million went.", "less than", "Just under $40 million"),
        ("They fished over three years.", None, "three years"),
        ("Just 40 boats sank.", None, "40"),
    ],
)
def test_it_says_how_sure_a_figure_is(sentence: str, qualifier: str | None, span: str) -> None:
    found = only(sentence)
    assert (found.qualifier, printed(sentence, found.span)) == (qualifier, span)


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("Exports rose by 5%.", "up"),
        ("Exports jumped 5%.", "up"),
        ("Exports fell to $5 million.", "down"),
        ("They cut emissions by 40%.", "down"),
        ("It was a 30% decline.", "down"),
        ("Prices are 5% higher.", "up"),
        ("Exports doubled.", "up"),
        ("Inflation halved.", "down"),
        ("Women make up 40 percent of the board.", None),
        ("She raised $5 million for the school.", None),
        ("There are 131 seats up for grabs.", None),
        ("Turnout was 40%.", None),
    ],
)
def test_it_says_which_way_a_figure_goes(sentence: str, change: str | None) -> None:
    assert only(sentence).change == change


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("They delivered 60% of dairy exports last year.", "dairy exports"),
        ("They delivered 60% of military help to Varn last year.", "military help to Varn"),
        ("Russet apple exports jumped 36% since 2000.", "Russet apple exports"),
        ("Support for Holm rose to 19 percent.", "Support for Holm"),
        ("The council cut emissions by 40%.", "emissions"),
        ("Varn sent £4 million in aid.", "aid"),
        ("It is a $48 million contract.", "contract"),
        ("A fund worth EUR 3 million was set up.", "fund"),
        ("It has a turnout of 63.1 percent.", "turnout"),
        ("Sales were $5 billion.", "Sales"),
        ("Seven ministers met.", "ministers"),
        ("It takes 5 percent.", None),
    ],
)
def test_it_says_what_is_measured_only_where_that_is_plain(sentence: str, measure: str | None) -> None:
    assert printed(sentence, only(sentence).measure) == measure


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Exports jumped 36% since 2000.", "since 2000"),
        ("Half of it, 50%, is due by 2030.", "by 2030"),
        ("Last year it spent $5 million.", "Last year"),
        ("It spent $5 million in the third quarter.", "in the third quarter"),
        ("It spends $5 million a year.", "a year"),
        ("Exports grew 5% from 2010 to 2015.", "from 2010 to 2015"),
        ("It spent $5 million.", None),
    ],
)
def test_it_says_over_what_time(sentence: str, period: str | None) -> None:
    found = statistics_of(sentence)[-1]
    assert printed(sentence, found.period) == period


def test_it_gives_each_figure_its_own_period() -> None:
    sentence = "The board targets 50% by 2030, which will rise to 60% by 2035."
    assert [printed(sentence, s.period) for s in statistics_of(sentence)] == ["by 2030", "by 2035"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge opened in 2019.",
        "She left on May 4 and came back on 12 June.",
        "Doors open at 5:30 p.m. and close at 11 pm.",
        "The 1990s were kind to it.",
        "He came 21st in the twenty-first race.",
        "Section 230 and Article 5 apply.",
        "It ranks No. 1 on Route 66.",
        "A Boeing 737 landed in Terminal 2.",
        "The G7 met about Covid-19 and the F-35.",
        "Rovers won 2-1 after a 97-2 vote.",
        "Call 0800 555 0199 or 555-0123.",
        "Write to 12 Harbour Street.",
        "Take version 2.0.1 from 192.168.1.2.",
        "She is one of the best.",
        "One day they will see.",
        "The statement makes three essential points.",
        "There are two reasons.",
        "There are 5 things to watch.",
        "The two sides met.",
        "The season was 2013-14.",
        "In 2016 voters chose the 2014 candidates.",
        "One aide said so.",
        "A two-party, eight-candidate race.",
        "On 9/11 and 24/7 they watched.",
        "He gave a half-hearted wave in the first half.",
        "It is at https://example.org/a?id=305&p=20%25 now.",
        "They doubled down on it.",
        "The odds are 80 to 1.",
        "The court ruled 5 to 4.",
        "The Group of 20 met the class of '16.",
        "1) Boats; 2) nets",
    ],
)
def test_it_leaves_alone_what_is_no_statistic(sentence: str) -> None:
    assert figures_of(sentence) == []


def test_it_links_a_figure_that_is_said_again() -> None:
    text = (
        "Twenty-three Harbour League member towns agreed. Twenty-three Harbour League members meet the goal. "
        "Twenty-three goats were sold. Spending must reach 5% of GDP. They ask for around 5% of GDP."
    )
    assert [found.same_as for found in statistics_of(text)] == [None, 0, None, None, 3]


def test_it_does_not_link_what_goes_the_other_way() -> None:
    text = "Dairy exports rose 3.75%. Dairy exports fell 3.75%."
    assert [found.same_as for found in statistics_of(text)] == [None, None]


def test_it_knows_who_gives_the_figure() -> None:
    text = "Holm said exports fell 5%. Lind said Holm was wrong about the 7%."
    contents = [Span(10, 26), Span(37, 66), Span(52, 66)]
    statements = [
        Statement(content=(span,), cue=(), mention=(), speaker=None, kind="indirect", sentence=Span(0, 66))
        for span in contents
    ]
    assert [found.statement for found in statistics_of(text, *statements)] == [0, 2]


def test_it_keeps_the_value_exact() -> None:
    assert only("It cost $1,234,567.89.").value == Decimal("1234567.89")


NUMBERS = [
    "1",
    "2,000",
    "3.5",
    "1/2",
    "½",
    "twenty",
    "-three",
    "hundred",
    "million",
    "half",
    "third",
    "two",
    "one",
]
LINKS = [
    "a",
    "of",
    "to",
    "and",
    "or",
    "between",
    "from",
    "-",
    "–",
    ".",
    ",",
    "(",
    ")",
    "“",
    "”",
    "in",
    "the",
    "'s",
]
UNITS = ["$", "£", "%", "percent", "people", "km", "per", "day", "old", "C", "cents", "Street", "May", "2019"]
ODDS = ["about", "at least", "more than", "5th", "x10^", "12:30", "doubled", "minus", "#", "="]
PIECES = st.sampled_from([*NUMBERS, *LINKS, *UNITS, *ODDS])


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=300)
def test_it_reads_any_words_without_a_crash_and_always_the_same(pieces: list[str], joint: str) -> None:
    raw = joint.join(pieces)
    found = statistics_of(raw)
    assert found == statistics_of(raw)
    assert all(s.sentence.holds(s.span) and 0 <= s.span.start < s.span.end <= len(raw) for s in found)


@given(st.text(max_size=200))
def test_it_reads_any_text_at_all(raw: str) -> None:
    assert all(s.sentence.holds(s.span) for s in statistics_of(raw))


@pytest.mark.parametrize(
    "trigger",
    [
        "1",
        "1,",
        "1.",
        "$",
        "-",
        "%",
        "½",
        "'",
        "1 ",
        "one ",
        "one hundred and ",
        "5 to ",
        "1/",
        "$1 ",
        "5 of ",
    ],
)
def test_it_takes_time_in_proportion_to_the_text(trigger: str) -> None:
    raw = trigger * (30_000 // len(trigger))
    with at_most(2.8):
        found = statistics_of(raw)
    assert len(found) <= len(raw)
