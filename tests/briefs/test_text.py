"""The text is cut into blocks and sentences, each with exact offsets."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.text import Text, parse


def kinds(raw: str) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(raw)) for b in parse(raw).blocks]


def sentences(raw: str) -> list[str]:
    return [s.span.of(raw) for s in parse(raw).sentences]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The U.S. and Gen. Ann B. Lee met on Jan. 5. He left.", 2),
        ("He left at 5 p.m. The rest stayed.", 2),
        ("It cost 4.5 million vs. 3.1 million in St. Ives.", 1),
        ("Mr. Lee of Acme Co. Ltd. met the U.S. President. They spoke.", 2),
        ("No. 5 is alive. No. That is all.", 3),
        ("“Really?” she asked. “Yes!” Lee said. He left.", 3),
        ("“We won.” He left.", 2),
        ("Wait... what happened? Nothing.", 2),
        ("(It was late.) She stayed.", 2),
        ("At 5 a.m. Tuesday they left.", 1),
        ("J. K. Marl wrote it.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(raw: str, expected: int) -> None:
    assert len(sentences(raw)) == expected, sentences(raw)


def test_headings_paragraphs_and_bullets_are_told_apart() -> None:
    raw = "Council in uproar\nThe council met.\nIt agreed on:\n- more trees\n• fewer cars\n\nNext steps\nNone yet."
    assert [kind for kind, _ in kinds(raw)] == [
        "heading", "paragraph", "paragraph", "bullet", "bullet", "heading", "paragraph",
    ]  # fmt: skip
    assert kinds(raw)[3] == ("bullet", "more trees")


def test_bullets_know_the_line_that_leads_up_to_them() -> None:
    raw = "It agreed on:\n- more trees\n- fewer cars\nHe left.\n- a stray entry"
    assert [b.lead_in for b in parse(raw).blocks] == [None, 0, 0, None, None]


@pytest.mark.parametrize(
    "raw",
    [
        "By Ann Lee",
        "By ANN LEE and BO RIL, Staff Writers",
        "Photo: Ann Lee/Agency",
        "Read more: Ten things about trees",
        "Share this:",
        "Advertisement",
        "Subscribe to our newsletter.",
        "Follow Ann Lee on Chirper",
        "Bo Ril contributed to this report.",
        "© 2031 Toll Courier",
        "* * *",
    ],
)
def test_what_surrounds_the_story_is_aside(raw: str) -> None:
    assert kinds(raw)[0][0] == "aside"


@pytest.mark.parametrize(
    "raw",
    [
        "By the time he left, it was over.",
        "Advertisements rose by 5 percent this year.",
        "Sharing costs is hard, the mayor said.",
        "Photographs of the flood were shown in court.",
    ],
)
def test_the_story_is_not_aside(raw: str) -> None:
    assert kinds(raw)[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        ("WESTMARK (AP) — The senate met.", "The senate met."),
        ("TOLL, May 3 (Reuters) - The senate met.", "The senate met."),
        ("EAST TOLL, Ohio — The senate met.", "The senate met."),
        ("Toll (AFP) – The senate met.", "The senate met."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(raw: str, body: str) -> None:
    assert kinds(raw) == [("paragraph", body)]


@pytest.mark.parametrize("between", [" — ", "\n— "])
def test_a_quotation_with_a_signature_is_a_pull_quote(between: str) -> None:
    raw = f"“Nothing about this bridge was ever simple”{between}Ann Lee, chief engineer"
    assert kinds(raw) == [("pull_quote", raw)]


def test_an_faq_is_questions_and_answers_until_the_next_heading() -> None:
    raw = "FAQs\nWhat is a weir?\nA low dam.\nConclusion\nWeirs are low."
    assert [kind for kind, _ in kinds(raw)] == ["heading", "question", "answer", "heading", "paragraph"]


def test_labels_make_questions_and_answers() -> None:
    assert kinds("Q: What now?\nA: We wait.") == [("question", "What now?"), ("answer", "We wait.")]


def test_tokens_keep_abbreviations_figures_and_contractions_whole() -> None:
    text = parse("Mr. Lee's well-known U.S. plan won't cost $1,000.50.")
    tokens = list(text.tokens(text.sentences[0]).texts)
    assert tokens == ["Mr.", "Lee", "'s", "well-known", "U.S.", "plan", "won't", "cost", "$", "1,000.50", "."]


def test_a_sentence_is_found_by_any_of_its_characters() -> None:
    text = parse("One is here. Two is there.")
    assert text.sentence_at(3) == text.sentences[0]
    assert text.sentence_at(20) == text.sentences[1]
    assert text.sentence_at(12) is None


TRICKY = st.text(alphabet="aA.!?\"'“”‘’«»-–—:,;()[]\n\r\t 1•*\x00\u2028é", max_size=200)


@given(st.one_of(st.text(max_size=300), TRICKY))
@settings(max_examples=300, deadline=None)
def test_whatever_the_text_all_spans_lie_in_order_inside_it(raw: str) -> None:
    text = parse(raw)
    assert_in_order(text)
    assert parse(raw) == text


def assert_in_order(text: Text) -> None:
    at = 0
    for block in text.blocks:
        assert at <= block.span.start < block.span.end <= len(text.raw)
        at = block.span.end
    at = 0
    for sentence in text.sentences:
        assert at <= sentence.span.start
        assert text.blocks[sentence.block].span.holds(sentence.span)
        at = sentence.span.end
        tokens = text.tokens(sentence)
        places = list(zip(tokens.starts, tokens.ends, strict=True))
        assert [text.raw[start:end] for start, end in places] == list(tokens.texts)
        assert [printed.lower() for printed in tokens.texts] == list(tokens.lows)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
    for quotation in text.quotations:
        assert quotation.outer.holds(quotation.span)
        assert quotation.outer.end <= len(text.raw)


TRIGGERS = ["a", "A", ".", " ", "\n", '"', "'", "“", "’", "-", "—", "(", ",", "1", ":", "é", "\x00"]


@pytest.mark.timeout(20)  # where work grew with the square of the length, this would take minutes
@pytest.mark.parametrize("unit", [*TRIGGERS, "a ", "A.", "a\n", "“a", "a'", "- a\n", "By A ", "Q: "])
def test_it_reads_much_of_anything(unit: str) -> None:
    text = parse((unit * 200_000)[:200_000])
    for sentence in text.sentences:
        text.tokens(sentence)
