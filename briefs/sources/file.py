"""A text file as an article, with what its front matter says of it.

---
title: Harbour to be dredged
date: 2026-11-20
---
The harbour ...
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from briefs.errors import ArticleError
from briefs.model import Article

MOST_BYTES = 2_000_000  # as briefs.read.LONGEST
FRONT_MATTER = re.compile(r"---[ \t]*\n(.{,10000}?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_file(file: Path, key: str) -> Article:
    """The article whose id is `key`; offsets count from the end of the front matter. Raises ArticleError."""
    printed = _decoded(file)
    match = FRONT_MATTER.match(printed)
    said = _front_matter(match[1]) if match else None
    text = printed[match.end() :] if match and said is not None else printed
    if not text.strip():
        raise ArticleError("it is empty")
    said = said or {}
    title, publisher, byline = (_line(said, name) for name in ("title", "publisher", "byline"))
    return Article(key, text, title, _address(said), publisher, byline, _published(said))


def _decoded(file: Path) -> str:
    """A NUL becomes a space, for no database or browser keeps one; every line ends in a line feed."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise ArticleError(f"it cannot be read ({error.strerror})") from error
    if size > MOST_BYTES:
        raise ArticleError(f"it has {size:,} bytes, more than the {MOST_BYTES:,} that are read")
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
