"""One line for each kind of fact, with its source beside it."""

from bot.card import Line
from bot.cards import phrase
from bot.cards.action import fact_source, positions_of
from briefs.model import Actor, KeyPoint, Quote, Statement, Statistic
from briefs.store import Fact


def fact_line(fact: Fact, *, with_speaker: bool = True) -> Line:
    """A fact as an entry of a list. `with_speaker` is off where the card's title names the speaker."""
    match fact.finding:
        case Statistic() as statistic:
            return _statistic(fact, statistic)
        case Quote() as quote:
            return _quote(fact, quote, with_speaker)
        case Statement() as statement:
            return _statement(fact, statement, with_speaker)
        case KeyPoint() as point:
            return Line(phrase.point(fact.held.brief, point), bullet=True, action=fact_source(fact.id))
        case Actor() as actor:
            return _actor(fact, actor)


def _statistic(fact: Fact, statistic: Statistic) -> Line:
    brief = fact.held.brief
    giver = brief.statements[statistic.statement].speaker if statistic.statement is not None else None
    measured = phrase.measured(brief, statistic)
    by = f"according to {phrase.named(brief, giver)}" if giver else ""
    return Line(
        " · ".join(part for part in (measured, by) if part),
        lead=phrase.figure(brief, statistic),
        note=phrase.words(brief, statistic.sentence),
        action=fact_source(fact.id),
    )


def _quote(fact: Fact, quote: Quote, with_speaker: bool) -> Line:
    brief = fact.held.brief
    speaker = quote.speaker or "speaker not named"
    role = phrase.words(brief, quote.role) if quote.role else ""
    signed = ", ".join(part for part in (speaker if with_speaker else "", role) if part)
    return Line(
        phrase.quoted(brief, quote), note=f"— {signed}" if signed else "", action=fact_source(fact.id)
    )


def _statement(fact: Fact, statement: Statement, with_speaker: bool) -> Line:
    brief = fact.held.brief
    lead = (statement.speaker or "Somebody not named") if with_speaker else ""
    return Line(
        phrase.claim(brief, statement), lead=lead, bullet=not with_speaker, action=fact_source(fact.id)
    )


def _actor(fact: Fact, actor: Actor) -> Line:
    brief = fact.held.brief
    said = sum(s.speaker == actor.name for s in brief.statements)
    counts = [f"{len(actor.mentions)} mention{'s' * (len(actor.mentions) > 1)}"]
    if said:
        counts.append(f"{said} statement{'s' * (said > 1)}")
    return Line(
        phrase.listed(phrase.roles(brief, actor), 3) or actor.kind,
        lead=actor.name,
        note=" · ".join(counts),
        action=positions_of(actor.name) if said else fact_source(fact.id),
    )
