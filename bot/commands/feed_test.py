"""feed test: what is in a feed, without adding it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.card import Action, Card, Section
from bot.cards.feed import found_card
from bot.cards.left_out import left_out_section
from bot.command import Command
from bot.commands.feed import ADDRESS, found
from bot.commands.schedule import SCHEDULE, chosen
from bot.context import Context
from bot.line import format_line
from bot.request import Request
from bot.subscription import Subscription
from briefs.read import read

if TYPE_CHECKING:
    from briefs.sources.feed import Feed

LOOKED_AT = 50
"""Entries that the filters are tried on."""


def answer(context: Context, request: Request) -> Card:
    url, feed = found(context, request)
    add = Action("Add", format_line("briefing feed add", {"url": url}))
    card = found_card(feed.title or url, feed, url, (add,))
    sections = [
        section for to in _filtered(context, request) for section in _left_out(context, to, feed, url)
    ]
    return replace(card, sections=(*card.sections, *sections))


def _filtered(context: Context, request: Request) -> list[Subscription]:
    """The schedule that is named, or those of this channel, as far as they have filters."""
    if request.get("schedule"):
        return [chosen(context, request)]
    return [s for s in context.schedules(request) if s.channel == request.channel and s.filters]


def _left_out(context: Context, to: Subscription, feed: "Feed", url: str) -> tuple[Section, ...]:
    """By what the feed itself says: the pages are not asked for."""
    from briefs.sources.feed import own_words

    briefs = [read(own_words(entry, feed.title, url)) for entry in feed.entries[:LOOKED_AT]]
    rules = ((brief.title, to.filters.drops(brief, context.running.topics)) for brief in briefs)
    return left_out_section([(title, rule) for title, rule in rules if rule], to.name)


COMMAND = Command(
    "feed test", "What is in a feed, without adding it", answer, (ADDRESS, SCHEDULE), root="briefing"
)
