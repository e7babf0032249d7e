"""What is found by its words."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Column

from briefs.store.schema import article, finding

IndexName = Literal["article_words", "finding_words"]

MOST_WORDS = 32  # nobody types more, and the databases refuse very long questions


class Index(NamedTuple):
    key: Column[int]
    words: tuple[Column[str], ...]
    article: Column[int]


INDEXES: Mapping[IndexName, Index] = {
    "article_words": Index(
        article.c.number, (article.c.headline, article.c.publisher, article.c.text), article.c.number
    ),
    "finding_words": Index(finding.c.id, (finding.c.words,), finding.c.article),
}
