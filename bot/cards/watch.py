"""Watches: what one has found, and what is watched for here."""

from collections.abc import Sequence
from itertools import groupby

from bot.card import Action, Card, Line, Section
from bot.cards.fact import fact_line
from bot.filter import named
from bot.line import format_line
from briefs.store import Fact

WATCHED = "On Record · Watch"
SHOWN = 8
ALL = Action("All watches", "watches")


def shown(rule: str) -> str:
    """ "Ada Byron" of an actor, "“harbour wall”" of a phrase."""
    return named(rule, "actor") or f"“{rule}”"


def unwatch_line(rule: str) -> str:
    return _line("unwatch", rule)


def watch_line(rule: str) -> str:
    return _line("watch", rule)


def _line(command: str, rule: str) -> str:
    actor = named(rule, "actor")
    return format_line(command, {"actor": actor} if actor else {"phrase": rule})


def found_card(rule: str, facts: Sequence[Fact]) -> Card:
    """New quotes and figures by their articles, each with its source."""
    by_article = groupby(facts[:SHOWN], key=lambda fact: fact.held.number)
    groups = [list(group) for _, group in by_article]
    sections = [Section(tuple(map(fact_line, group)), heading=group[0].held.brief.title) for group in groups]
    if len(facts) > SHOWN:
        search = Action("Search", format_line("search", {"query": named(rule, "actor") or rule}))
        sections.append(Section((Line(f"… and {len(facts) - SHOWN} more", action=search),)))
    stop = Action("Stop watching", unwatch_line(rule))
    return Card("list", shown(rule), credit=WATCHED, sections=tuple(sections), actions=(stop, ALL))


def told_card(title: str, told: str, *actions: Action) -> Card:
    return Card("list", title, credit=WATCHED, sections=(Section((Line(told),)),), actions=(*actions, ALL))
