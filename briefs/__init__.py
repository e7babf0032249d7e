"""Articles in, briefs out: `from briefs import Article, read`. Knows nothing of chat."""

from briefs.errors import OnRecordError
from briefs.model import Actor, Article, Brief, KeyPoint, Quote, Span, Statement, Statistic
from briefs.read import read

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "KeyPoint",
    "OnRecordError",
    "Quote",
    "Span",
    "Statement",
    "Statistic",
    "read",
]
