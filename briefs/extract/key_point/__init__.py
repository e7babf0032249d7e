"""Key points: what the reader should not miss, most important first.

Extractive, after MEAD (Radev, Jing, Styś and Tam 2004): of the sentences that can be read alone
(`lift.py`) those are chosen whose words matter most to the article, that stand where an article puts
its news, that hold figures, and that say what the others do not (`choose.py`).
"""

from briefs.extract.key_point.choose import chosen
from briefs.extract.key_point.lift import liftable
from briefs.extract.key_point.stem import stems
from briefs.model import KeyPoint, Statement, Statistic
from briefs.text import Text
from briefs.text.word import tokenise

MOST = 8  # what a reader takes in at a glance
SENTENCES_PER_POINT = 4  # of a short article


def find_key_points(
    text: Text, headline: str, statements: tuple[Statement, ...], statistics: tuple[Statistic, ...]
) -> tuple[KeyPoint, ...]:
    """At most MOST of them, fewer of a short article. The reader sees `headline`, if any, beside them."""
    titled = stems(tokenise(headline, 0, len(headline)).lows)
    candidates = liftable(text, titled, statements, statistics)
    wanted = min(MOST, -(-len(candidates) // SENTENCES_PER_POINT))
    return tuple(candidate.point for candidate in chosen(candidates, titled, wanted))
