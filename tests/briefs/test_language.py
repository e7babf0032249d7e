"""Which language a text is in: it ..."""

from collections.abc import Iterator
from pathlib import Path

from briefs.sources.language import NAMES, UNKNOWN, language_of, name_of

EXAMPLES = Path(__file__).parent / "examples" / "languages.txt"
LEAST = 0.97
"""Of the reports below named right; of English none is missed."""


def examples() -> Iterator[tuple[str, str]]:
    for line in EXAMPLES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, text = line.split("\t")
            yield code, text


def test_it_names_the_language_of_two_sentences() -> None:
    wrong = [(code, found) for code, text in examples() if (found := language_of(text)) != code]
    count = sum(1 for _ in examples())
    assert len(wrong) <= (1 - LEAST) * count, wrong
    assert not [pair for pair in wrong if "en" in pair]


def test_it_believes_the_words_and_not_what_is_claimed() -> None:
    for code, text in examples():
        claimed = "de" if code == "en" else "en"
        assert (language_of(text, claimed) == "en") == (code == "en")


def test_it_takes_what_is_claimed_where_words_do_not_tell() -> None:
    assert language_of("Hafenmauer", "de-AT") == "de"
    assert language_of("Harbour wall") == "en"
    assert language_of("Harbour wall", "xx-YY") == "en"
    assert language_of("qwe rty uio pas dfg hjk lzx cvb nmq wer tyu iop asd") == UNKNOWN
    assert language_of("") == "en"


def test_it_has_a_name_for_every_language_it_finds() -> None:
    assert all(code in NAMES for code, _ in examples())
    assert name_of("de-AT") == "German"
    assert name_of(UNKNOWN) == "a language that we do not know"
