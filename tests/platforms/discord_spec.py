"""Discord's own OpenAPI description, where it lies beside the checkout."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SPEC = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"

needs_spec = pytest.mark.skipif(
    not SPEC.exists(), reason="Discord's OpenAPI description is not beside the checkout"
)


@cache
def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(SPEC.read_text())
    return spec


@cache
def _validator(pointer: str) -> Draft202012Validator:
    """For the schema at a JSON pointer of the description."""
    return Draft202012Validator(
        {"$ref": f"#{pointer}", "components": _spec()["components"], "paths": _spec()["paths"]}
    )


@cache
def _route(method: str, path: str) -> tuple[str, dict[str, Any]]:
    """The description's path that `path` is an instance of; the one with the fewest variables."""
    fits = [
        (template.count("{"), template)
        for template, operations in _spec()["paths"].items()
        if method.lower() in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
    ]
    assert fits, f"Discord knows no {method} {path}"
    template = min(fits)[1]
    return template, _spec()["paths"][template][method.lower()]


def _pointer(*steps: str) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def check_request(method: str, path: str, body: object) -> None:
    template, operation = _route(method, path)
    if "requestBody" in operation and body is not None:
        steps = ("paths", template, method.lower(), "requestBody", "content", "application/json", "schema")
        _check(_pointer(*steps), body, f"{method} {path}")


def check_answer(method: str, path: str, status: int, body: object) -> None:
    template, operation = _route(method, path)
    code = str(status) if str(status) in operation["responses"] else f"{status // 100}XX"
    assert code in operation["responses"], f"{method} {path} never answers {status}"
    if status == 204:
        return
    if status >= 400:
        _check("/components/schemas/ErrorResponse", body, f"{status} of {method} {path}")
        return
    steps = ("paths", template, method.lower(), "responses", code, "content", "application/json", "schema")
    _check(_pointer(*steps), body, f"{status} of {method} {path}")


def check_schema(name: str, body: object) -> None:
    _check(f"/components/schemas/{name}", body, name)


def _check(pointer: str, body: object, what: str) -> None:
    error = next(iter(sorted(_validator(pointer).iter_errors(body), key=lambda e: len(e.path))), None)
    assert error is None, f"{what}: {'/'.join(map(str, error.path))}: {error.message[:300]}"
