"""Speakers: which actor a mention names, or its own words when it names nobody known."""

import re
from bisect import bisect_left
from operator import itemgetter

from briefs.extract.lexicon import words
from briefs.model import Actor, Span

PRONOUNS = frozenset(
    "he she they it we i you who which that one this these those his her their its my our".split()
)
OTHERS = {"he": frozenset(["she", "her", "hers"]), "she": frozenset(["he", "him", "his"])}
BRANCH = re.compile(r"\s(?:of|for|in|at|from|with|on|to|who|which|that|representing|including)\s|[,(–—]")


class Speakers:
    """The actors' mentions, in reading order, to look names up in."""

    def __init__(self, raw: str, actors: tuple[Actor, ...]) -> None:
        self._raw = raw
        self._by_name = {a.name: a for a in actors}
        self._mentions = sorted([(*m, a) for a in actors for m in a.mentions], key=itemgetter(0, 1))
        self._starts = [m[0] for m in self._mentions]

    def name(self, mention: Span, apposition: Span | None = None) -> str | None:
        """The actor at the head of the mention, else one its apposition names, else what is printed."""
        found = self.actor(mention) or (self.actor(apposition) if apposition else None)
        if found is not None:
            return found.name
        printed = mention.of(self._raw)
        return None if printed.lower() in PRONOUNS else printed

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun can stand for a speaker of that name, known or not."""
        actor = self._by_name.get(name)
        if actor is None:
            return _fits(BRANCH.split(name)[0].split()[-1].lower(), pronoun)
        if actor.kind != "person":
            return pronoun == "they" or (pronoun == "it" and actor.kind != "group")
        printed = {m.of(self._raw).lower() for m in actor.mentions}
        return pronoun in OTHERS and not printed & OTHERS[pronoun]

    def actor(self, mention: Span) -> Actor | None:
        """The actor the phrase is about: "Ann Lee" in "the EU's Ann Lee of Toll", not the EU, not Toll."""
        branch = BRANCH.search(self._raw, mention.start, mention.end)
        head = Span(mention.start, branch.start()) if branch and branch.start() > mention.start else mention
        inside = self._inside(head)
        for end, actor in reversed(inside):
            if end >= head.end:
                return actor
        return next(
            (a for end, a in reversed(inside) if a.kind == "person" and not self._possesses(end)), None
        )

    def _inside(self, span: Span) -> list[tuple[int, Actor]]:
        first = bisect_left(self._starts, span.start)
        if first > 0 and self._mentions[first - 1][1] > span.start:
            first -= 1
        found = []
        while first < len(self._mentions) and self._mentions[first][0] < span.end:
            _, end, actor = self._mentions[first]
            found.append((end, actor))
            first += 1
        return found

    def _possesses(self, end: int) -> bool:
        """Whether the actor only owns what the phrase is about: "Lee's camp", "his camp"."""
        if (
            self._raw[max(0, end - 3) : end].strip().lower() in ("his", "her")
            or self._raw[max(0, end - 5) : end].lower() == "their"
        ):
            return True
        return self._raw[end : end + 2] in ("'s", "’s") or self._raw[end : end + 1] in "'’"


def _fits(noun: str, pronoun: str) -> bool:
    """Whether the pronoun can stand for somebody who is only called a `noun`."""
    if pronoun == "they":
        return noun.endswith("s") or noun == "people"
    is_person = noun.endswith(("man", "woman")) or noun in words("roles")
    if pronoun == "it":
        return not is_person and not noun.endswith("s")
    return is_person and not noun.endswith("woman" if pronoun == "he" else ("gman", "sman"))
