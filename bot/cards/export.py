"""A list as a file: every fact of it, with its span, speaker, role and sentence. CSV or JSON."""

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

from bot.card import Card, CardFile, Line, Section
from bot.cards import phrase
from briefs.model import Actor, KeyPoint, Quote, Span, Statement, Statistic
from briefs.store import Fact

FIELDS = (
    "fact", "kind", "text", "start", "end", "value", "upper", "unit", "qualifier", "change", "measure",
    "period", "speaker", "role", "cue", "sentence", "article", "title", "url", "publisher", "published",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


def export_card(title: str, facts: Sequence[Fact], form: str) -> Card:
    rows = [_row(fact) for fact in facts]
    text = _csv(rows) if form == "csv" else json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    name = f"{re.sub(r'[^a-z0-9]+', '-', title.casefold()).strip('-') or 'facts'}.{form}"
    line = Line(f"{len(rows)} facts, each with its sentence and where in the article it stands.")
    return Card("list", f"{title} as a file", sections=(Section((line,)),), file=CardFile(name, text))


def _row(fact: Fact) -> dict[str, Any]:
    brief, span = fact.held.brief, _span(fact)
    article = brief.article
    about = {
        "fact": fact.id,
        "kind": fact.kind,
        "text": brief.words(span),
        "start": span.start,
        "end": span.end,
        "article": article.id,
        "title": brief.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
    }
    return {name: (about | _own(fact)).get(name) for name in FIELDS}


def _span(fact: Fact) -> Span:
    match fact.finding:
        case Statement(content=content):
            return Span(content[0].start, content[-1].end)
        case Actor(mentions=mentions):
            return mentions[0]
        case finding:
            return finding.span


def _own(fact: Fact) -> dict[str, Any]:
    """What only this kind of fact has."""
    brief = fact.held.brief
    match fact.finding:
        case Statistic() as s:
            giver = brief.statements[s.statement].speaker if s.statement is not None else None
            return {
                "value": str(s.value),
                "upper": None if s.upper is None else str(s.upper),
                "unit": s.unit,
                "qualifier": s.qualifier,
                "change": s.change,
                "measure": s.measure and phrase.words(brief, s.measure),
                "period": s.period and phrase.words(brief, s.period),
                "speaker": giver,
                "role": phrase.role(brief, brief.actor(giver)) or None,
                "sentence": phrase.words(brief, s.sentence),
            }
        case Quote() as q:
            role = phrase.words(brief, q.role) if q.role else None
            return {"speaker": q.speaker, "role": role} | _said(fact, brief.statements[q.statement])
        case Statement() as s:
            role = phrase.role(brief, brief.actor(s.speaker)) or None
            return {"speaker": s.speaker, "role": role} | _said(fact, s)
        case Actor() as a:
            return {"speaker": a.name, "role": phrase.listed(phrase.roles(brief, a), 99) or None}
        case KeyPoint():
            return {}


def _said(fact: Fact, statement: Statement) -> dict[str, Any]:
    brief = fact.held.brief
    cue = " ".join(phrase.words(brief, span) for span in statement.cue)
    return {"cue": cue or None, "sentence": phrase.words(brief, statement.sentence)}


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is set behind an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
