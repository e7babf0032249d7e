"""The article's words in short: nothing reworded, nothing turned round."""

import pytest

from bot.cards import phrase
from briefs.model import Article, Brief, Span, Statement


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def claim(text: str, mention: str, cue: str, content: str) -> str:
    statement = Statement(
        (span(text, content),),
        (span(text, cue),),
        (span(text, mention),),
        None,
        "indirect",
        Span(0, len(text)),
    )
    return phrase.claim(Brief(Article("a", text), "t"), statement)


@pytest.mark.parametrize(
    ("text", "cue", "content", "shown"),
    [
        (
            "Odell warned that the dam may fail.",
            "warned",
            "that the dam may fail",
            "warned that the dam may fail",
        ),
        ("Odell won’t accept the dam.", "accept", "the dam", "won’t accept the dam"),
        ("Odell does not support the dam.", "support", "the dam", "does not support the dam"),
        ("Odell has never backed the dam.", "backed", "the dam", "has never backed the dam"),
        ("Odell called the dam “a gift”.", "called", "the dam “a gift”", "called the dam “a gift”"),
        (
            "Odell raised questions about the dam.",
            "questions about",
            "the dam",
            "raised questions about the dam",
        ),
        ("Odell made it clear that it leaks.", "clear", "that it leaks", "made it clear that it leaks"),
        ("Odell also said it leaks.", "said", "it leaks", "said it leaks"),
        ("Odell, the engineer, has not said it leaks.", "said", "it leaks", "has not said it leaks"),
        ("Odell, the engineer, raised doubts about it.", "doubts about", "it", "raised doubts about it"),
        ("Odell, who lost to Brand, said it leaks.", "said", "it leaks", "said it leaks"),
        ("Odell and Brand said it leaks.", "said", "it leaks", "said it leaks"),
        ("Odell called it “a gift”.", "called it", "a gift", "called it “a gift”"),
        ("Odell said: “The dam is safe.”", "said", "The dam is safe.", "“The dam is safe.”"),
        ("“The dam is safe,” said Odell.", "said", "The dam is safe,", "“The dam is safe,”"),
        ("According to Odell, the dam\nis safe.", "According to", "the dam\nis safe", "the dam is safe"),
    ],
)
def test_a_claim_reads_after_its_speakers_name(text: str, cue: str, content: str, shown: str) -> None:
    assert claim(text, "Odell", cue, content) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0.1, "10 s"), (0.68, "40 s"), (1.4, "80 s"), (1.6, "2 min"), (7.2, "7 min")]
)
def test_reading_times_are_round(minutes: float, shown: str) -> None:
    assert phrase.spent(minutes) == shown
