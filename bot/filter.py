"""Which articles a brief is made of: the words, actors, publishers and topics to take, and those to leave.

A rule is plain words, so that nothing anybody writes can hold the bot up: "harbour", "harbour wall",
"actor:Ada Byron", "publisher:The Ellery Post", "publisher:ellery.example", "topic:energy". It holds where
its words stand one after the other, as whole words, whatever their capitals and accents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefs.model import Brief

KINDS = ("actor", "publisher", "topic")
MOST_RULES, LONGEST_RULE = 50, 100
WORD = re.compile(r"[^\W_]+")
OTHER_KIND = re.compile(r"[^\W\d_]+:(?=\S)")

Topics = Mapping[str, Sequence[str]]
"""By their names in small letters, the rules of which one must hold; none of them names a topic."""


@dataclass(frozen=True, slots=True)
class Filter:
    """An article is taken when no rule of `exclude` holds, and one of `include` if there are any."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)

    def drops(self, brief: Brief, topics: Topics) -> str:
        """Which rule leaves the article out, as people read it; "" when it is taken."""
        page = _Page(brief)
        for rule in self.exclude:
            if page.holds(rule, topics):
                return f"exclude {rule}"
        if not self.include or any(page.holds(rule, topics) for rule in self.include):
            return ""
        return f"include {', '.join(self.include)}"


def parsed(written: str) -> str:
    """A rule in the form it is kept in. Raises ValueError."""
    kind, colon, words = written.partition(":")
    kind = kind.strip().casefold()
    if not colon or kind not in KINDS:
        kind, words = "", written
    words = tidied(words)
    if not folded(words).strip():
        raise ValueError(f"“{written}” has no word to look for")
    if not kind and (other := OTHER_KIND.match(words)):
        raise ValueError(
            f"“{other[0]}” is not known: a rule begins with actor:, publisher:, topic: or is plain words"
        )
    if "*" in words:
        raise ValueError(f"“{words[:20]}” is a pattern: rules are plain words, each written out")
    if len(words) > LONGEST_RULE:
        raise ValueError(f"“{words[:20]}…” is too long: {LONGEST_RULE} characters at most")
    return f"{kind}:{words}" if kind else words


def tidied(words: str) -> str:
    """Words as a rule keeps them, without commas and quotation marks."""
    return " ".join(words.replace(",", " ").strip().strip("\"'“”‘’").split())


def named(rule: str, kind: str) -> str:
    """The actor, publisher or topic that a rule names, "" when it is of another kind."""
    given, _, name = rule.partition(":")
    return name if given == kind else ""


def parse_rules(value: object) -> object:
    """A list of rules, or one line of them with commas between; "none" is no rule. Raises ValueError."""
    written = value.split(",") if isinstance(value, str) else value
    if not isinstance(written, list | tuple):
        return value
    if [str(rule).strip().casefold() for rule in written] == ["none"]:
        return ()
    if len(written) > MOST_RULES:
        raise ValueError(f"{len(written)} rules are too many: {MOST_RULES} at most")
    return tuple(dict.fromkeys(parsed(str(rule)) for rule in written))


def unknown_topics(rules: Iterable[str], topics: Topics) -> list[str]:
    return [name for rule in rules if (name := named(rule, "topic").casefold()) and name not in topics]


class Words:
    """A text to look for words in."""

    def __init__(self, *texts: str | None) -> None:
        self._folded = " | ".join(folded(text) for text in texts if text)

    def hold(self, words: str) -> bool:
        return folded(words) in self._folded


class _Page:
    """An article as the rules look at it: each part of it is folded once, when a rule asks for it."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._parts: dict[str, Words] = {}

    def holds(self, rule: str, topics: Topics) -> bool:
        kind, colon, words = rule.partition(":")
        if not colon or kind not in KINDS:
            return self._part("").hold(rule)
        if kind == "topic":
            return any(self.holds(each, {}) for each in topics.get(words.casefold(), ()))
        return self._part(kind).hold(words)

    def _part(self, kind: str) -> Words:
        if kind not in self._parts:
            self._parts[kind] = Words(*_texts(self._brief, kind))
        return self._parts[kind]


def _texts(brief: Brief, kind: str) -> Iterator[str | None]:
    article = brief.article
    match kind:
        case "actor":
            for actor in brief.actors:
                yield from (actor.name, *actor.aliases)
        case "publisher":
            yield from (article.publisher, urlsplit(article.url or "").hostname)
        case _:
            yield from (brief.title, article.text)


def folded(text: str) -> str:
    """Its words in small letters without accents, one space before each and behind the last."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return f" {' '.join(WORD.findall(text.casefold()))} "
