"""Key points: what the reader should not miss."""

import pytest

from briefs import Article, read
from briefs.extract.key_point import MOST

LEAD = "The town council of Ellmoor voted on Monday to close the old swimming pool."
STORY = f"""Ellmoor council closes pool

{LEAD} Repairs to the roof would have cost £2.3 million.

Swimmers say the decision leaves the town without a place to train. Mayor Ines Bram called the closure of the pool a sad but necessary step.

The council plans to build a smaller pool beside the school by 2029."""


def points(text: str, title: str | None = None) -> list[str]:
    brief = read(Article("story", text, title))
    return [brief.words(point.span) for point in brief.key_points]


def told(sentence: str) -> list[str]:
    """The points of a story in which `sentence` would be the strongest, would it be one."""
    return points(
        f"Ellmoor council closes pool\n\n{sentence} {LEAD}\n\n{LEAD.replace('Monday', 'Friday')} {sentence}"
    )


def test_it_begins_with_the_lead() -> None:
    assert points(STORY)[0] == LEAD


def test_it_makes_two_points_of_five_sentences() -> None:
    assert len(points(STORY)) == 2


def test_it_makes_no_more_points_of_a_long_article_than_a_reader_takes_in() -> None:
    names = ["Abbot", "Bexley", "Corran", "Dunmore", "Elvet", "Farrow", "Garth", "Holt", "Irwin", "Jarrow"]
    text = "\n\n".join(
        f"{name} Mills sold {n + 2},000 tons of {name.lower()} flour to the {name} bakery in spring.\n\n"
        f"Workers at the {name} quarry dug {n + 3} miles of {name.lower()} tunnels under the hill."
        for n, name in enumerate(names * 3)
    )
    assert 1 < len(points(text)) <= MOST


@pytest.mark.parametrize(
    "sentence",
    [
        "She told the council that the pool of Ellmoor had lost £400,000.",
        "This means that the council of Ellmoor must close the old swimming pool.",
        "However, the council of Ellmoor must close the old swimming pool for good.",
        "After the vote, she said the council of Ellmoor had closed the old pool.",
        "On Monday they said the council of Ellmoor had closed the old pool.",
        "“She has closed the old swimming pool of Ellmoor,” said Ines Bram.",
        "“The council of Ellmoor has closed the old swimming pool,” he said.",
        "Will the council of Ellmoor now close the old swimming pool as well?",
        "Share your memories of the old swimming pool of the town of Ellmoor!",
        "Sign up for the newsletter of the council and the swimming pool of Ellmoor.",
        "Ines Bram said: “The council of Ellmoor closed the pool. It had to.”",
        "The old pool closes.",
    ],
)
def test_it_does_not_lift_what_cannot_be_read_alone(sentence: str) -> None:
    assert sentence not in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "This week the council of Ellmoor decides whether the old swimming pool must close.",
        "“The council of Ellmoor has closed the old swimming pool,” said Ines Bram.",
        "When Ines Bram lost the vote, she said the council of Ellmoor would close the pool.",
    ],
)
def test_it_lifts_what_can_be_read_alone(sentence: str) -> None:
    assert sentence in told(sentence)


def test_it_does_not_say_the_same_twice() -> None:
    again = "The council of Ellmoor voted to close the old swimming pool, Monday's minutes show."
    assert again not in points(f"{STORY}\n\n{again}\n\nThe library of Ellmoor opens an hour later in winter.")


def test_it_does_not_repeat_the_headline() -> None:
    assert points(STORY, title=LEAD)[0] != LEAD


def test_it_prefers_the_sentence_with_the_figures() -> None:
    plain = "The price of tickets at the swimming pool of the town has risen since the spring."
    figures = "The price of tickets at the ice rink of the town rose 12% to £6.50 since the spring."
    others = "The school of the town has a gym.\n\nThe caretaker of the gym keeps its keys in a drawer."
    assert points(f"{LEAD}\n\n{others}\n\n{plain}\n\n{figures}") == [LEAD, figures]
    assert points(f"{LEAD}\n\n{others}\n\n{figures}\n\n{plain}") == [LEAD, figures]


def test_it_takes_a_lead_in_and_its_bullets_as_one_point() -> None:
    text = "The council of Ellmoor decided on three steps:\n- The old pool closes in May\n- The roof is pulled down"
    brief = read(Article("steps", text))
    [point] = brief.key_points
    assert brief.words(point.span) == "The council of Ellmoor decided on three steps:"
    assert [brief.words(line) for line in point.lines] == [
        "The old pool closes in May",
        "The roof is pulled down",
    ]


def test_it_takes_a_signed_quotation_as_a_whole() -> None:
    quote = "“We have closed the old swimming pool of Ellmoor. There was no other way” — Ines Bram, Mayor of Ellmoor"
    assert points(quote) == [quote]


def test_it_leaves_questions_answers_and_asides_alone() -> None:
    after = (
        f"FAQs\n\nWhy did the council of Ellmoor close the old swimming pool?\n\n{LEAD}\n\nRead more: {LEAD}"
    )
    assert points(f"Rain fell on the hills of Ellmoor in the night.\n\n{after}") == [
        "Rain fell on the hills of Ellmoor in the night."
    ]


VOICE = "“I taught half of their mothers to float” — {}"


def test_it_ends_with_the_voice_that_the_article_itself_put_forward() -> None:
    voice = VOICE.format("Odo Farrant, swimming teacher")
    text = f"{STORY}\n\n{voice}\n\nThe roof of the old pool leaks. The walls of it are wet. A new roof was promised twice."
    assert points(text) == [LEAD, "Repairs to the roof would have cost £2.3 million.", voice]


def test_it_puts_nobody_s_voice_forward_who_is_not_named() -> None:
    voice = VOICE.format("Anonymous, a former councillor")
    assert points(f"{STORY}\n\n{voice}") == points(STORY)
