"""A file as an article: text, Markdown, HTML or PDF; of the first two with what front matter says.

---
title: Harbour to be dredged
date: 2026-11-20
---
The harbour ...
"""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from briefs.errors import ArticleError
from briefs.model import Article
from briefs.sources.child import Children, GivenFile
from briefs.sources.language import language_of
from briefs.sources.page import article_of

MOST_BYTES = 2_000_000  # as briefs.read.LONGEST
MOST_BYTES_OF_PDF = 10_000_000
TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html"}
TYPES[".pdf"] = "application/pdf"
FRONT_MATTER = re.compile(r"---[ \t]*\n(.{,10000}?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


async def read_file(file: Path, key: str, children: Children) -> Article:
    """The article whose id is `key`; offsets count in its text as people read it. Raises ArticleError."""
    kind = TYPES.get(file.suffix.lower(), "text/plain")
    data = await asyncio.to_thread(_bytes, file, kind)
    if kind in ("text/html", "application/pdf"):
        said = await children.ask("file", GivenFile(data, kind))
        return article_of(key, said, said.get("url") or None)
    printed = _decoded(data)
    match = FRONT_MATTER.match(printed)
    front = _front_matter(match[1]) if match else None
    text = printed[match.end() :] if match and front is not None else printed
    if not text.strip():
        raise ArticleError("it is empty")
    front = front or {}
    named = {name: _line(front, name) for name in ("title", "publisher", "byline")}
    if kind == "text/markdown":
        said = await children.ask("file", GivenFile(text.encode("utf-8", "replace"), kind, "utf-8"))
        text, named["title"] = said["text"], named["title"] or said["title"] or None
    language = language_of(text)
    return Article(key, text, url=_address(front), published=_published(front), language=language, **named)


def _bytes(file: Path, kind: str) -> bytes:
    most = MOST_BYTES_OF_PDF if kind == "application/pdf" else MOST_BYTES
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= most else b""
    except OSError as error:
        raise ArticleError(f"it cannot be read ({error.strerror})") from error
    if size > most:
        raise ArticleError(f"it has {size:,} bytes, more than the {most:,} that are read")
    return data


def _decoded(data: bytes) -> str:
    """A NUL becomes a space, for no database or browser keeps one; every line ends in a line feed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(f"it is not UTF-8 (byte {error.start + 1})") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")


def _front_matter(printed: str) -> dict[str, Any] | None:
    """None when what stands between the rules is prose."""
    try:
        said = yaml.safe_load(printed)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or "a value is out of range"
        raise ArticleError(f"its front matter cannot be read{where}: {problem}") from error
    return said if isinstance(said, dict) else None


def _line(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, (dict, list)):
        raise ArticleError(f'"{name}" of its front matter must be one line of words')
    return " ".join(str(value).split()) or None


def _address(said: dict[str, Any]) -> str | None:
    url = _line(said, "url")
    if url and not re.match(r"https?://[^\s/]", url, re.IGNORECASE):
        raise ArticleError('"url" of its front matter must begin with http:// or https://')
    return url


def _published(said: dict[str, Any]) -> datetime | None:
    """A day is its first moment, a time without a zone is UTC."""
    value = _line(said, "date")
    try:
        moment = datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise ArticleError('"date" of its front matter must be a date such as 2026-11-20') from error
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
