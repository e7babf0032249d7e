"""Pronouns. It ... finishes every test's name."""

import pytest

from briefs.extract.actor import find_actors
from briefs.text import parse


def means(text: str, pronoun: str) -> str | None:
    """Whom the last `pronoun` of the text means."""
    start = text.rindex(pronoun)
    found = [a.name for a in find_actors(parse(text)) for m in a.mentions if m.start == start]
    assert len(found) < 2
    return found[0] if found else None


RESOLVED = {
    "he, the subject before": ("Peter Brund met Otto Sand. He left early.", " He", "Peter Brund"),
    "she, by the given name": ("Peter Brund met Helen Tarn. She left early.", " She", "Helen Tarn"),
    "his, in the same sentence": ("Otto Sand said his car was gone.", " his", "Otto Sand"),
    "her, across a sentence": ("Helen Tarn won. The vote was close. Her father wept.", " Her", "Helen Tarn"),
    "she, by the title": ("Ms. Quist met Otto Sand. She left early.", " She", "Quist"),
    "he, after a pronoun": ("Otto Sand won. He wept. It rained. He slept.", " He", "Otto Sand"),
    "they, a group": ("European officials met. They warned of delays.", " They", "European officials"),
    "it, a body that acts": ("The Harbour Commission met. It warned of delays.", " It", "Harbour Commission"),
}


@pytest.mark.parametrize(("text", "pronoun", "name"), RESOLVED.values(), ids=RESOLVED.keys())
def test_it_knows_whom_the_pronoun_means(text: str, pronoun: str, name: str) -> None:
    assert means(text, pronoun.strip()) == name


UNSURE = {
    "nobody before": ("He left early. It was late.", "He"),
    "only the other sex": ("Helen Tarn won. He left early.", "He"),
    "somebody without a name": ("Otto Sand won. Then a gunman came. He fired.", "He"),
    "it, of the weather": ("The Harbour Commission met. It rained.", "It"),
    "it is clear": ("The Harbour Commission met. It is clear why.", "It"),
    "they, two groups": ("European officials and Asian leaders met. They left.", "They"),
    "too long ago": ("Otto Sand won. It was dry. It was hot. It was late. It was dark. He left.", "He"),
}


@pytest.mark.parametrize(("text", "pronoun"), UNSURE.values(), ids=UNSURE.keys())
def test_it_does_not_guess(text: str, pronoun: str) -> None:
    assert means(text, pronoun) is None
