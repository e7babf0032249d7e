"""What one setting may be, wherever it is written: in config.yaml or in a command."""

import datetime as dt
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from bot.filter import named, parse_rules
from bot.zone import check_zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GRACE = dt.timedelta(hours=6)
PASSWORD = re.compile(r"[^/:]*:[^@]+@|.*[?&](?:ssl)?password=")
"""In the address of a server, behind its “//”."""
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


def days_said(days: tuple[str, ...]) -> str:
    """ "weekdays", or "Mon, Wed"."""
    word = next((word for word, meant in DAY_WORDS.items() if meant == days), "")
    return word or ", ".join(day.title() for day in days)


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
    if "@" in re.split(r"[/?#]", value, maxsplit=3)[2]:
        raise ValueError("an address that holds a name or password is not kept: leave them out")
    return value


def check_store(value: str) -> str:
    """A path, or the address of a server; who writes a password into it does not read it in the log."""
    kind, divided, server = value.partition("://")
    if divided and not re.fullmatch(r"sqlite|postgresql(\+psycopg)?", kind):
        raise ValueError(f"“{kind}://” is no store: name a file, or postgresql://user@host/database")
    if divided and PASSWORD.match(server):
        raise ValueError("a password does not stand here: set PGPASSWORD, or PGPASSFILE to a file with it")
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


Name = Annotated[str, Field(min_length=1, max_length=80)]
SourceName = Annotated[str, Field(max_length=500)]
StorePlace = Annotated[str, Field(min_length=1), AfterValidator(check_store)]
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
Topics = Annotated[dict[str, Topic], BeforeValidator(parse_topics)]
