"""A brief's card in another language: our own words change, those of the articles stay as they are.

A language is a file of words beside this one. What it has no words for stays English.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.card import Action, Card, Line, Section

Language = Literal["en", "de"]
FILES: Mapping[Language, str] = {"de": "german.txt"}
BETWEEN = " · "
PLACES = {
    "{n}": r"(\d+)",
    "{}": r"(.+)",
    "{day}": r"((?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)",
    "{month}": r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
}
PLACE = re.compile("|".join(map(re.escape, PLACES)))


def in_language(card: Card, language: Language) -> Card:
    if language not in FILES:
        return card
    words = _words(FILES[language])
    return replace(
        card,
        title=words.of(card.title) if not card.link else _update(card.title, words),
        credit=words.parts(card.credit),
        footer=words.parts(card.footer),
        sections=tuple(
            Section(tuple(_line(line, words) for line in section.lines), words.of(section.heading))
            for section in card.sections
        ),
        figures=tuple(replace(figure, action=_action(figure.action, words)) for figure in card.figures),
        actions=tuple(replace(action, label=words.of(action.label)) for action in card.actions),
    )


class Words:
    """Pairs of a pattern and what it becomes, for whole parts of a text."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._exact = pairs
        self._patterns = [(_pattern(ours), theirs) for ours, theirs in pairs.items() if PLACE.search(ours)]

    def of(self, part: str) -> str:
        """What fills a place is a word of ours itself, or stays as it is."""
        if part in self._exact:
            return self._exact[part]
        for pattern, theirs in self._patterns:
            if match := pattern.fullmatch(part):
                return self._filled(theirs, iter(match.groups()))
        return part

    def _filled(self, theirs: str, words: Iterator[str]) -> str:
        return PLACE.sub(lambda _: self._exact.get(word := next(words), word), theirs)

    def parts(self, text: str) -> str:
        return BETWEEN.join(map(self.of, text.split(BETWEEN)))


def _pattern(ours: str) -> re.Pattern[str]:
    between = map(re.escape, PLACE.split(ours))
    places = (PLACES[place] for place in PLACE.findall(ours))
    return re.compile("".join(text + next(places, "") for text in between))


def _update(title: str, words: Words) -> str:
    """Of a card about one story the title is the article's, but for what says that it is an update."""
    return words.of(title) if title.startswith("Update: ") else title


def _line(line: Line, words: Words) -> Line:
    """A line with a source is the article's, but for who gives a figure; a quoted one wholly."""
    if line.quoted or line.marks:
        return replace(line, action=_action(line.action, words))
    if line.action and line.action.command.startswith("source fact:"):
        first, *others = line.text.split(BETWEEN)
        text = BETWEEN.join([first, *map(words.of, others)])
        return replace(line, text=text, lead=words.of(line.lead), action=_action(line.action, words))
    ours = not (line.lead or line.bullet)
    text = words.of(line.text) if ours else line.text
    return replace(line, text=text, note=words.parts(line.note), action=_action(line.action, words))


def _action(action: Action | None, words: Words) -> Action | None:
    return replace(action, label=words.of(action.label)) if action else None


@cache
def _words(name: str) -> Words:
    text = files(__package__).joinpath(name).read_text("utf-8")
    pairs = (line.split(" = ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return Words({pair[0]: pair[1] for pair in pairs})
