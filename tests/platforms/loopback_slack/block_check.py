"""Slack's rules for blocks: the SDK's own validators, and what they leave out."""

from collections import Counter
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import Json, buttons, texts

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TOO_LONG = 12_000
KNOWN = {
    "header",
    "section",
    "context",
    "actions",
    "divider",
    "rich_text",
    "image",
    "input",
    "markdown",
    "table",
}


def problems(blocks: list[Json], limit: int = MESSAGE_BLOCKS) -> list[str]:
    found = [f"unsupported block: {block.get('type')}" for block in blocks if block.get("type") not in KNOWN]
    if len(blocks) > limit:
        found.append(f"no more than {limit} items allowed [json-pointer:/blocks]")
    found += [
        f"{name} stands twice"
        for name, n in Counter(b["action_id"] for b in buttons(blocks)).items()
        if n > 1
    ]
    if any(not text for text in texts(blocks)):
        found.append("must be more than 0 characters [json-pointer:/blocks/text]")
    for block in blocks:
        found += _text_objects(block)
    try:
        for parsed in Block.parse_all([block for block in blocks if block.get("type") in KNOWN]):
            parsed.validate_json()
    except SlackObjectFormationError as error:
        found.append(str(error))
    return found


def _text_objects(part: Any) -> list[str]:
    """What the SDK does not look at: the length of a text in a field or a context."""
    if isinstance(part, list):
        return [problem for inner in part for problem in _text_objects(inner)]
    if not isinstance(part, dict):
        return []
    found = _text_objects(list(part.values()))
    if part.get("type") in ("mrkdwn", "plain_text") and len(part["text"]) > 3000:
        found.append("must be less than 3001 characters")
    if any(len(field["text"]) > 2000 for field in part.get("fields", [])):
        found.append("must be less than 2001 characters [json-pointer:/fields]")
    return found


def too_long(blocks: list[Json]) -> bool:
    """chat.postMessage alone refuses what is long in all; response addresses do not."""
    return sum(map(len, texts(blocks))) > TOO_LONG


def check_blocks(blocks: list[Json], limit: int = 50) -> None:
    if found := problems(blocks, limit):
        raise RefusedError(
            "invalid_blocks", response_metadata={"messages": [f"[ERROR] {problem}" for problem in found]}
        )
