"""What an owner is told when their briefs fail."""

from dataclasses import replace

from bot.card import Card, Line, Section
from bot.cards.schedule import placed
from bot.request import Request
from bot.subscription import Subscription
from bot.trouble import Notice


def trouble_card(notice: Notice) -> Card:
    many = len(notice.troubled) > 1
    return Card(
        "list",
        f"{len(notice.troubled)} of your briefs were not posted" if many else "Your brief was not posted",
        credit="On Record",
        sections=(Section(tuple(map(_line, notice.troubled))),),
        footer="/briefing status, in its server or workspace, says more. You are told once.",
    )


def _line(of: Subscription) -> Line:
    elsewhere = Request("status", {}, "briefing", platform=of.platform)
    if of.stopped:
        then = "It is stopped now: mend that, then say /briefing schedule resume in its channel."
    else:
        then = "It is tried again at its next hour."
    return replace(placed("", of, elsewhere), lead=of.name, note=f"{of.trouble} {then}")
