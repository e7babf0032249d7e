"""What the watches' commands share: where one posts, who may set it, which one is meant."""

from bot.cards.watch import shown, unwatch_line
from bot.commands.target import channel_of, platform_of
from bot.context import Context
from bot.errors import UserError
from bot.line import Argument
from bot.request import Request
from bot.watches import Watch

WORDS = Argument("words", "a name that was read, else a phrase", hidden=True)
ACTOR = Argument("actor", "a person or body: when they are quoted, or a figure names them", completes="actor")
PHRASE = Argument("phrase", "words that stand together: in quotes, and in sentences with figures")
NOT_ALLOWED = (
    "Those who manage the briefings here may set watches, for a watch posts for everybody. "
    "In direct messages with me anybody may have their own."
)


def alone(request: Request) -> bool:
    """Whether nobody but who asks reads along: a watch there bothers nobody else."""
    if request.platform == "slack":
        return request.channel.startswith("D")
    return request.platform == "discord" and not request.place


def place_of(context: Context, request: Request) -> tuple[str, str]:
    """The platform and the channel that a watch posts in. Raises UserError where who asks may set none."""
    if alone(request):
        return request.platform, request.channel
    if not request.manager:
        raise UserError(NOT_ALLOWED)
    platform = platform_of(context, request)
    return platform, channel_of(context, request, platform)


def here(context: Context, request: Request) -> list[Watch]:
    """Those that post in the channel, of the place for a manager; a terminal sees all."""
    if request.platform == "console":
        return context.watches.all()
    of_place = context.watches.of_place(request.platform, request.place)
    all_of_place = request.manager and not alone(request)
    return [w for w in of_place if all_of_place or w.channel == request.channel]


def may_remove(of: Watch, request: Request) -> bool:
    return request.manager or alone(request) or of.made_by == request.user


def which(watches: list[Watch], told: str = "Which one?") -> UserError:
    again = tuple((shown(w.rule), unwatch_line(w.rule)) for w in watches[:5])
    return UserError(told, again)
