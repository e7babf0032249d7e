"""Discord's refusals, as it words them."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10003, 10008, 10015, 10062
UNKNOWN_GUILD, UNKNOWN_APPLICATION = 10004, 10002
ACKNOWLEDGED, EMPTY, MISSING_PERMISSIONS, INVALID_FORM = 40060, 50006, 50013, 50035

WORDS = {
    UNKNOWN_CHANNEL: (404, "Unknown Channel"),
    UNKNOWN_GUILD: (404, "Unknown Guild"),
    UNKNOWN_APPLICATION: (404, "Unknown Application"),
    UNKNOWN_MESSAGE: (404, "Unknown Message"),
    UNKNOWN_WEBHOOK: (404, "Unknown Webhook"),
    UNKNOWN_INTERACTION: (404, "Unknown interaction"),
    ACKNOWLEDGED: (400, "Interaction has already been acknowledged."),
    EMPTY: (400, "Cannot send an empty message"),
    MISSING_PERMISSIONS: (403, "Missing Permissions"),
    INVALID_FORM: (400, "Invalid Form Body"),
    0: (401, "401: Unauthorized"),
}


class RefusedError(Exception):
    """`errors` is the tree of what is wrong with a form: {path: what}, the path dotted."""

    def __init__(self, code: int, errors: Mapping[str, str] | None = None) -> None:
        self.status, message = WORDS[code]
        self.body: dict[str, Any] = {"code": code, "message": message}
        if errors:
            self.body["errors"] = _tree(errors)
        super().__init__(message)


def _tree(errors: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, message in errors.items():
        node = tree
        for step in path.split("."):
            node = node.setdefault(step, {})
        node["_errors"] = [{"code": "BASE_TYPE_BAD_LENGTH", "message": message}]
    return tree


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Discord's content type has no charset; discord.py does not read JSON that has one."""
    body = json.dumps(data).encode()
    return web.Response(
        status=status, body=body, headers={**(headers or {}), "Content-Type": "application/json"}
    )
