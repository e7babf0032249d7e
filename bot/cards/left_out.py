"""What filters leave out, each with the rule that does."""

from collections.abc import Sequence

from bot.card import Line, Section

SHOWN = 8


def left_out_section(dropped: Sequence[tuple[str, str]], name: str) -> tuple[Section, ...]:
    """Titles with their rules, of the schedule of that name; nothing where nothing is left out."""
    lines = [Line(title, note=rule, bullet=True) for title, rule in dropped[:SHOWN]]
    if len(dropped) > SHOWN:
        lines.append(Line(f"… and {len(dropped) - SHOWN} more", bullet=True))
    return (Section(tuple(lines), heading=f"Left out by the filters of {name}"),) if lines else ()
