"""The digest: the story in ten seconds. Key points, three figures, who stands where."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.card import Action, Card, Figure, Line, Section
from bot.cards import phrase
from bot.cards.action import article_line, opened, source
from bot.cards.position import most_telling, speaking
from briefs.model import Actor, Brief, Statement, Statistic
from briefs.store import FactKind, HeldArticle

TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "year of age")
POINTS, FIGURES, ACTORS = 4, 3, 5
LONGEST_CLAIM = 200
"""Characters; who says it at more length is counted among the "more", and stands under Positions."""


def digest_card(held: HeldArticle, credit: str, now: datetime) -> Card:
    brief = held.brief
    who = _who_stands_where(held)
    card = Card(
        "digest",
        brief.title,
        link=brief.article.url or "",
        credit=credit,
        sections=tuple(s for s in (_points(held), who) if s.lines),
        figures=_figures(held),
        actions=_actions(held),
    )
    return _with_footer(card, held, now)


def shown_facts(held: HeldArticle) -> list[int]:
    """The numbers of the facts that the digest shows, whose sentences are behind its Sources button."""
    told = [(s, held.brief.statements.index(s)) for _, s in _told(held.brief)[:ACTORS]]
    places: list[tuple[FactKind, int]] = [("point", i) for i in range(len(held.brief.key_points[:POINTS]))]
    places += [("statistic", i) for i in _leading(held.brief)]
    places += [("statement", i) for _, i in told]
    return [held.fact_ids[place] for place in places]


def _points(held: HeldArticle) -> Section:
    points = held.brief.key_points[:POINTS]
    return Section(
        tuple(Line(phrase.point(held.brief, p), bullet=True, action=source(held, "point", i)) for i, p in enumerate(points))
    )


def _figures(held: HeldArticle) -> tuple[Figure, ...]:
    brief = held.brief
    return tuple(_figure(brief, brief.statistics[i], source(held, "statistic", i)) for i in _leading(brief))


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


def _who_stands_where(held: HeldArticle) -> Section:
    brief = held.brief
    told = _told(brief)[:ACTORS]
    lines = [_stand(held, actor, statement) for actor, statement in told]
    more = len(speaking(brief)) - len(told)
    if lines and more > 0:
        lines.append(Line(f"… and {more} more", action=Action("Positions", article_line("positions", held.number))))
    return Section(tuple(lines), heading="Who stands where")


def _told(brief: Brief) -> list[tuple[Actor, Statement]]:
    """Who says something short enough for a glance, with the statement that tells most."""
    short = [(a, [s for s in said if len(phrase.claim(brief, s)) <= LONGEST_CLAIM]) for a, said in speaking(brief)]
    return [(actor, most_telling(brief, statements)) for actor, statements in short if statements]


def _stand(held: HeldArticle, actor: Actor, statement: Statement) -> Line:
    action = source(held, "statement", held.brief.statements.index(statement))
    return Line(phrase.claim(held.brief, statement), lead=phrase.named(held.brief, actor.name), action=action)


def _actions(held: HeldArticle) -> tuple[Action, ...]:
    brief = held.brief
    figures = sum(s.same_as is None for s in brief.statistics)
    counted = (
        ("Statistics", "stats", figures),
        ("Quotes", "quotes", len(brief.quotes)),
        ("Positions", "positions", len(speaking(brief))),
    )
    buttons = [
        Action(f"{label} {count}", article_line(name, held.number), primary=name == "stats")
        for label, name, count in counted
        if count
    ]
    buttons.append(Action("Sources", article_line("source", held.number)))
    if brief.article.url:
        buttons.append(Action("Open article", url=brief.article.url))
    return tuple(buttons)


def _with_footer(card: Card, held: HeldArticle, now: datetime) -> Card:
    article = held.brief.article
    shown = " ".join(line.lead + " " + line.text for section in card.sections for line in section.lines)
    own, whole = phrase.minutes(shown), phrase.minutes(article.text)
    parts = [article.publisher or "", f"read {phrase.ago(held.read_at, now)}"]
    if whole > 2 * own > 0:
        parts.append(f"{phrase.spent(whole)} article in {phrase.spent(own)}")
    footer = " · ".join(part for part in parts if part)
    return Card(card.kind, card.title, card.link, card.credit, card.sections, card.figures, card.actions, footer)


def stories_card(stories: Sequence[HeldArticle], title: str, credit: str, now: datetime) -> Card:
    """Several articles: the first key point of each, each opening its own digest."""
    lines = tuple(
        Line(
            phrase.point(held.brief, held.brief.key_points[0]) if held.brief.key_points else "",
            lead=held.brief.title,
            note=" · ".join(p for p in (held.brief.article.publisher, f"read {phrase.ago(held.read_at, now)}") if p),
            action=opened(held),
        )
        for held in stories
    )
    return Card("digest", title, credit=credit, sections=(Section(lines),), actions=(Action("All articles", "articles"),))
