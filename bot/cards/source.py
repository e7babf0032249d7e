"""Where a fact stands: its sentence marked in its paragraph, the heading above, the address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.card import Action, Card, Line, Section
from bot.cards import phrase
from bot.cards.action import article_line
from bot.story import outlet
from briefs.model import Actor, Brief, KeyPoint, Span, Statement, Statistic
from briefs.store import Fact, HeldArticle
from briefs.text.block import Block, blocks_of

Blocks = Sequence[Block]
EMPTY_LINES = re.compile(r"\n{2,}")


def source_card(fact: Fact) -> Card:
    brief = fact.held.brief
    blocks = blocks_of(brief.article.text)
    return _card(fact.held, (_section(blocks, brief, marked(brief, fact)),), brief.title)


def sources_card(held: HeldArticle, facts: list[Fact]) -> Card:
    """The sentences behind a digest, each in its paragraph; two of one paragraph are marked together.

    Those of the other articles of its story stand under their outlets' names.
    """
    spans: dict[int, tuple[HeldArticle, list[Span]]] = {held.number: (held, [])}
    for fact in facts:
        spans.setdefault(fact.held.number, (fact.held, []))[1].append(marked(fact.held.brief, fact))
    sections = [section for of, marks in spans.values() for section in _sections(of, sorted(marks), held)]
    return _card(held, tuple(sections), f"Sources: {held.brief.title}")


def _sections(of: HeldArticle, spans: list[Span], told_by: HeldArticle) -> Iterable[Section]:
    blocks = blocks_of(of.brief.article.text)
    sections: dict[Span, Section] = {}
    for span in spans:
        place = _place(blocks, span)
        inside = [s for s in spans if place.holds(s)]
        sections[place] = _section(blocks, of.brief, span, inside)
    if of is told_by:
        return sections.values()
    name = outlet(of.brief.article)
    return [replace(section, heading=f"{name}: {of.brief.title}") for section in sections.values()]


def marked(brief: Brief, fact: Fact) -> Span:
    """The sentence of a finding; of a key point all of it, of an actor the first mention."""
    match fact.finding:
        case KeyPoint(span=span):
            return span
        case Statistic(sentence=sentence):
            return sentence
        case Statement() as statement:
            return _around(statement)
        case Actor(mentions=mentions):
            return mentions[0]
        case quote:
            return _around(brief.statements[quote.statement], quote.span)


def _around(statement: Statement, *more: Span) -> Span:
    spans = (statement.sentence, *statement.content, *more)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _place(blocks: Blocks, span: Span) -> Span:
    """The blocks that hold the span, and the lead-in of bullets."""
    inside = [i for i, block in enumerate(blocks) if block.span.meets(span)]
    leads = [lead for i in inside if (lead := blocks[i].lead_in) is not None]
    spans = [blocks[i].span for i in (*leads, *inside)] or [span]
    return Span(min(span.start, *(s.start for s in spans)), max(span.end, *(s.end for s in spans)))


def _section(blocks: Blocks, brief: Brief, span: Span, spans: list[Span] | None = None) -> Section:
    place = _place(blocks, span)
    passage, marks = _folded(brief.article.text, place, spans or [span])
    return Section((Line(passage, quoted=True, marks=marks),), heading=_heading(blocks, brief, place))


def _folded(raw: str, place: Span, spans: list[Span]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage without empty lines, and the marks in it."""

    def without(end: int) -> str:
        return EMPTY_LINES.sub("\n", raw[place.start : end])

    marks = {(len(without(s.start)), len(without(s.end))) for s in spans}
    return without(place.end), tuple(sorted(marks))


def _heading(blocks: Blocks, brief: Brief, place: Span) -> str:
    above = [b for b in blocks if b.kind == "heading" and b.span.end <= place.start]
    heading = phrase.words(brief, above[-1].span) if above else ""
    return "" if heading == brief.title else heading


def _card(held: HeldArticle, sections: tuple[Section, ...], title: str) -> Card:
    article = held.brief.article
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    parts = [article.publisher, article.byline, published, article.url or article.id]
    actions = [Action("Brief", article_line("now", held.number))]
    if article.url:
        actions.append(Action("Open article", url=article.url))
    return Card(
        "source",
        title,
        link=article.url or "",
        credit="Source",
        sections=sections,
        actions=tuple(actions),
        footer=" · ".join(part for part in parts if part),
    )
