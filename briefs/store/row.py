"""An article and its brief as a row of the store, and back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from briefs.errors import ArticleError
from briefs.model import Article, Brief
from briefs.read import EXTRACTOR
from briefs.store.fact import FactKind, HeldArticle
from briefs.wire import dumps, from_dict


def article_row(brief: Brief, read_at: datetime) -> dict[str, Any]:
    """Raises ArticleError."""
    article = brief.article
    return {
        "key": article.id,
        "digest": digest_of(article),
        "read_at": instant(read_at),
        "headline": brief.title,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "byline": article.byline,
        "published": _said(article.published),
        "language": article.language,
        "text": article.text,
        "brief": dumps(brief),
        "extractor": EXTRACTOR,
    }


def held_article(row: Row[Any], fact_ids: Mapping[tuple[FactKind, int], int]) -> HeldArticle:
    article = Article(
        row.key,
        row.text,
        row.title,
        row.url,
        row.publisher,
        row.byline,
        _time(row.published),
        row.language,
    )
    brief = from_dict(article, json.loads(row.brief))
    return HeldArticle(row.number, datetime.fromisoformat(row.read_at), brief, row.source, fact_ids)


def digest_of(article: Article) -> str:
    """SHA-256 of everything the article says; its id is not part of that. Raises ArticleError."""
    names = [article.title, article.url, article.publisher, article.byline, article.language]
    said = json.dumps([article.text, *names, _said(article.published)], ensure_ascii=False)
    try:
        return hashlib.sha256(said.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ArticleError("the article holds half a character (a lone surrogate)") from error


def instant(time: datetime) -> str:
    """In UTC and of one length, so that the texts sort as the times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _said(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _time(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
