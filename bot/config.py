"""config.yaml -> frozen settings. Every mistake of the file is named at once, with its place in it."""

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.errors import ConfigError
from bot.filter import named, parse_rules, unknown_topics
from bot.zone import check_zone

Place = tuple[str | int, ...]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GRACE = dt.timedelta(hours=6)
DAY_WORDS = {"daily": DAYS, "weekdays": DAYS[:5], "weekends": DAYS[5:]}


def parse_time(value: object) -> object:
    """ "08:00", "8.00", "8", "8am": without am or pm of the 24 hours."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?: ?([ap])\.?m\.?)?", value.strip().casefold(), re.ASCII)
    if not match:
        raise ValueError(f"“{value}” is not a time: write it as 08:00")
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59 or (match[3] and not 1 <= hour <= 12):
        raise ValueError(f"“{value}” is not a time of day: 00:00 to 23:59")
    if match[3]:
        hour = hour % 12 + 12 * (match[3] == "p")
    return dt.time(hour, minute)


def parse_days(value: object) -> object:
    """ "weekdays", "daily", "weekends", or day names in any length: [mon, wed], "mon, wed"."""
    words = re.split(r"[\s,]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        return value
    days = {day for word in words for day in _days_of(str(word))}
    if not days:
        raise ValueError("name at least one day: daily, weekdays, weekends, or a list such as mon, wed, fri")
    return tuple(day for day in DAYS if day in days)


def _days_of(word: str) -> tuple[str, ...]:
    small = word.casefold()
    if small in DAY_WORDS:
        return DAY_WORDS[small]
    if small[:3] in DAYS and small in _full_name(small[:3]):
        return (small[:3],)
    raise ValueError(f"“{word}” is not a day: daily, weekdays, weekends, or a list such as mon, wed, fri")


def _full_name(day: str) -> tuple[str, ...]:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[DAYS.index(day)]
    return day, full, full[:4], full[:5]


def parse_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        date = dt.date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"“{value}” is not a date: write it as 2027-01-31") from None
    if not 2000 <= date.year < 2200:
        raise ValueError(f"“{value}” is too far away")
    return date


def parse_duration(value: object) -> object:
    """ "90 days", "6 hours", "30 min"."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d{1,5}) ?(days?|d|hours?|h|minutes?|min)", value.strip().casefold(), re.ASCII)
    if not match:
        raise ValueError(f"“{value}” is no length of time: write it as 90 days, 6 hours or 30 minutes")
    unit = {"d": dt.timedelta(days=1), "h": dt.timedelta(hours=1), "m": dt.timedelta(minutes=1)}
    return int(match[1]) * unit[match[2][0]]


def check_grace(value: dt.timedelta) -> dt.timedelta:
    if not dt.timedelta(minutes=1) <= value < dt.timedelta(days=1):
        raise ValueError("grace is from 1 minute to 23 hours: what is later is the next day’s")
    return value


def check_keep(value: dt.timedelta) -> dt.timedelta:
    if value < dt.timedelta(days=7):
        raise ValueError("keep is 7 days or more: a weekly brief looks back as far")
    return value


def parse_mention(value: object) -> object:
    """A role's id, bare or as Discord ("<@&123>") and Slack ("<!subteam^S123|@desk>") write it."""
    if not isinstance(value, str) or not value.strip():
        return value
    match = re.fullmatch(r"(?:<(?:@&|!subteam\^)(?=.*>))?([0-9A-Z]+)(?:\|[^>]*)?>?", value.strip(), re.ASCII)
    if not match:
        raise ValueError(f"“{value}” is not a role: choose it as a mention, or give its id")
    return match[1]


def parse_sources(value: object) -> object:
    """ "news.example, seeds", or a list; "all" for every source."""
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple):
        return value
    names = tuple(dict.fromkeys(name for word in words if (name := str(word).strip())))
    if any("\n" in name for name in names):
        raise ValueError("sources: each is a feed’s address, a site such as news.example, or a folder’s name")
    return () if [name.casefold() for name in names] == ["all"] else names


def parse_network(value: object) -> object:
    try:
        return ip_network(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"“{value}” is not a network: write it as 10.1.0.0/16") from None


def check_feed(value: str) -> str:
    if not re.match(r"https?://[^\s/]", value, re.IGNORECASE):
        raise ValueError(f"“{value}” is no address: it begins with http:// or https://")
    return value


def parse_topics(value: object) -> object:
    """By their names in small letters. Raises ValueError."""
    if not isinstance(value, dict):
        raise ValueError("topics are a block of “name: [word, phrase]” lines")
    for name in value:
        if re.search(r"[,:\n]", name):
            raise ValueError(f"“{name}” is no name of a topic: it has a comma or a colon")
    return {name.strip().casefold(): rules for name, rules in value.items()}


def check_topic(rules: tuple[str, ...]) -> tuple[str, ...]:
    if any(named(rule, "topic") for rule in rules):
        raise ValueError("a topic is made of words, actors and publishers, not of other topics")
    return rules


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Name = Annotated[str, Field(min_length=1, max_length=80)]
SourceName = Annotated[str, Field(max_length=500)]
Time = Annotated[dt.time, BeforeValidator(parse_time)]
Days = Annotated[tuple[str, ...], BeforeValidator(parse_days)]
Date = Annotated[dt.date, BeforeValidator(parse_date)]
Grace = Annotated[dt.timedelta, BeforeValidator(parse_duration), AfterValidator(check_grace)]
Keep = Annotated[dt.timedelta, BeforeValidator(parse_duration), AfterValidator(check_keep)]
Zone = Annotated[str, AfterValidator(check_zone)]
Mention = Annotated[str, BeforeValidator(parse_mention)]
Sources = Annotated[tuple[SourceName, ...], BeforeValidator(parse_sources)]
Address = Annotated[str, AfterValidator(check_feed)]
AllowedNetwork = Annotated[IPv4Network | IPv6Network, BeforeValidator(parse_network)]
Rules = Annotated[tuple[str, ...], BeforeValidator(parse_rules)]
Topic = Annotated[Rules, AfterValidator(check_topic)]


class SourceSettings(Part):
    """One of the two."""

    folder: Path | None = None
    feed: Address | None = None

    @model_validator(mode="after")
    def check_kind(self) -> Self:
        if (self.folder is None) == (self.feed is None):
            raise ValueError("a source is either “folder: …” or “feed: …”")
        return self


class FetchSettings(Part):
    allow: tuple[AllowedNetwork, ...] = ()
    """Networks that are not the public web and may be fetched from all the same: 10.1.0.0/16."""


class WebSettings(Part):
    host: Name = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080


class DiscordSettings(Part):
    pass


class SlackHttpSettings(Part):
    host: Name = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000


class SlackSettings(Part):
    managers: tuple[Name, ...] = ()
    """Ids of users (U0123ABCD) who manage briefings beside the workspace's admins."""
    http: SlackHttpSettings | None = None
    """Where Slack delivers by signed HTTP, to /slack/events; without it, Socket Mode."""


class PlatformSettings(Part):
    web: WebSettings | None = None
    discord: DiscordSettings | None = None
    slack: SlackSettings | None = None


class FilterSettings(Part):
    include: Rules = ()
    """Only articles for which one of these holds; with none all are taken."""
    exclude: Rules = ()


class SubscriptionSettings(Part):
    name: Name
    platform: Literal["web", "discord", "slack"]
    channel: Name
    time: Time
    days: Days = DAYS
    timezone: Zone
    when_empty: Literal["line", "silent"] = "line"
    mention: Mention = ""
    silent: bool = False
    sources: Sources = ()
    """Only from these: a feed's address, a site, a folder's name; () from all."""
    language: Literal["en", "de"] = "en"
    """Of the words on its cards that are ours."""
    filters: FilterSettings = FilterSettings()
    paused_until: Date | None = None
    """The first date on which it is posted again."""


class Settings(Part):
    store: Annotated[str, Field(min_length=1)] = "data/onrecord.db"
    keep: Keep = dt.timedelta(days=90)
    """How long what was read is kept; what a post refers to stays as long as the post is kept."""
    grace: Grace = GRACE
    """How late a missed brief is posted at most."""
    sources: tuple[SourceSettings, ...] = ()
    fetch: FetchSettings = FetchSettings()
    platforms: PlatformSettings = PlatformSettings()
    topics: Annotated[dict[str, Topic], BeforeValidator(parse_topics)] = {}
    """Names for what filters look for: `topic:energy`."""
    subscriptions: tuple[SubscriptionSettings, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(source.folder for source in self.sources if source.folder)

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(source.feed for source in self.sources if source.feed)


def load(path: Path) -> Settings:
    """The settings in the file; paths in them are relative to its folder.

    Raises ConfigError with one line a mistake: `config.yaml:LINE:COLUMN: what is wrong`.
    """
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    return parse(text, str(path), path.resolve().parent)


def parse(text: str, name: str, base: Path) -> Settings:
    marks: dict[Place, tuple[int, int]] = {(): (1, 1)}
    mistakes: list[tuple[Place, str]] = []
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise ConfigError(f"{name}:{place}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}:1:1: is not YAML: {error}".replace("\n", " ")) from error
    data = _plain(node, (), marks, mistakes) if node is not None else {}
    settings = None
    try:
        settings = Settings.model_validate({} if data is None else data)
    except ValidationError as error:
        mistakes += [(tuple(e["loc"]), _message(e)) for e in error.errors()]
    if settings is not None:
        mistakes += _disagreements(settings)
    if mistakes or settings is None:
        raise ConfigError(
            "\n".join(_line(name, marks, place, what) for place, what in _by_place(marks, mistakes))
        )
    return _based(settings, base)


def _plain(
    node: yaml.Node, place: Place, marks: dict[Place, tuple[int, int]], mistakes: list[tuple[Place, str]]
) -> Any:
    """The node as strings, lists and dicts; the types are pydantic's to decide, so 10:30 stays a time."""
    marks[place] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                mistakes.append(((*place, name), f"“{name}” stands here twice"))
            found[name] = _plain(value, (*place, name), marks, mistakes)
            marks[(*place, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, i), marks, mistakes) for i, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def sentences(error: ValidationError) -> list[str]:
    """What is wrong with one part, for people who do not see the file."""
    messages = [_message(e) for e in error.errors()]
    return [f"{message[0].upper()}{message[1:]}." for message in messages]


def _message(error: Any) -> str:
    place: Place = tuple(error["loc"])
    kind, value = error["type"], error.get("input")
    if kind == "extra_forbidden":
        return f"“{place[-1]}” is not known here{_suggestion(place)}"
    if kind == "missing":
        return f"“{place[-1]}” is missing"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "should be a block of “name: value” lines"
    if kind in ("tuple_type", "list_type"):
        return "should be a list, each entry on a line that begins with “- ”"
    message = error["msg"].removeprefix("Value error, ")
    return (
        message
        if kind == "value_error"
        else f"{place[-1] if place else 'the file'}: {message[0].lower()}{message[1:]}, not “{value}”"
    )


def _suggestion(place: Place) -> str:
    known = list(_fields(place[:-1]))
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    return f"; did you mean “{near[0]}”?" if near else f"; known are {', '.join(known) or 'none'}"


def _fields(place: Place) -> Iterator[str]:
    """The names allowed at a place of the file."""
    model: Any = Settings
    for part in place:
        if isinstance(part, str) and hasattr(model, "model_fields"):
            model = model.model_fields[part].annotation
        model = next((a for a in get_args(model) if isinstance(a, type) and issubclass(a, Part)), model)
    yield from getattr(model, "model_fields", {})


def _disagreements(settings: Settings) -> Iterator[tuple[Place, str]]:
    """What is right by itself and wrong together."""
    seen: set[str] = set()
    for i, subscription in enumerate(settings.subscriptions):
        if getattr(settings.platforms, subscription.platform) is None:
            yield (
                ("subscriptions", i, "platform"),
                f"“{subscription.platform}” is not switched on under platforms",
            )
        if subscription.name in seen:
            yield ("subscriptions", i, "name"), f"another subscription is named “{subscription.name}” already"
        seen.add(subscription.name)
        for name in ("include", "exclude"):
            for topic in unknown_topics(getattr(subscription.filters, name), settings.topics):
                yield ("subscriptions", i, "filters", name), f"there is no topic “{topic}” under topics"


def _by_place(
    marks: dict[Place, tuple[int, int]], mistakes: list[tuple[Place, str]]
) -> list[tuple[Place, str]]:
    return sorted(mistakes, key=lambda mistake: _mark(marks, mistake[0]))


def _mark(marks: dict[Place, tuple[int, int]], place: Place) -> tuple[int, int]:
    """Where a place is, or the nearest one around it that is printed."""
    while place not in marks:
        place = place[:-1]
    return marks[place]


def _line(name: str, marks: dict[Place, tuple[int, int]], place: Place, what: str) -> str:
    line, column = _mark(marks, place)
    return f"{name}:{line}:{column}: {what}"


def _based(settings: Settings, base: Path) -> Settings:
    sources = tuple(
        s.model_copy(update={"folder": base / s.folder}) if s.folder else s for s in settings.sources
    )
    store = settings.store if "://" in settings.store else str(base / settings.store)
    return settings.model_copy(update={"sources": sources, "store": store})
