"""How fast Slack is answered: `python -m benchmarks.slack_latency [COMMANDS]`.

From the envelope leaving the server to the acknowledgement, and to the answer at its response_url,
over loopback, with 50,000 facts stored. The server runs in the same process: its time counts too.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.store import example
from bot.app import utc_now
from bot.commands import declared
from bot.commands.context import Context
from bot.dispatcher import Dispatcher
from bot.ledger import Ledger
from bot.migrations import BOT
from bot.state import State
from bot.subscription import Subscriptions
from briefs.store import migrate, open_engine, open_store
from tests.platforms.loopback_slack import LoopbackSlack
from tests.platforms.slack_room import running, slack_platform

ARTICLES = 590  # of 85 facts
LINES = ("stats unit:percent", "quotes", "positions actor:Person0 Surname0", "search told", "now")
WARM_UP = 10


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(str(Path(folder, "held.db")))
        store = open_store(engine, utc_now)
        migrate(engine, BOT)
        for number in range(ARTICLES):
            store.add(example(number))
        subscriptions, ledger = Subscriptions(engine, utc_now), Ledger(engine, utc_now)
        context = Context(store, subscriptions, ledger, utc_now, "UTC", declared())
        dispatcher = Dispatcher(declared(), context)
        async with LoopbackSlack() as slack, running(slack, slack_platform(slack, State(engine), dispatcher)):
            print(f"{'ms':36}{'p50':>8}{'p99':>8}{'worst':>8}")
            for line in LINES:
                await _measure(slack, line, count)
        store.close()


async def _measure(slack: LoopbackSlack, line: str, count: int) -> None:
    acks, answers = [], []
    for number in range(WARM_UP + count):
        begin = time.perf_counter()
        await slack.command("/brief", line)
        taken = time.perf_counter() - begin
        ack = slack.acks[-1]
        assert ack is not None
        if number >= WARM_UP:
            acks.append(ack.after)
            answers.append(taken)
    for name, seconds in ((f"/brief {line}", answers), ("    acknowledged", acks)):
        seconds.sort()
        p50, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
        print(f"{name:36}{1000 * p50:8.1f}{1000 * p99:8.1f}{1000 * seconds[-1]:8.1f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 200))
