"""Faults that a test asks for: the next calls of a method go wrong in this way."""

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """`error` answers 200 with that error, `status` an HTML page (429 with `retry_after`); `drop` cuts
    the connection before or after the work is done; `slow` waits that many seconds first. When it is
    `done` the work is done before all that, and only the answer goes wrong.
    """

    error: str = ""
    status: int = 0
    retry_after: int = 1
    drop: Literal["", "before", "after"] = ""
    slow: float = 0.0
    done: bool = False


class Faults:
    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        self._waiting[method].extend([fault] * times)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None
