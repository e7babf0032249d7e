"""Key points: what the reader should not miss, most important first."""

from briefs.model import Actor, KeyPoint, Statement, Statistic
from briefs.text import Text


def find_key_points(
    text: Text,
    actors: tuple[Actor, ...],
    statements: tuple[Statement, ...],
    statistics: tuple[Statistic, ...],
) -> tuple[KeyPoint, ...]:
    return ()
