"""What the managers' commands share: which schedule is meant, who may change it, who asks."""

from collections.abc import Sequence

from bot.audit import Author
from bot.context import Context
from bot.errors import UserError
from bot.line import Argument, format_line
from bot.request import Request
from bot.subscription import Subscription

SCHEDULE = Argument("schedule", "which one, where there are several", completes="schedule")
NAMED = 5
"""How many names an error offers."""


def chosen(context: Context, request: Request) -> Subscription:
    """The schedule that is named; else the one of this channel, or the only one of this place."""
    seen = context.schedules(request)
    if not seen:
        raise nothing_scheduled()
    asked = request.get("schedule")
    found = called(seen, asked) if asked else [s for s in seen if s.channel == request.channel] or seen
    if len(found) == 1:
        return found[0]
    told = "Which one?" if found else f"There is no schedule “{asked}” here."
    raise which(request, "schedule", told, found or seen)


def called(seen: Sequence[Subscription], name: str) -> list[Subscription]:
    """Those of the name, the chat's own before the host's; in a terminal a channel may tell them apart."""
    small = name.casefold()
    found = [s for s in seen if small in (s.name.casefold(), f"{s.name} {s.channel}".casefold())]
    return [s for s in found if s.owner == "chat"] or found


def which(request: Request, argument: str, told: str, among: Sequence[Subscription]) -> UserError:
    """The error that offers names for the argument."""
    alike = len({s.name for s in among}) < len(among)
    names = [f"{s.name} {s.channel}" if alike else s.name for s in among]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    again = [(n, format_line(request.name, {**request.arguments, argument: n})) for n in names[:NAMED]]
    return UserError(f"{told} Known here: {', '.join(names[:NAMED])}{more}.", tuple(again))


def nothing_scheduled() -> UserError:
    return UserError("No brief is scheduled here yet: /briefing schedule set says when.")


def changeable(of: Subscription) -> Subscription:
    """Raises UserError when the file owns it."""
    if of.owner == "file":
        raise UserError(f"config.yaml owns “{of.name}”: change it there, under subscriptions.")
    return of


def author(request: Request) -> Author:
    return Author(request.user or request.platform, request.platform, request.place)
