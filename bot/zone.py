"""Time zones by their names, such as people write them."""

import zoneinfo
from difflib import get_close_matches
from functools import cache

OFFERED = 25
OF_THIS_MACHINE = {"localtime", "Factory"}
"""Names that mean something else elsewhere."""


@cache
def zones() -> tuple[str, ...]:
    """Those of a region and a city first; "Etc/GMT+5" and "Singapore" are the same hours under old names."""
    named = zoneinfo.available_timezones() - OF_THIS_MACHINE
    return tuple(sorted(named, key=lambda z: ("/" not in z or z.startswith("Etc/"), z)))


def check_zone(name: str) -> str:
    """The name itself; ValueError with the nearest one when there is no such zone."""
    if name in zones():
        return name
    near = nearest_zone(name)
    hint = f"; did you mean {near}?" if near else ": write it as Europe/Berlin"
    raise ValueError(f"“{name}” is not a time zone{hint}")


def nearest_zone(name: str) -> str:
    """By city, else by its letters; "" when none is near."""
    written = {zone.casefold(): zone for zone in zones()}
    small = name.strip().casefold().replace(" ", "_")
    cities = [zone for zone in zones() if _city(zone) == small]
    near = cities or get_close_matches(small, written, n=1)
    return written[near[0].casefold()] if near else ""


def zones_like(typed: str) -> list[str]:
    """At most 25 whose name or city begins with what was typed."""
    small = typed.strip().casefold().replace(" ", "_")
    return [z for z in zones() if z.casefold().startswith(small) or _city(z).startswith(small)][:OFFERED]


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()
