"""What holds for actors whatever the text."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.extract.actor import find_actors
from briefs.text import parse
from tests.briefs.processor_time import at_most

WORDS = st.sampled_from(
    "the The a Minister minister of and for Bank Helen Tarn Peter Brund Jr. Mr. Mrs. King Fort von de bin al-Haddad NATO "
    "VIB ( ) , . ; — “ ” ' ’s said he He she They it U.S. Norway Oslo Danes officials European president Will May JD Q. "
    "Tarn-Brund 45 who is \n - TARN Kim Ji-won Lam Foundation University White House press secretary".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_mentions_lie_inside_the_text_in_order_and_apart(raw: str) -> None:
    found = find_actors(parse(raw))
    for actor in found:
        assert actor.mentions
        assert list(actor.mentions) == sorted(actor.mentions)
        assert list(actor.roles) == sorted(actor.roles)
        assert all(span.end <= len(raw) for span in (*actor.mentions, *actor.roles))
        assert actor.name not in actor.aliases
    spans = sorted(span for actor in found for span in actor.mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert len({(actor.kind, actor.name) for actor in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_has_the_same_actors(raw: str) -> None:
    assert find_actors(parse(raw)) == find_actors(parse(raw))


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "Aa ",
        "Aa-",
        "“A” ",
        "John von ",
        "Bank of the ",
        "Minister ",
        "Sen. ",
        "He ",
        "al-",
        "-",
        "’s",
        "Tarn, ",
        "Georgia ",
        "President Tarn said. The president left. He went. ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    text = parse(unit * (80_000 // len(unit)))
    with at_most(3):
        found = find_actors(text)
    assert sum(len(actor.mentions) for actor in found) <= len(text.raw)
