"""Markup as plain lines: a paragraph a line, list items with their mark."""

import html
import re
from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li"
    " main ol p pre section table td th tr ul".split()
)
UNREAD = frozenset("script style noscript template iframe figure svg button form select".split())
LONE_MARK = re.compile(r"\n- \s+")
"""The mark of a list item whose words are in a paragraph of their own."""
REST = r"""(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?/?>"""
PLAIN_BLOCK = re.compile(rf"</?(?:p|br|div){REST}")
PLAIN_INLINE = re.compile(rf"</?(?:b|i|em|strong|a|span){REST}")
TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,2000}>")


def lines_of(markup: str) -> str:
    """The text of a fragment, paragraphs apart by an empty line; "" when there is none."""
    if simple := _simple(markup):
        return simple
    try:
        root = lxml_html.fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    except (etree.ParserError, ValueError):
        return one_line(markup)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        _walk(event, element, pieces)
    lines = LONE_MARK.sub("\n- ", "".join(pieces)).split("\n")
    return "\n\n".join(line for line in _full(lines) if line != "-")


def _simple(markup: str) -> str:
    """The same by looking at tags alone, ten times as fast, where all are of the plainest and well made."""
    text = markup
    if "<" in text:
        text = PLAIN_BLOCK.sub("\n", text.replace("\n", " "))
    if "<" in text:
        text = PLAIN_INLINE.sub("", text)
    if "<" in text:
        return ""
    return "\n\n".join(_full(html.unescape(text).replace("\0", " ").split("\n")))


def _full(lines: Iterable[str]) -> list[str]:
    return [full for line in lines if (full := " ".join(line.split()))]


def _walk(event: str, element: etree._Element, pieces: list[str]) -> None:
    """Comments have no name; of what is not read, the words behind it count all the same."""
    name = element.tag if isinstance(element.tag, str) else ""
    outside = next((a for a in element.iterancestors() if a.tag in UNREAD), None) is None
    if event == "start" and outside and name not in UNREAD:
        pieces += [*(["\n"] if name in BLOCKS else []), *(["- "] if name == "li" else [])]
        if name:
            pieces.append(_flat(element.text))
    if event == "end" and outside:
        pieces += [*(["\n"] if name in BLOCKS else []), _flat(element.tail)]


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def one_line(text: str | None) -> str:
    """A title as people read it: without tags, entities of entities, and line breaks."""
    for _ in range(2 if text and ("&" in text or "<" in text) else 0):
        text = TAG.sub("", html.unescape(text or ""))
    return " ".join((text or "").replace("\0", " ").split())
