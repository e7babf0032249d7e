"""A platform of which one process sends, whichever holds the lease of its token; the others stand by.

Who stands by does not connect: every command would be answered twice. A platform that other copies may
serve beside this one (signed HTTP) runs in all of them, and posts from one.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from bot.lease import Lease
from bot.platforms.platform import Direct, Platform, Post, RetryError
from briefs.errors import StoreError

log = structlog.get_logger()
BEAT = 2.0
"""Seconds between two signs of life."""
LOOK = 1.0
"""Seconds between two looks of who stands by."""
GLANCE = 0.1
STANDING_BY = "standing by: another copy sends"
NOT_RENEWED = "posts nothing: the store does not take that this copy sends"


class OneSender:
    def __init__(
        self,
        platform: Platform,
        lease: Lease,
        *,
        beside: bool = False,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`beside`: it may run without the lease."""
        self.name = platform.name
        self._platform = platform
        self._lease = lease
        self._beside = beside
        self._sleep = sleep
        self._others = False
        """Whether another had it when we looked last."""
        self._silent = False

    @property
    def ready(self) -> bool:
        return self._platform.ready and self._lease.fresh()

    @property
    def standing_by(self) -> bool:
        return self._others and not self._lease.held()

    @property
    def standing(self) -> str:
        """What `status` says of it, "" where it sends as it should."""
        if self.standing_by:
            return STANDING_BY
        if self._platform.ready and not self._lease.fresh():
            return NOT_RENEWED
        return str(getattr(self._platform, "standing", ""))

    async def run(self) -> None:
        keeper = asyncio.create_task(self._keep())
        try:
            await (self._platform.run() if self._beside else self._run_whenever_held())
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
            with contextlib.suppress(StoreError):
                await asyncio.to_thread(self._lease.release)

    async def send(self, post: Post) -> str:
        self._check()
        return await self._platform.send(post)

    async def direct(self, user: str, place: str) -> str:
        self._check()
        return await self._platform.direct(user, place) if isinstance(self._platform, Direct) else ""

    def _check(self) -> None:
        if not self._lease.fresh():
            raise RetryError("Another copy of the program sends now, or the store does not answer.")

    async def _run_whenever_held(self) -> None:
        """Until the platform ends by itself."""
        while True:
            await self._until(held=True)
            log.info("sends from here", platform=self.name)
            if await self._ended_while_held():
                return
            log.warning("another copy may send now; standing by", platform=self.name)

    async def _ended_while_held(self) -> bool:
        run, lost = asyncio.create_task(self._platform.run()), asyncio.create_task(self._until(held=False))
        try:
            await asyncio.wait({run, lost}, return_when=asyncio.FIRST_COMPLETED)
            if run.done():
                run.result()
            return run.done()
        finally:
            run.cancel()
            lost.cancel()
            await asyncio.gather(run, lost, return_exceptions=True)

    async def _until(self, *, held: bool) -> None:
        while self._lease.held() != held:  # noqa: ASYNC110  (a lease ends by the clock: nobody says so)
            await asyncio.sleep(GLANCE)

    async def _keep(self) -> None:
        while True:
            try:
                if self._lease.held():
                    await asyncio.to_thread(self._lease.renew)
                else:
                    self._others = not await asyncio.to_thread(self._lease.seize)
                self._silent = False
            except StoreError as error:
                if not self._silent:
                    log.error("lease not renewed", platform=self.name, reason=str(error))
                self._silent = True
            await self._sleep(BEAT if self._lease.held() else LOOK)
