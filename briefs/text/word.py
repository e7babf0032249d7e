"""Words and punctuation marks with their offsets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class Tokens:
    """Tokens in a row, column by column: an object each would cost more than all that is asked of them."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]  # as printed
    lows: tuple[str, ...]  # in lower case

    def part(self, first: int, last: int | None = None) -> "Tokens":
        """Those from `first` up to, not including, `last`."""
        here = slice(first, last)
        return Tokens(self.starts[here], self.ends[here], self.texts[here], self.lows[here])


def in_a_row(parts: Sequence[Tokens]) -> Tokens:
    """The tokens of all, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Tokens(
        _flat([part.starts for part in parts]),
        _flat([part.ends for part in parts]),
        _flat([part.texts for part in parts]),
        _flat([part.lows for part in parts]),
    )


def _flat(columns: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    return tuple(chain.from_iterable(columns))


# Every alternative takes at least one character and none looks back, so the scan is linear.
# `end` is where the sentence ends, so the full stop that ends it is never taken for an abbreviation's.
# A possessive 's stands alone; "won't", "Franco-German", "U.S." and "1,000.5" are one token each.
TOKEN = re.compile(
    r"(?!\s)(?:"  # white space is left at once
    r"[A-Za-z]++(?=[\s,])|,(?=\s)"  # nearly every word, nearly every comma
    r"|([^\w\s])\1{3,}+"  # a rule or an ornament
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d++(?:[.,:]\d++)*+(?:st|nd|rd|th|s)?\b"
    r"|\d++(?:,\d{3})++(?:\.\d++)?[^\W\d_]++"  # 1,200km
    r"|['’]s\b"
    r"|[^\W_]++(?:[-.&'’‑](?!s\b)[^\W_]++|-s\b)*+(?:\.(?=,|\s[^\W_]))?"  # a full stop inside a sentence: Mr.
    r"|\.{2,}+|-{2,}+|`{2}|'{2}"
    r"|[^\s\w]|_++)"
)


def tokenise(raw: str, start: int, end: int) -> Tokens:
    found = list(TOKEN.finditer(raw, start, end))
    texts = tuple([m[0] for m in found])
    starts, ends = tuple(map(re.Match.start, found)), tuple(map(re.Match.end, found))
    return Tokens(starts, ends, texts, tuple(map(str.lower, texts)))
