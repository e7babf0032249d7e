"""The digest: the story in ten seconds. Key points, three figures, who stands where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.card import Action, Card, Figure, Line, Section
from bot.cards import phrase
from bot.cards.action import fact_source, opened, source, story_line
from bot.cards.merged import Group, groups_of, merged_line, related
from bot.cards.position import Heard, claims, everybody, most_telling
from bot.cards.told_by import told_by
from bot.cards.update import update_section
from bot.story import Story, outlet
from briefs.model import Actor, Brief, Statistic
from briefs.store import Fact, FactKind

TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "year of age")
POINTS, FIGURES, ACTORS = 4, 3, 5
SHARED, FAMILIES, LINKS = 3, 2, 5
LONGEST_CLAIM = 200
"""Characters; who says it at more length is counted among the "more", and stands under Positions."""


def digest_card(story: Story, credit: str, now: datetime) -> Card:
    brief = story.brief
    heard = everybody(story)
    sections = (_points(story), _who_stands_where(story, heard), *_of_several(story))
    card = Card(
        "digest",
        brief.title,
        link=brief.article.url or "",
        credit=credit,
        sections=tuple(s for s in sections if s.lines),
        figures=_figures(story),
        actions=_actions(story, len(heard)),
    )
    return _with_footer(card, story, now)


def shown_facts(story: Story) -> list[Fact]:
    """The facts that the digest shows, whose sentences are behind its Sources button."""
    places: list[tuple[FactKind, int]] = [("point", i) for i in range(len(story.brief.key_points[:POINTS]))]
    places += [("statistic", i) for i in _leading(story.brief)]
    facts = [Fact(story.fact_ids[place], *place, story.held) for place in places]
    return (
        facts + [fact for fact, _, _ in _told(everybody(story))] + [group[0].fact for group in _shared(story)]
    )


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
    told = _told(heard)
    lines = [
        Line(claim, lead=phrase.named(fact.held.brief, actor.name), action=fact_source(fact.id))
        for fact, actor, claim in told
    ]
    more = len(heard) - len(told)
    if lines and more > 0:
        lines.append(Line(f"… and {more} more", action=Action("Positions", story_line("positions", story))))
    return Section(tuple(lines), heading="Who stands where")


def _told(heard: Heard) -> list[tuple[Fact, Actor, str]]:
    """The first who say something short enough for a glance, with the claim that tells most."""
    return list(islice(_at_a_glance(heard), ACTORS))


def _at_a_glance(heard: Heard) -> Iterator[tuple[Fact, Actor, str]]:
    for held, actor, statements in heard:
        short = {i: c for i, c in claims(held.brief, statements).items() if len(c) <= LONGEST_CLAIM}
        if short:
            best = most_telling(held.brief, short)
            yield Fact(held.fact_ids["statement", best], "statement", best, held), actor, short[best]


def _of_several(story: Story) -> Iterator[Section]:
    """What several outlets have: the same words once, and figures for the same measure side by side."""
    if story.others:
        yield Section(tuple(map(merged_line, _shared(story))), heading="Quoted by several")
        families = related(groups_of(story, "statistic"))[:FAMILIES]
        figures = (merged_line(group) for family in families for group in family)
        yield Section(tuple(figures), heading="Related figures")


def _shared(story: Story) -> list[Group]:
    quotes = groups_of(story, "quote") if story.others else []
    return [group for group in quotes if len({entry.fact.held.number for entry in group}) > 1][:SHARED]


def _actions(story: Story, heard: int) -> tuple[Action, ...]:
    counted = (
        ("Statistics", "stats", len(groups_of(story, "statistic"))),
        ("Quotes", "quotes", len(groups_of(story, "quote"))),
        ("Positions", "positions", heard),
    )
    buttons = [
        Action(f"{label} {count}", story_line(name, story), primary=name == "stats")
        for label, name, count in counted
        if count
    ]
    buttons.append(Action("Sources", story_line("source", story)))
    if story.brief.article.url:
        buttons.append(Action("Open article", url=story.brief.article.url))
    return (*buttons, *_elsewhere(story))


def _elsewhere(story: Story) -> Iterator[Action]:
    """Links to the other outlets, one each."""
    linked = {outlet(held.brief.article): held.brief.article.url for held in reversed(story.others)}
    named = [(name, linked[name]) for name in story.outlets[1:] if linked.get(name)]
    yield from (Action(f"Also: {name}", url=url or "") for name, url in named[:LINKS])


def _with_footer(card: Card, story: Story, now: datetime) -> Card:
    """With what the card saves of reading, but where it says that it shows the lead alone."""
    article = story.brief.article
    shown = " ".join(line.lead + " " + line.text for section in card.sections for line in section.lines)
    own, whole = phrase.minutes(shown), phrase.minutes(article.text)
    parts = [told_by(story, now)]
    if whole > 2 * own > 0 and not phrase.unread(article):
        parts.append(f"{phrase.spent(whole)} article in {phrase.spent(own)}")
    footer = " · ".join(part for part in parts if part)
    return replace(card, footer=footer)


def stories_card(stories: Sequence[Story], title: str, credit: str, now: datetime) -> Card:
    """The first key point of each, opening its own digest; then what is new in those posted before."""
    lines = tuple(
        Line(
            phrase.point(story.brief, story.brief.key_points[0]) if story.brief.key_points else "",
            lead=story.brief.title,
            note=told_by(story, now),
            action=opened(story),
        )
        for story in stories
        if story.news is None
    )
    updates = tuple(update_section(story) for story in stories if story.news is not None)
    return Card(
        "list",
        title,
        credit=credit,
        sections=(*([Section(lines)] if lines else []), *updates),
        actions=(Action("All articles", "articles"),),
    )
