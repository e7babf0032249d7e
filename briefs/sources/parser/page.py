"""A page as an article: its own words, without what stands around them."""

import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefs.errors import ArticleError
from briefs.sources.parser.decoding import decoded
from briefs.sources.parser.language import LANGUAGES, is_english

LEAST = 250
"""Characters: what is shorter is a headline, a caption or a notice."""
NOTICE = 1500
"""Characters: a page that asks for consent or money has not much else to say."""
WALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|only for subscribers"
    r"|already a subscriber|to (?:continue|keep) reading|(?:log in|sign in|register) to (?:continue|read)"
    r"|free articles? (?:left|remaining)|this (?:article|story|content) is (?:only )?(?:for|available to)",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"(?:accept|reject|manage|use) (?:all |of |our )?cookies|cookie (?:settings|preferences|policy)"
    r"|before you continue|we value your privacy|your privacy choices|consent to (?:the use|our)",
    re.IGNORECASE,
)
SCRIPT = re.compile(
    r"(?:enable|turn on|requires?) javascript|verify (?:that )?you are (?:a )?human", re.IGNORECASE
)
PAID = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
CANONICAL = re.compile(r"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})")


def parse_page(body: bytes, said: dict[str, Any]) -> dict[str, Any]:
    """The fields of an Article, `published` as ISO 8601. Raises ArticleError for what is none."""
    markup = decoded(body, said.get("charset", ""))
    if said.get("type", "").startswith("text/") and "html" not in said["type"]:
        return _checked({"text": markup, "url": said["url"]}, markup)
    found = _extracted(markup, said["url"])
    if found is None:
        return _checked({"text": "", "url": said["url"]}, markup)
    text = "\n\n".join(line for line in (found.text or "").splitlines() if line.strip())
    article = {
        "title": found.title,
        "text": text,
        "url": _canonical(markup, said["url"]),
        "publisher": found.sitename,
        "byline": found.author,
        "published": found.date,
    }
    return _checked(article, markup)


def _extracted(markup: str, url: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(markup, url=url, fast=True, include_comments=False, with_metadata=True)


def _canonical(markup: str, url: str) -> str:
    """The address that the page gives itself, if it is one of its own host."""
    link = next((m[0] for m in LINK.finditer(markup) if CANONICAL.search(m[0])), "")
    named = HREF.search(link)
    address = urljoin(url, html.unescape(named[1])) if named else url
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return address if (urlsplit(address).hostname or "").removeprefix("www.") == host else url


def _checked(article: dict[str, Any], markup: str) -> dict[str, Any]:
    """Says what a page is that is no article, and which language is not read yet."""
    text = article["text"]
    if len(text) < NOTICE and (PAID.search(markup) or WALL.search(text)):
        raise ArticleError("it is behind a paywall: only its beginning is shown without a subscription")
    if len(text) < NOTICE and CONSENT.search(text):
        raise ArticleError("it shows a consent page instead of the article")
    if len(text) < LEAST and SCRIPT.search(markup):
        raise ArticleError("it shows nothing to who does not run its scripts")
    if len(text) < LEAST:
        raise ArticleError("no article is found on it")
    if not is_english(text):
        lang = LANG.search(markup)
        named = LANGUAGES.get(lang[1].lower()[:2], "") if lang else ""
        raise ArticleError(f"it is in {named or 'another language than English'}, which is not read yet")
    return article
