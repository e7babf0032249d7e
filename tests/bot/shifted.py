"""The program with its clock set forward, as often as one likes: `python -m tests.bot.shifted run --config FILE`.

For each number of seconds on stdin a process of its own runs what `onrecord run` does, with a clock so far
ahead; its pid is told on stdout before it begins, and its end afterwards. The libraries are loaded once.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module

from bot import app
from bot.__main__ import main

LATER = (
    "alembic.command",
    "pydantic.type_adapter",
    "bot.platforms.discord.platform",
    "bot.platforms.slack.platform",
)
"""What the program loads when it needs it."""


def live(ahead: timedelta) -> None:
    app.run = partial(app.run, now=lambda: datetime.now(UTC) + ahead)  # type: ignore[assignment]
    try:
        main()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:  # a traceback for the log, and not a second parent
        sys.excepthook(*sys.exc_info())
        os._exit(1)


if __name__ == "__main__":
    for module in LATER:
        import_module(module)
    for line in sys.stdin:
        if pid := os.fork():
            print("pid", pid, flush=True)
            _, status = os.waitpid(pid, 0)
            print("ended", os.waitstatus_to_exitcode(status), flush=True)
        else:
            live(timedelta(seconds=float(line)))
            os._exit(0)
