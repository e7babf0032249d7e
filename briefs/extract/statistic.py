"""Statistics. (Place holder until its owner commits.)"""

from briefs.model import Statement, Statistic
from briefs.text import Text


def find_statistics(text: Text, statements: tuple[Statement, ...]) -> tuple[Statistic, ...]:
    return ()
