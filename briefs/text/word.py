"""Words and punctuation marks with their offsets."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


# Every alternative takes at least one character and none looks back, so the scan is linear.
# `end` is where the sentence ends, so the full stop that ends it is never taken for an abbreviation's.
# A possessive 's stands alone; "won't", "Franco-German", "U.S." and "1,000.5" are one token each.
TOKEN = re.compile(
    r"(?!\s)(?:"  # white space is left at once
    r"[^\W\d_]++(?=\s)"  # nearly every word
    r"|([^\w\s])\1{3,}+"  # a rule or an ornament
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d++(?:[.,:]\d++)*+(?:st|nd|rd|th|s)?\b"
    r"|\d++(?:,\d{3})++(?:\.\d++)?[^\W\d_]++"  # 1,200km
    r"|['’]s\b"
    r"|[^\W_]++(?:[-.&'’‑](?!s\b)[^\W_]++|-s\b)*+(?:\.(?=,|\s[^\W_]))?"  # a full stop inside a sentence: Mr.
    r"|\.{2,}+|-{2,}+|`{2}|'{2}"
    r"|[^\s\w]|_++)"
)


def tokenise(raw: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple([Token(m.start(), m.end(), m[0]) for m in TOKEN.finditer(raw, start, end)])
