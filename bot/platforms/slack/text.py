"""Plain words as Slack takes them: nothing in them formats, links or mentions.

In mrkdwn only & < > can be escaped; `*`, `_`, `~`, a backtick, `:name:`, a leading `>`, `@name` and
`#name` cannot. Words that hold one of these are sent as plain_text: they lose their bold and keep
every character.
"""

import re
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

TEXT_LIMIT = 3000
FORMATS = re.compile(r"[*_~`@#]|:[\w+'-]+:|^\s*>", re.MULTILINE)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,20}")
ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def clean(text: str) -> str:
    """Without what JSON or Slack chokes on: control characters, halves of a surrogate pair."""
    return CONTROLS.sub("", text.replace("\r\n", "\n")).encode("utf-8", "replace").decode()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    for sign, entity in ENTITIES:
        text = text.replace(sign, entity)
    return text


def unescape(text: str) -> str:
    """What a person typed, or a button held: Slack hands it over with the three signs escaped."""
    for sign, entity in reversed(ENTITIES):
        text = text.replace(entity, sign)
    return text


def shorten(text: str, limit: int) -> str:
    """For labels and previews only, whose whole text stands elsewhere."""
    text = one_line(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def pieces(text: str, limit: int = TEXT_LIMIT) -> Iterator[str]:
    """The text in parts that fit even when escaped, split between words where there are any."""
    while len(escape(text)) > limit:
        end = _fitting(text, limit)
        space = text.rfind(" ", end // 2, end)
        end = space + 1 if space > 0 else end
        yield text[:end]
        text = text[end:]
    if text.strip():
        yield text


def _fitting(text: str, limit: int) -> int:
    """How many of the first characters fit into `limit` when escaped."""
    size = 0
    for i, sign in enumerate(text):
        size += len(escape(sign))
        if size > limit:
            return i
    return len(text)


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    """`text` is mrkdwn already."""
    return {"type": "mrkdwn", "text": text}


def formats(text: str) -> bool:
    """Whether a sign in it would format, link or mention where it is sent as mrkdwn."""
    return FORMATS.search(text) is not None


def channel(number: str) -> str:
    return f"<#{number}>" if CHANNEL.fullmatch(number) else escape(clean(number))


def words(text: str, lead: str = "", between: str = "  ") -> Block:
    """A text object of at most 3,000 characters: `lead` in bold, then `text`."""
    both = between.join(part for part in (lead, text) if part)
    if formats(both):
        return plain(both)
    bold = f"*{escape(lead)}*" if lead else ""
    return mrkdwn(between.join(part for part in (bold, escape(text)) if part))
