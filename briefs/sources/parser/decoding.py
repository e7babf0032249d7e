"""The characters of a page: what its bytes begin with, what it says, or what they look like."""

import codecs
import re

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAID = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?([\w-]{1,30})""", re.IGNORECASE
)
WESTERN = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
"""Names under which the web means Windows-1252 (WHATWG Encoding Standard)."""


def decoded(body: bytes, charset: str) -> str:
    """Never fails: what cannot be read is marked in the text."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    said = SAID.search(body[:2000])
    for name in (charset, said[1].decode() if said else "", "utf-8"):
        try:
            return body.decode("windows-1252" if name.lower() in WESTERN else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("windows-1252", "replace")
