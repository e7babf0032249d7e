"""Whether a post is lost or doubled when the program is killed: `python -m benchmarks.kills [KILLS] [SEED]`.

3,000 posts, due over some hours, on a Discord and a Slack on loopback; SIGKILL at random moments, the clock
set forward between two lives. On SQLite with one copy, then on PostgreSQL with two. See tests/bot/kills.py.
"""

import asyncio
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.bot.kills import Morning
from tests.postgres import running_postgres

POSTS = 3000


async def pass_by(name: str, store: str, folder: Path, copies: int, kills: int, seed: int) -> None:
    begin = time.monotonic()
    toll = await Morning(folder, store, POSTS, kills, seed).pass_by(copies)
    print(f"{name}, copies: {copies}, seed {seed}, {time.monotonic() - begin:.0f} s")
    print(f"  {toll.kills} kills, {toll.in_start} of them at start, {toll.in_flight} with deliveries claimed")
    print(f"  {toll.posts} posts: {toll.sent} sent, {len(toll.lost)} lost, {len(toll.doubled)} doubled")
    print(f"  up to {toll.unrecorded} at once stood there and were not recorded")
    print(f"  {toll.looks} looks at a history; {toll.recognised} known by their nonce")
    for what, times in Counter(toll.lost).most_common():
        print(f"  lost {times} times: {what}")
    said = (folder / "log").read_text()
    print(f"  tracebacks in the log: {said.count('Traceback')}", flush=True)
    if toll.lost or toll.doubled or "Traceback" in said:
        kept = shutil.copy(folder / "log", tempfile.mkdtemp())
        print(f"  the log: {kept}", flush=True)


def main(kills: int, seed: int, databases: list[str]) -> None:
    for name in databases:
        with tempfile.TemporaryDirectory() as folder:
            if name == "SQLite":
                asyncio.run(pass_by(name, f"{folder}/held.db", Path(folder), 1, kills, seed))
                continue
            with running_postgres() as server, server.new_database() as address:
                asyncio.run(pass_by(name, address, Path(folder), 2, kills, seed))


if __name__ == "__main__":
    kills, seed, *only = sys.argv[1:] + ["300", str(secrets.randbelow(10**6))][len(sys.argv[1:]) :]
    main(int(kills), int(seed), only or ["SQLite", "PostgreSQL"])
