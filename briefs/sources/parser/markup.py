"""Markup as plain lines: a paragraph a line, list items with their mark."""

import html
import re

from lxml import etree
from lxml import html as lxml_html

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li"
    " main ol p pre section table td th tr ul".split()
)
UNREAD = frozenset("script style noscript template iframe figure svg button form select".split())
TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,2000}>")


def lines_of(markup: str) -> str:
    """The text of a fragment, paragraphs apart by an empty line; "" when there is none."""
    if not markup.strip():
        return ""
    try:
        root = lxml_html.fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    except (etree.ParserError, ValueError):
        return one_line(markup)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        _walk(event, element, pieces)
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return "\n\n".join(line for line in lines if line and line != "-")


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
    for _ in range(2):
        text = TAG.sub("", html.unescape(text or ""))
    return " ".join((text or "").replace("\0", " ").split())
