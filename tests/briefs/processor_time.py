"""A limit of processor time: what grows with the text stays far below, what grows with its square far above.

Other work on the machine counts nothing, so the limit can be near and the text short.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    def end(*given: object) -> None:
        pytest.fail(f"it takes more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
