"""A card as Slack messages: lists of Block Kit blocks, split at Slack's limits, never cut."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.card import Action, Card, Line, Section
from bot.platforms.slack.blocks import (
    LEAD_LIMIT,
    Buttons,
    KeepLine,
    context,
    footer,
    header,
    section,
    strip,
)
from bot.platforms.slack.rich_text import rich_text
from bot.platforms.slack.text import (
    TEXT_LIMIT,
    Block,
    channel,
    clean,
    escape,
    formats,
    mrkdwn,
    one_line,
    plain,
    shorten,
)

BLOCKS = 49
"""Slack takes 50; one is left for a mention."""
CHARACTERS = 10_000
"""Slack refuses messages of some 12,000 characters with msg_blocks_too_long; the limit is written nowhere
(slackapi/bolt-js issues 2509 and 2867)."""

MENTION = re.compile(r"[SUW][A-Z0-9]{2,}|here|channel|everyone")


def messages(card: Card, keep_line: KeepLine) -> list[list[Block]]:
    """At least one message; `keep_line` gives a token for a command line too long for a button."""
    packed = _packed(_groups(card, Buttons(keep_line)))
    return packed if packed[0] else [[{"type": "section", "text": plain("Nothing to show.")}]]


def preview(card: Card) -> str:
    """The text of a notification, and for who cannot see blocks."""
    first = next((line for part in card.sections for line in part.lines), Line(""))
    words = " – ".join(w for w in (card.title, first.lead, first.text) if w)
    return escape(shorten(words, 300)) or "On Record"


def mention(who: str) -> list[Block]:
    """The one block that may tell somebody: a user group, a user, or here, channel, everyone."""
    if not MENTION.fullmatch(who):
        return []
    sign = f"<!subteam^{who}>" if who.startswith("S") else f"<@{who}>" if who[0] in "UW" else f"<!{who}>"
    return [{"type": "section", "text": {"type": "mrkdwn", "text": sign}}]


def _groups(card: Card, buttons: Buttons) -> Iterator[list[Block]]:
    """Blocks that belong together, in reading order."""
    yield list(context(card.credit))
    if card.kind != "error":
        yield list(header(card.title))
    first, *others = _sections(card) or [Section(())]
    yield from _section(first, buttons)
    yield from _figures(card, buttons)
    for other in others:
        yield from _divider(card)
        yield from _section(other, buttons)
    yield from _divider(card)
    yield list(buttons.rows(card.actions))
    has_button = any(action.url == card.link for action in card.actions)
    yield list(footer(card.footer, "" if has_button else card.link))


def _sections(card: Card) -> list[Section]:
    """A digest's lines leave to the buttons beneath it what those do for all of them."""
    if card.kind != "digest":
        return list(card.sections)
    beneath = {_verb(action) for action in card.actions}
    return [
        replace(
            part,
            lines=tuple(replace(ln, action=None) if _verb(ln.action) in beneath else ln for ln in part.lines),
        )
        for part in card.sections
    ]


def _verb(action: Action | None) -> str:
    return action.command.partition(" ")[0] if action else ""


def _divider(card: Card) -> Iterator[list[Block]]:
    if card.kind == "digest":
        yield [{"type": "divider"}]


def _figures(card: Card, buttons: Buttons) -> Iterator[list[Block]]:
    """On a digest the sources are behind one button; elsewhere each figure has its own beside it."""
    if card.kind == "digest" or not any(f.action for f in card.figures):
        yield list(strip(card.figures))
    else:
        yield from _section(
            Section(tuple(Line(f.label, f.value, action=f.action) for f in card.figures)), buttons
        )


def _section(part: Section, buttons: Buttons) -> Iterator[list[Block]]:
    """Lines with nothing beside or beneath them flow together; each other one is a block of its own."""
    heading, flowing = part.heading, list[Line]()
    for line in part.lines:
        if not line.action and not line.note:
            flowing.append(line)
            continue
        yield from ([block] for block in rich_text(flowing, heading))
        yield list(_line(line, buttons))
        heading, flowing = "", []
    yield from ([block] for block in rich_text(flowing, heading))


def _line(line: Line, buttons: Buttons) -> Iterator[Block]:
    button = buttons.button(line.action) if line.action else None
    if button and (named := _named(line)):
        yield {"type": "section", "text": mrkdwn(named), "accessory": button}
        yield from context(line.note)
    elif button and not (line.quoted or line.marks or line.channels):
        yield from section(f"• {line.text}" if line.bullet else line.text, line.lead, button)
        yield from context(line.note)
    else:
        yield from rich_text([line])
        yield from context(line.note)
        if button:
            yield {"type": "actions", "elements": [button]}


def _named(line: Line) -> str:
    """The line as mrkdwn where it names channels; "" when rich text has to hold it."""
    if not line.channels or line.quoted or line.marks or formats(line.lead + line.text):
        return ""
    lead = f"*{escape(one_line(line.lead))}*  " if line.lead.strip() else ""
    text = "".join(channel(t) if kind == "channel" else escape(clean(t)) for t, kind in line.pieces())
    return lead + text if len(lead) <= LEAD_LIMIT and len(lead + text) <= TEXT_LIMIT else ""


def _packed(groups: Iterable[list[Block]]) -> list[list[Block]]:
    messages: list[list[Block]] = [[]]
    size = 0
    for unit in _units(groups):
        length = characters(unit)
        if size + length > CHARACTERS or len(messages[-1]) + len(unit) > BLOCKS:
            messages.append([])
            size = 0
        messages[-1] += unit
        size += length
    return messages


def _units(groups: Iterable[list[Block]]) -> Iterator[list[Block]]:
    """What stays in one message: a group, or each block of one that fits into none."""
    for group in groups:
        if len(group) <= BLOCKS and characters(group) <= CHARACTERS:
            yield group
        else:
            yield from ([block] for block in group)


def characters(part: object) -> int:
    """The characters of all texts and values in a block, or in several."""
    if isinstance(part, dict):
        shown = sum(len(part[name]) for name in ("text", "value") if isinstance(part.get(name), str))
        return shown + sum(characters(inner) for inner in part.values())
    return sum(map(characters, part)) if isinstance(part, list) else 0
