"""A call that is refused."""

from typing import Any


class RefusedError(Exception):
    """The work is refused with an error code of Slack's."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}
