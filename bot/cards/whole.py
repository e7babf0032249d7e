"""A whole brief on one card, for the terminal: everything found, nothing stored."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.card import Card, Line, Section
from bot.cards import phrase
from bot.cards.fact import fact_line
from briefs.model import Brief
from briefs.store import Fact, FactKind, HeldArticle
from briefs.store.fact import findings

HEADINGS: dict[FactKind, str] = {
    "point": "Key points",
    "statistic": "Statistics",
    "quote": "Quotes",
    "statement": "Positions",
    "actor": "Actors",
}


def whole_card(brief: Brief) -> Card:
    held = HeldArticle(0, datetime.min.replace(tzinfo=UTC), brief)
    sections = tuple(Section(_lines(held, kind), heading) for kind, heading in HEADINGS.items())
    shown = tuple(section for section in sections if section.lines)
    footer = phrase.unread(brief.article)
    return Card("list", brief.title, link=brief.article.url or "", sections=shown, footer=footer)


def _lines(held: HeldArticle, kind: FactKind) -> tuple[Line, ...]:
    """No buttons: the facts are not in the store, so no command would find them."""
    facts = [Fact(0, kind, i, held) for i in range(len(findings(held.brief, kind)))]
    repeats = (
        {i for i, s in enumerate(held.brief.statistics) if s.same_as is not None}
        if kind == "statistic"
        else set()
    )
    return tuple(replace(fact_line(f), action=None) for f in facts if f.position not in repeats)
