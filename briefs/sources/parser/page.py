"""A page as an article: its own words, without what stands around them."""

import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefs.errors import ArticleError
from briefs.sources.language import language_of
from briefs.sources.parser.decoding import decoded
from briefs.sources.parser.markdown import plain, title_of
from briefs.sources.parser.markup import lines_of
from briefs.sources.parser.pdf import read_pdf

LEAST = 250
"""Characters: what is shorter is a headline, a caption or a notice."""
LEAST_DENSE, DENSE = 80, ("zh", "ja", "ko")
"""A syllable or word a character."""
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
CONSENTED = "it shows a consent page instead of the article"
NOTHING = "no article is found on it"
PAID = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
CANONICAL = re.compile(r"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
BEFORE = re.compile(r"\A(?:.*?<body[^>]{0,500}>|.*?</head>)", re.IGNORECASE | re.DOTALL)
"""What stands before the words that are shown."""
LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})")


def parse_page(body: bytes, said: dict[str, Any]) -> dict[str, Any]:
    """The fields of an Article, `published` as ISO 8601. Raises ArticleError for what is none."""
    article, markup = _read(body, said)
    return _checked({"url": said["url"]} | article, markup)


def parse_file(body: bytes, said: dict[str, Any]) -> dict[str, Any]:
    """The same of a file that somebody chose: it may be short, and is taken whole where no article stands
    out."""
    article, markup = _read(body, said)
    if len(article["text"]) < LEAST and markup:
        article["text"] = lines_of(BEFORE.sub("", markup))
    if not article["text"].strip():
        raise ArticleError("it is empty")
    return article | {"language": language_of(article["text"], _lang(markup))}


def _read(body: bytes, said: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What is read, and the markup that it was read from, if any."""
    kind = said.get("type", "")
    if kind == "application/pdf" or body.startswith(b"%PDF-"):
        return dict(read_pdf(body)), ""
    markup = decoded(body, said.get("charset", ""))
    if kind == "text/markdown":
        return {"title": title_of(markup), "text": plain(markup)}, ""
    if not _is_html(said):
        return {"text": markup.replace("\r\n", "\n").replace("\0", " ")}, ""
    return _article(markup, said["url"]), markup


def _is_html(said: dict[str, Any]) -> bool:
    kind = said.get("type", "")
    return not kind.startswith("text/") or "html" in kind


def _article(markup: str, url: str) -> dict[str, Any]:
    found = _extracted(markup, url)
    if found is None:
        return {"text": ""}
    return {
        "title": found.title,
        "text": "\n\n".join(line for line in (found.text or "").splitlines() if line.strip()),
        "url": _canonical(markup, url),
        "publisher": found.sitename,
        "byline": found.author,
        "published": found.date,
    }


def _extracted(markup: str, url: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(markup, url=url, fast=True, include_comments=False, with_metadata=True)


def _canonical(markup: str, url: str) -> str:
    """The address that the page gives itself, if it is one of its own host; a file's whatever it is."""
    link = next((m[0] for m in LINK.finditer(markup) if CANONICAL.search(m[0])), "")
    named = HREF.search(link)
    address = urljoin(url, html.unescape(named[1])) if named else url
    if not url:
        return address if address.startswith(("http://", "https://")) else ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return address if (urlsplit(address).hostname or "").removeprefix("www.") == host else url


def _checked(article: dict[str, Any], markup: str) -> dict[str, Any]:
    """With its language. Says what a page is that is no article."""
    text = article["text"]
    if len(text) < NOTICE and (PAID.search(markup) or WALL.search(text)):
        raise ArticleError("it is behind a paywall: only its beginning is shown without a subscription")
    if len(text) < NOTICE and CONSENT.search(text):
        raise ArticleError(CONSENTED)
    language = language_of(text, _lang(markup))
    if len(text) < (LEAST_DENSE if language in DENSE else LEAST):
        raise ArticleError(_instead(markup))
    return article | {"language": language}


def _instead(markup: str) -> str:
    """What a page without an article shows, by all of its words: a notice is none that stands out."""
    if SCRIPT.search(markup):
        return "it shows nothing to who does not run its scripts"
    shown = lines_of(BEFORE.sub("", markup))
    return CONSENTED if len(shown) < NOTICE and CONSENT.search(shown) else NOTHING


def _lang(markup: str) -> str:
    said = LANG.search(markup)
    return said[1] if said else ""
