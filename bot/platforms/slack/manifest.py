"""The Slack app manifest, made from the declared commands: what one pastes to create the app."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from bot.command import Command
from bot.platforms.slack.ask import ASK

NAME = "On Record"
SHORTCUT = "show_sources"
SCOPES = {
    "chat:write": "post and answer",
    "commands": "/brief and /briefing, and the shortcuts",
    "channels:history": "look whether a post arrived whose answer was lost",
    "groups:history": "the same in private channels",
    "im:history": "the same in messages with the app",
    "im:write": "what is too long for an answer, and files, in messages with the app",
    "files:write": "exports",
    "users:read": "whether one who manages briefings is an admin",
    "channels:read": "which briefs go into channels of who opens the home page",
    "groups:read": "the same of private channels",
}

ROOTS = {"brief": "The news, with who said what", "briefing": "Schedules and feeds of the morning brief"}
HINT_LIMIT = 1000


def manifest(commands: Iterable[Command], address: str = "") -> dict[str, Any]:
    """For Socket Mode; with `address` (https://…/slack/events) for signed HTTP there."""
    delivered = {"request_url": address} if address else {}
    options = {"message_menu_options_url": address} if address else {}
    back = {"redirect_urls": [urljoin(address, "oauth_redirect")]} if address else {}
    ends = ["app_uninstalled", "tokens_revoked"] if address else []
    return {
        "display_information": {
            "name": NAME,
            "description": "The morning brief: every figure, quote and position one click from its sentence.",
            "background_color": "#1f3a2e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": "Ask On Record",
                    "type": "global",
                    "callback_id": ASK,
                    "description": "Who said what, with names completed as you type",
                },
                {
                    "name": "Show sources",
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": "The sentences of the article behind this brief",
                },
            ],
            "slash_commands": list(_slash_commands(commands, {"url": address} if address else {})),
        },
        "oauth_config": {**back, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", *ends], **delivered},
            "interactivity": {"is_enabled": True, **delivered, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _slash_commands(commands: Iterable[Command], delivered: dict[str, str]) -> Iterable[dict[str, Any]]:
    names: dict[str, list[str]] = {}
    for command in commands:
        names.setdefault(command.root, []).append(command.name)
    for root, known in names.items():
        yield {
            "command": f"/{root}",
            "description": ROOTS[root],
            "usage_hint": f"[{' | '.join(known)}]"[:HINT_LIMIT],
            "should_escape": root == "briefing",  # managers name channels: <#C0123|news>
            **delivered,
        }
