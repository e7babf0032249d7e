"""The digest: the story in ten seconds. Key points, three figures, who stands where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.card import Action, Card, Figure, Line, Section
from bot.cards import phrase
from bot.cards.action import article_line, opened, source
from bot.cards.position import Heard, claims, most_telling, speaking
from bot.story import Story
from briefs.model import Actor, Brief, Statistic
from briefs.store import Fact, FactKind

TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "year of age")
POINTS, FIGURES, ACTORS = 4, 3, 5
LONGEST_CLAIM = 200
"""Characters; who says it at more length is counted among the "more", and stands under Positions."""


def digest_card(story: Story, credit: str, now: datetime) -> Card:
    brief = story.brief
    heard = speaking(brief)
    who = _who_stands_where(story, heard)
    card = Card(
        "digest",
        brief.title,
        link=brief.article.url or "",
        credit=credit,
        sections=tuple(s for s in (_points(story), who) if s.lines),
        figures=_figures(story),
        actions=_actions(story, len(heard)),
    )
    return _with_footer(card, story, now)


def shown_facts(story: Story) -> list[Fact]:
    """The facts that the digest shows, whose sentences are behind its Sources button."""
    places: list[tuple[FactKind, int]] = [("point", i) for i in range(len(story.brief.key_points[:POINTS]))]
    places += [("statistic", i) for i in _leading(story.brief)]
    places += [("statement", i) for _, i, _ in _told(story.brief, speaking(story.brief))]
    return [Fact(story.fact_ids[place], *place, story.held) for place in places]


def _points(story: Story) -> Section:
    points = story.brief.key_points[:POINTS]
    return Section(
        tuple(
            Line(phrase.point(story.brief, p), bullet=True, action=source(story, "point", i))
            for i, p in enumerate(points)
        )
    )


def _figures(story: Story) -> tuple[Figure, ...]:
    brief = story.brief
    return tuple(_figure(brief, brief.statistics[i], source(story, "statistic", i)) for i in _leading(brief))


def _figure(brief: Brief, statistic: Statistic, action: Action) -> Figure:
    label = phrase.measured(brief, statistic) or phrase.words(brief, statistic.sentence)
    return Figure(phrase.figure(brief, statistic), label, action)


def _leading(brief: Brief) -> list[int]:
    """The three figures that tell most by themselves, in reading order."""
    weights = [_weight(brief, s) for s in brief.statistics]
    best = sorted((i for i, weight in enumerate(weights) if weight > 0), key=lambda i: (-weights[i], i))
    return sorted(best[:FIGURES])


def _weight(brief: Brief, statistic: Statistic) -> int:
    """Shares and money before counts, counts before lengths of time; a repeat is not shown again."""
    if statistic.same_as is not None:
        return 0
    unit = statistic.unit or ""
    weight = 1 + 3 * bool(statistic.measure) + bool(statistic.change) + bool(statistic.period)
    weight += 2 * (unit.startswith("percent") or bool(re.fullmatch(r"[A-Z]{3}", unit)))
    weight += 2 * any(p.span.holds(statistic.span) for p in brief.key_points)
    return weight - 3 * (unit in TIMES)


def _who_stands_where(story: Story, heard: Heard) -> Section:
    brief = story.brief
    told = _told(brief, heard)
    lines = [
        Line(claim, lead=phrase.named(brief, actor.name), action=source(story, "statement", i))
        for actor, i, claim in told
    ]
    more = len(heard) - len(told)
    if lines and more > 0:
        lines.append(
            Line(
                f"… and {more} more", action=Action("Positions", article_line("positions", story.held.number))
            )
        )
    return Section(tuple(lines), heading="Who stands where")


def _told(brief: Brief, heard: Heard) -> list[tuple[Actor, int, str]]:
    """The first who say something short enough for a glance, with the claim that tells most."""
    return list(islice(_at_a_glance(brief, heard), ACTORS))


def _at_a_glance(brief: Brief, heard: Heard) -> Iterator[tuple[Actor, int, str]]:
    for actor, statements in heard:
        short = {i: c for i, c in claims(brief, statements).items() if len(c) <= LONGEST_CLAIM}
        if short:
            best = most_telling(brief, short)
            yield actor, best, short[best]


def _actions(story: Story, heard: int) -> tuple[Action, ...]:
    brief = story.brief
    figures = sum(s.same_as is None for s in brief.statistics)
    counted = (
        ("Statistics", "stats", figures),
        ("Quotes", "quotes", len(brief.quotes)),
        ("Positions", "positions", heard),
    )
    buttons = [
        Action(f"{label} {count}", article_line(name, story.held.number), primary=name == "stats")
        for label, name, count in counted
        if count
    ]
    buttons.append(Action("Sources", article_line("source", story.held.number)))
    if brief.article.url:
        buttons.append(Action("Open article", url=brief.article.url))
    return tuple(buttons)


def _with_footer(card: Card, story: Story, now: datetime) -> Card:
    article = story.brief.article
    shown = " ".join(line.lead + " " + line.text for section in card.sections for line in section.lines)
    own, whole = phrase.minutes(shown), phrase.minutes(article.text)
    parts = [article.publisher or "", f"read {phrase.ago(story.held.read_at, now)}", phrase.unread(article)]
    if whole > 2 * own > 0:
        parts.append(f"{phrase.spent(whole)} article in {phrase.spent(own)}")
    footer = " · ".join(part for part in parts if part)
    return replace(card, footer=footer)


def _note(story: Story, now: datetime) -> str:
    article = story.brief.article
    read = f"read {phrase.ago(story.held.read_at, now)}"
    return " · ".join(part for part in (article.publisher, read, phrase.unread(article)) if part)


def stories_card(stories: Sequence[Story], title: str, credit: str, now: datetime) -> Card:
    """Several articles: the first key point of each, each opening its own digest."""
    lines = tuple(
        Line(
            phrase.point(story.brief, story.brief.key_points[0]) if story.brief.key_points else "",
            lead=story.brief.title,
            note=_note(story, now),
            action=opened(story.held),
        )
        for story in stories
    )
    return Card(
        "digest",
        title,
        credit=credit,
        sections=(Section(lines),),
        actions=(Action("All articles", "articles"),),
    )
