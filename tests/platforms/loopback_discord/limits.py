"""What Discord refuses in a message or a command, checked here without the bot's own code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.platforms.loopback_discord.error import EMPTY, INVALID_FORM, RefusedError
from tests.platforms.loopback_discord.world import COMPONENTS_V2

Json = Mapping[str, Any]
LINK = 5


def check_message(body: Json) -> None:
    if not any(body.get(part) for part in ("content", "embeds", "components")):
        raise RefusedError(EMPTY)
    if errors := dict(message_errors(body)):
        raise RefusedError(INVALID_FORM, errors)


def message_errors(body: Json) -> Iterator[tuple[str, str]]:
    if size(body.get("content") or "") > 2000:
        yield "content", "Must be 2000 or fewer in length."
    if size(str(body.get("nonce") or "")) > 25:
        yield "nonce", "Must be 25 or fewer in length."
    components = body.get("components") or []
    if (body.get("flags") or 0) & COMPONENTS_V2:
        if body.get("content") or body.get("embeds"):
            yield "content", "The 'content' field cannot be used with MessageFlags.IS_COMPONENTS_V2"
        yield from layout_errors(components)
        yield from file_errors(components, [file["filename"] for file in body.get("files") or []])


def layout_errors(components: Sequence[Json]) -> Iterator[tuple[str, str]]:
    every = [(path, c) for n, top in enumerate(components) for path, c in walk(top, f"components.{n}")]
    if len(every) > 40:
        yield "components", "The total number of components must be 40 or fewer."
    if sum(size(c.get("content", "")) for _, c in every) > 4000:
        yield "components", "The text of all components must be 4000 or fewer in length."
    ids = [c["custom_id"] for _, c in every if "custom_id" in c]
    if len(ids) != len(set(ids)):
        yield "components", "Component custom id cannot be duplicated"
    for path, component in every:
        yield from component_errors(path, component)


def file_errors(components: Sequence[Json], sent: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every file component shows a file that was sent, and every file sent is shown."""
    shown = [c["file"]["url"] for top in components for _, c in walk(top) if c["type"] == 13]
    if sorted(shown) != sorted(f"attachment://{name}" for name in sent):
        yield "components", "The referenced attachment was not found"


def component_errors(path: str, component: Json) -> Iterator[tuple[str, str]]:
    match component["type"]:
        case 2:  # button
            yield from button_errors(path, component)
        case 1:  # row
            if not 1 <= len(component["components"]) <= 5:
                yield f"{path}.components", "Must be between 1 and 5 in length."
        case 9:  # section
            if not 1 <= len(component["components"]) <= 3 or "accessory" not in component:
                yield path, "A section needs an accessory and 1 to 3 texts."
        case 10:  # text
            if not component["content"].strip():
                yield f"{path}.content", "This field is required"
        case 13 | 14 | 17:  # file, rule, container
            pass
        case other:
            yield f"{path}.type", f"Type {other} is not one this server knows."


def button_errors(path: str, button: Json) -> Iterator[tuple[str, str]]:
    if not 1 <= size(button.get("label") or "") <= 80:
        yield f"{path}.label", "Must be between 1 and 80 in length."
    if button["style"] == LINK:
        url = button.get("url") or ""
        if not re.match(r"(https?|discord)://[^\s]+$", url) or len(url) > 512 or button.get("custom_id"):
            yield f"{path}.url", "Not a well formed URL."
    elif not 1 <= size(button.get("custom_id") or "") <= 100 or button.get("url"):
        yield f"{path}.custom_id", "Must be between 1 and 100 in length."


def walk(component: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    yield path, component
    for n, child in enumerate(component.get("components", [])):
        yield from walk(child, f"{path}.components.{n}")
    if "accessory" in component:
        yield from walk(component["accessory"], f"{path}.accessory")


def size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_commands(commands: Sequence[Json]) -> None:
    errors = {"": "There can be only 100 of them."} if len(commands) > 100 else {}
    for n, command in enumerate(commands):
        errors.update(dict(command_errors(str(n), command)))
        if longest(command) > 8000:
            errors[str(n)] = "Command exceeds maximum size (8000)"
    if errors:
        raise RefusedError(INVALID_FORM, errors)


def longest(command: Json) -> int:
    """The characters of its names, descriptions and values, each in the language that takes most."""
    own = 0
    for field in ("name", "description"):
        texts = [command.get(field) or "", *(command.get(f"{field}_localizations") or {}).values()]
        own += max(map(size, texts))
    own += size(command.get("value") or "")
    return own + sum(longest(c) for part in ("options", "choices") for c in command.get(part) or [])


def command_errors(path: str, command: Json) -> Iterator[tuple[str, str]]:
    for name in (command["name"], *(command.get("name_localizations") or {}).values()):
        if not re.fullmatch(r"[-_'\w]{1,32}", name) or name != name.lower():
            yield f"{path}.name", "Command name is invalid"
    for text in (command["description"], *(command.get("description_localizations") or {}).values()):
        if not 1 <= size(text) <= 100:
            yield f"{path}.description", "Must be between 1 and 100 in length."
    options = command.get("options") or []
    if len(options) > 25:
        yield f"{path}.options", "Must be 25 or fewer in length."
    if [bool(o.get("required")) for o in options] != sorted(
        (bool(o.get("required")) for o in options), reverse=True
    ):
        yield f"{path}.options", "Required options must be placed before non-required options"
    for language in {None, *(at for o in options for at in o.get("name_localizations") or {})}:
        names = [(o.get("name_localizations") or {}).get(language, o["name"]) for o in options]
        if len(names) != len(set(names)):
            yield f"{path}.options", "Option names must be unique"
    choices = command.get("choices") or []
    if len(choices) > 25 or any(not 1 <= size(c["name"]) <= 100 for c in choices):
        yield f"{path}.choices", "Must be 25 or fewer, of 1 to 100 characters."
    for n, option in enumerate(options):
        yield from command_errors(f"{path}.options.{n}", option)
