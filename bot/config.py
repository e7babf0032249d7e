"""config.yaml -> frozen settings. Every mistake of the file is named at once, with its place in it."""

import datetime as dt
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.errors import ConfigError, sentence
from bot.filter import unknown_topics
from bot.value import (
    DAYS,
    GRACE,
    Address,
    AllowedNetwork,
    Date,
    Days,
    Grace,
    Keep,
    Mention,
    Name,
    Rules,
    Sources,
    StorePlace,
    Time,
    Topics,
    Zone,
)

Place = tuple[str | int, ...]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


EMPTY_IS_ON = BeforeValidator(lambda value: {} if value is None else value)
"""“discord:” with nothing behind it switches it on as “discord: {}” does."""


class PlatformSettings(Part):
    web: Annotated[WebSettings | None, EMPTY_IS_ON] = None
    discord: Annotated[DiscordSettings | None, EMPTY_IS_ON] = None
    slack: Annotated[SlackSettings | None, EMPTY_IS_ON] = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of those that are switched on."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)


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
    store: StorePlace = "data/onrecord.db"
    keep: Keep = dt.timedelta(days=90)
    """How long what was read is kept; what a post refers to stays as long as the post is kept."""
    grace: Grace = GRACE
    """How late a missed brief is posted at most."""
    sources: tuple[SourceSettings, ...] = ()
    fetch: FetchSettings = FetchSettings()
    platforms: PlatformSettings = PlatformSettings()
    topics: Topics = {}
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
        data = _plain(node, (), marks, mistakes) if node is not None else {}
    except RecursionError as error:
        raise ConfigError(f"{name}:1:1: is nested too deep, or within itself") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise ConfigError(f"{name}:{place}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}:1:1: is not YAML: {error}".replace("\n", " ")) from error
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
    return [sentence(f"{message[0].upper()}{message[1:]}") for message in messages]


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
        if subscription.platform not in settings.platforms.names:
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
