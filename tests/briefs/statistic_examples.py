"""Short ways to say what a sentence's figures are, for the tests of statistics."""

from briefs.extract.statistic import find_statistics
from briefs.model import Span, Statement, Statistic
from briefs.text import parse


def statistics_of(raw: str, *statements: Statement) -> tuple[Statistic, ...]:
    return find_statistics(parse(raw), statements)


def figures_of(raw: str) -> list[tuple[str, str]]:
    """(value, unit) of each figure: ("4.5", "USD"), ranges as ("10..12", "percent")."""
    return [(_value(found), found.unit or "-") for found in statistics_of(raw)]


def only(raw: str) -> Statistic:
    """The one statistic of a sentence."""
    (found,) = statistics_of(raw)
    return found


def printed(raw: str, span: Span | None) -> str | None:
    return span.of(raw) if span else None


def _value(found: Statistic) -> str:
    low = _plain(found.value)
    return low if found.upper is None else f"{low}..{_plain(found.upper)}"


def _plain(value: object) -> str:
    text = f"{value:.4f}"
    return text.rstrip("0").rstrip(".")
