"""schedule set: when a brief is posted, where, and by which time zone."""

from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from bot.card import Card
from bot.cards.schedule import RULE, schedule_card
from bot.command import Command
from bot.commands.schedule import author, called, changeable, which
from bot.commands.target import channel_of, platform_of
from bot.config import SubscriptionSettings, sentences
from bot.context import Context
from bot.errors import UserError
from bot.filter import Topics, unknown_topics
from bot.line import Argument, format_line
from bot.request import Request
from bot.subscription import Subscription
from bot.wanted import comes_from
from bot.zone import nearest_zone

KEPT = (
    "name",
    "channel",
    "time",
    "days",
    "timezone",
    "when_empty",
    "mention",
    "silent",
    "sources",
    "language",
)
"""What a schedule that is there already keeps where nothing else is said."""
FILTERS = ("include", "exclude")


def answer(context: Context, request: Request) -> Card:
    platform = platform_of(context, request)
    channel = channel_of(context, request, platform)
    seen = [s for s in context.schedules(request) if s.platform == platform]
    held = _held(request, seen, channel)
    before = {name: getattr(held, name) for name in KEPT} if held else _new(request, seen, channel)
    given = {**_given(request, channel), "filters": _filters(request, held), "platform": platform}
    settings = _checked(request, {**before, **given}, context.running.topics)
    _check_sources(context, request, settings.sources)
    if held is None and not request.get("name"):
        name = _free_name(settings, {s.name for s in seen})
        settings = settings.model_copy(update={"name": name})
    to = context.subscriptions.put(settings, author(request), held)
    return schedule_card(to, request, context.now(), "Changed" if held else "Scheduled", footer=RULE)


def _held(request: Request, seen: list[Subscription], channel: str) -> Subscription | None:
    """The schedule to change: the one of the name, else the only one of the channel."""
    if name := request.get("name"):
        found = called(seen, name)
    else:
        found = [s for s in seen if s.channel == channel and s.owner == "chat"]
    if len(found) > 1:
        raise which(request, "name", "There are several: which one?", found)
    return changeable(found[0]) if found else None


def _new(request: Request, seen: list[Subscription], channel: str) -> dict[str, Any]:
    """What a new schedule is made of where nothing is said: the zone of the others here."""
    name = request.get("name")
    if not request.get("time") and name and seen:
        told = f"There is no schedule “{name}” here, and a new one needs its time: time:08:00."
        raise which(request, "name", told, seen)
    if not request.get("time"):
        raise UserError("A new schedule needs its time: time:08:00.")
    if not request.get("timezone") and not seen:
        raise UserError("A new schedule needs its time zone: timezone:Europe/Berlin.")
    return {"name": "new", "channel": channel, "timezone": seen[-1].timezone if seen else ""}


def _given(request: Request, channel: str) -> dict[str, Any]:
    given: dict[str, Any] = {name: request.get(name) for name in KEPT if request.get(name)}
    if "channel" in given:
        given["channel"] = channel
    if given.get("mention", "").casefold() == "none":
        given["mention"] = ""
    if "name" in given:
        given["name"] = " ".join(given["name"].replace('"', "'").split())
    return given


def _filters(request: Request, held: Subscription | None) -> dict[str, Any]:
    before = asdict(held.filters) if held else {}
    return before | {name: request.get(name) for name in FILTERS if request.get(name)}


def _checked(request: Request, wanted: dict[str, Any], topics: Topics) -> SubscriptionSettings:
    try:
        settings = SubscriptionSettings.model_validate(wanted)
    except ValidationError as error:
        raise UserError(" ".join(sentences(error)), _corrected(request)) from error
    for topic in unknown_topics((*settings.filters.include, *settings.filters.exclude), topics):
        known = f" Known: {', '.join(topics)}." if topics else ""
        raise UserError(f"There is no topic “{topic}”: config.yaml names them under topics.{known}")
    return settings


def _check_sources(context: Context, request: Request, wanted: tuple[str, ...]) -> None:
    """Raises UserError for a source that nothing is read from: it was misspelt, or is to be added first."""
    if not request.get("sources"):
        return
    feeds = [feed.url for feed in context.feeds(request)] if context.outside else []
    for name in wanted:
        if not any(comes_from(source, [name]) for source in (*feeds, *context.store.sources())):
            raise UserError(f"Nothing is read from “{name}” yet: /briefing feed add adds a feed.")


def _corrected(request: Request) -> tuple[tuple[str, str], ...]:
    """The same line with the time zone that was probably meant."""
    asked = request.get("timezone")
    near = nearest_zone(asked) if asked else ""
    if near in ("", asked):
        return ()
    return ((near, format_line(request.name, {**request.arguments, "timezone": near})),)


def _free_name(settings: SubscriptionSettings, taken: set[str]) -> str:
    """The part of the day, which the card's title begins with: "morning", or "morning 2"."""
    parts = ((5, "night"), (12, "morning"), (14, "midday"), (18, "afternoon"), (22, "evening"))
    part = next((name for until, name in parts if settings.time.hour < until), "night")
    names = (part if n == 1 else f"{part} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


COMMAND = Command(
    "schedule set",
    "When and where a brief is posted",
    answer,
    (
        Argument("time", "local time: 08:00, 8, 8am, 20:30"),
        Argument("days", "daily, weekdays, weekends, or a list: mon, wed, fri"),
        Argument("timezone", "whose local time, such as Europe/Berlin", completes="timezone"),
        Argument("channel", "where it is posted, if not here"),
        Argument("name", "what it is called, such as morning", completes="schedule"),
        Argument("when_empty", "when nothing is new: one line, or silence", choices=("line", "silent")),
        Argument("mention", "a role to mention with each brief; none to stop that"),
        Argument("silent", "post without a notification", choices=("yes", "no")),
        Argument(
            "language", "of our own words on the card; those of the articles stay", choices=("en", "de")
        ),
        Argument("sources", "only from these feeds, sites or folders: news.example, seeds; or all"),
        Argument(
            "include", "only articles with one of: harbour, solar farm, actor:Name, topic:energy, or none"
        ),
        Argument("exclude", "no articles with: football, publisher:Name, topic:energy, or none"),
        Argument("platform", "in a terminal: web, discord or slack", hidden=True),
    ),
    root="briefing",
)
