"""Plain text as Discord markdown: inert, and split where it is too long, never cut."""

import re
from collections.abc import Callable, Iterable

from bot.card import Piece

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
MARKUP = re.compile(r"[\\*_~`|\[\]<]|&(?=#?\w+;)")
LINE_START = re.compile(r"^(\s*)([-#>+]+|\d+(?=[.)]))", re.MULTILINE)
ADDRESS = re.compile(r":(?=//)")
MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)|(?<=<)[#@](?=[!&]?\d)", re.IGNORECASE)
"""What Discord takes for a mention in the raw text, whatever stands before it."""


CHANNEL = re.compile(r"[1-9][0-9]{0,19}")


def size(text: str) -> int:
    """UTF-16 units, the most any of Discord's counters makes of a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which Discord refuses."""
    return text if text.isprintable() else CONTROL.sub(" ", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Markdown that shows `text` as it is, mentions nobody and links nowhere."""
    text = MENTION.sub(lambda match: match[0] + "\u200b", clean(text))
    text = MARKUP.sub(lambda match: "\\" + match[0], text)
    text = LINE_START.sub(lambda match: match[1] + _guard(match[2]), text)
    return ADDRESS.sub(r"\\:", text)


def _guard(opening: str) -> str:
    return f"{opening}\\" if opening.isdigit() else "".join(f"\\{sign}" for sign in opening)


def link(label: str, address: str) -> str:
    """`label` (plain) linked to `address`, or by itself where that is not an address of the web."""
    shown = escape(one_line(label)) or "…"
    return f"[{shown}]({quoted(address)})" if is_address(address) else shown


def is_address(address: str) -> bool:
    return re.match(r"https?://[^\s/]", address, re.IGNORECASE) is not None and size(quoted(address)) <= 512


def quoted(address: str) -> str:
    """The address with what would end a markdown link written as %XX."""
    return re.sub(
        r"[\s()<>\"\\\x00-\x1f\ud800-\udfff]", lambda m: "".join(f"%{b:02X}" for b in _bytes(m[0])), address
    )


def _bytes(character: str) -> bytes:
    return character.encode("utf-8", "replace")


def fitted(
    text: str, draw: Callable[[int, int], str], limit: int, start: int = 0, end: int | None = None
) -> Iterable[str]:
    """`draw(start, end)` of the pieces of `text`, each at most `limit` long, split between words."""
    end = len(text) if end is None else end
    drawn = draw(start, end)
    if size(drawn) <= limit or end - start <= 1:
        yield drawn
        return
    cut = _between_words(text, start, start + max(1, (end - start) * limit // (size(drawn) + 1)))
    yield from fitted(text, draw, limit, start, cut)
    yield from fitted(text, draw, limit, cut, end)


def _between_words(text: str, start: int, most: int) -> int:
    """The end of the last whole word before `most`; inside a word only where it fills the piece alone."""
    space = max(text.rfind(" ", start + 1, most), text.rfind("\n", start + 1, most))
    return space + 1 if space > start else most


def markdown(pieces: Iterable[tuple[str, Piece]]) -> str:
    """The pieces of a line's text: words escaped, marks in bold, channels as Discord names them.

    Words beside each other are escaped together, for half a mention looks harmless.
    """
    shown, words = "", ""
    for text, kind in pieces:
        if kind == "channel" and CHANNEL.fullmatch(text):
            shown, words = f"{shown}{escape(words)}<#{text}>", ""
        elif kind == "mark":
            shown, words = f"{shown}{escape(words)}{_bold(text)}", ""
        else:
            words += text
    return shown + escape(words)


def _bold(text: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}**{escape(inner)}**{after}"
