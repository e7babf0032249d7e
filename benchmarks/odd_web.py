"""How the program stands the web as it is: `python -m benchmarks.odd_web`.

Every feed and page of tests/briefs/odd_web.py, with the times and limits of the real program: how long the
event loop stood still, how much memory was taken, and which took longest. The server runs in this process
too, so sending megabytes is in the figures; `chrt -r 10` before the command keeps other programs out.
"""

import asyncio
import resource
import time
from pathlib import Path

from benchmarks.feeds import rss, stalls
from bot.loop import new_loop
from briefs.fetch import Fetcher
from briefs.politeness import Turns
from briefs.sources.child import Children
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.odd_web import CASES, tell

SHOWN = 5


async def main() -> None:
    taken, wrong, worst, most = {}, [], {}, rss()
    fetching = Fetcher(ALLOWED, turns=Turns(0))
    async with LoopbackWeb() as web, Children() as children, fetching as fetcher:
        await tell(CASES[0], web, fetcher, children)
        before = rss()
        for case in CASES:
            watch, begin = asyncio.create_task(stalls()), time.perf_counter()
            await asyncio.sleep(0)
            told = await tell(case, web, fetcher, children)
            taken[case.name] = time.perf_counter() - begin
            await asyncio.sleep(0.005)
            watch.cancel()
            worst[case.name] = 1000 * await watch
            wrong += [] if case.told in told else [(case.name, told[:100])]
            most = max(most, rss())
        ours = [peak(child.process.pid) for child in children._all if child.process]
    print(f"{len(CASES)} feeds and pages, {len(wrong)} told otherwise than expected {wrong or ''}")
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    print(
        f"memory: {before} MB before, {most} MB at most; children {ours} MB now, {ended} MB the largest ended"
    )
    for name, of, unit in (("longest", taken, "s"), ("worst stall", worst, "ms")):
        slow = sorted(of, key=lambda case: -of[case])[:SHOWN]
        print(f"{name}: " + ", ".join(f"{of[case]:.1f} {unit} {case}" for case in slow))


def peak(pid: int) -> int:
    said = Path(f"/proc/{pid}/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) // 1000


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main())
