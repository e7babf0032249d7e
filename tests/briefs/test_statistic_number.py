"""Numbers in digits and words, read back to what was meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.statistic.atom import WIDTH, atoms_of
from briefs.extract.statistic.digit import digits_value
from briefs.extract.statistic.number import read_number
from briefs.extract.statistic.numeral import SMALL_WORDS, TENS_WORDS
from briefs.text.word import tokenise


def value_of(said: str) -> Decimal | None:
    """The value of a text that is one number from end to end."""
    atoms = atoms_of(tokenise(said, 0, len(said)))
    number = read_number(atoms, WIDTH)
    return number.value if number and number.last == atoms.places().stop else None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("7", "7"),
        ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("12,34,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("0.08", "0.08"),
        ("4.5 billion", "4500000000"),
        ("3.2bn", "3200000000"),
        ("250k", "250000"),
        ("10M", "10000000"),
        ("40 000", "40000"),
        ("1 414 021 100", "1414021100"),
        ("3 hundred and 21", "321"),
        ("13 lakh", "1300000"),
        ("2 1/2", "2.5"),
        ("2½", "2.5"),
        ("3/4", "0.75"),
        ("1.3x10^6", "1300000"),
    ],
)
def test_it_reads_digits(said: str, value: str) -> None:
    assert value_of(said) == Decimal(value)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("seven", "7"),
        ("Twenty-three", "23"),
        ("one hundred and two", "102"),
        ("two hundred and two thousand", "202000"),
        ("two thousand and two hundred", "2200"),
        ("nine hundred thousand million", "900000000000"),
        ("a dozen", "12"),
        ("three dozen", "36"),
        ("half a dozen", "6"),
        ("half a million", "500000"),
        ("a quarter million", "250000"),
        ("one and a half", "1.5"),
        ("two and a half million", "2500000"),
        ("3 million and a half", "3500000"),
        ("three million and a half", "3500000"),
        ("two-and-a-half", "2.5"),
        ("three-quarters", "0.75"),
        ("one-fifth", "0.2"),
        ("two and three quarters", "2.75"),
        ("nine point five", "9.5"),
        ("hundreds of thousands", "100000"),
        ("tens of thousands", "10000"),
    ],
)
def test_it_reads_words(said: str, value: str) -> None:
    assert value_of(said) == Decimal(value)


def test_it_keeps_a_third_to_28_digits() -> None:
    assert value_of("two-thirds") == Decimal(2) / Decimal(3)


@pytest.mark.parametrize("printed", ["1.2.3", "22,24,26", "007", "1" * 25, "12:30", "192.168.1.2"])
def test_it_takes_no_value_from_figures_that_are_no_number(printed: str) -> None:
    assert digits_value(printed) is None


@pytest.mark.parametrize("said", ["twenty-first", "third", "a third man", "half-hearted", "first half"])
def test_it_takes_no_number_from_an_ordinal(said: str) -> None:
    assert value_of(said) is None


@given(st.integers(0, 10**15 - 1))
def test_it_reads_what_words_say(value: int) -> None:
    assert value_of(words_of(value)) == value


@given(st.integers(0, 10**15 - 1))
def test_it_reads_digits_with_separators(value: int) -> None:
    assert digits_value(f"{value:,}") == value


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_it_reads_decimals_exactly(value: Decimal) -> None:
    assert digits_value(f"{value:,}") == value


def words_of(value: int) -> str:
    """A whole number as a careful writer spells it: "two million, one hundred and five" without the comma."""
    if value == 0:
        return "zero"
    parts = [
        f"{_hundreds(value // scale % 1000)} {name}".strip()
        for scale, name in (
            (10**12, "trillion"),
            (10**9, "billion"),
            (10**6, "million"),
            (1000, "thousand"),
            (1, ""),
        )
        if value // scale % 1000
    ]
    return " ".join(parts)


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    said = f"{SMALL_WORDS[hundreds]} hundred" if hundreds else ""
    return " and ".join(part for part in (said, _tens(rest)) if part)


def _tens(value: int) -> str:
    if value < 20:
        return SMALL_WORDS[value] if value else ""
    tens, ones = divmod(value, 10)
    return f"{TENS_WORDS[tens - 2]}-{SMALL_WORDS[ones]}" if ones else TENS_WORDS[tens - 2]
