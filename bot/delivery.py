"""Take what is due, make its card, send it, and record what became of it."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

import structlog

from bot.card import Card, from_json, to_json
from bot.claim import Claim, Taken
from bot.late import marked_late
from bot.ledger import LEASE, Ledger
from bot.pace import flow
from bot.platforms.platform import (
    GoneError,
    Platform,
    Post,
    RejectedError,
    RetryError,
    SendError,
    UnknownError,
)
from bot.trouble import Lasting
from briefs.errors import StoreError

log = structlog.get_logger()
Answer = TypeVar("Answer")
NOTHING_NEW = "nothing new"
WITHIN = LEASE.total_seconds() - 20
"""Seconds a post may take: while its lease is ours nobody else sends it."""
PAUSE = 1.0
"""Seconds after which the store is asked again."""


class Delivery:
    """`make_card` gives the card of a claim, None when there is nothing new; it runs off the event loop.

    No more is claimed than can be sent soon; as posts end, more is claimed until `finish`.
    """

    def __init__(
        self, ledger: Ledger, platforms: Mapping[str, Platform], make_card: Callable[[Claim], Card | None]
    ) -> None:
        self._ledger = ledger
        self._platforms = platforms
        self._make_card = make_card
        self._under_way: dict[asyncio.Task[None], tuple[str, Taken]] = {}
        """Each with its platform."""
        self._filling: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._refills: dict[str, asyncio.Task[None]] = {}
        self._more: set[str] = set()
        """The platforms for which more was left than could be claimed."""
        self._finishing = False

    async def tick(self) -> None:
        """Start the delivery of everything that is due now."""
        self._finishing = False
        await asyncio.to_thread(self._ledger.open_due)
        for name in self._platforms:
            await self._fill(name)

    async def finish(self, within: float) -> None:
        """Wait for what is under way; what is left after `within` seconds keeps its lease and its key."""
        self._finishing = True
        for filling in list(self._filling.values()):
            async with filling:  # what is being claimed just now is sent as well
                pass
        await asyncio.gather(*self._refills.values())
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within)

    async def _fill(self, name: str) -> None:
        """Take until as many posts of a platform are under way as may be, or nothing is left."""
        async with self._filling[name]:
            while self._platforms[name].ready and not self._finishing and await self._take_some(name):
                pass

    async def _take_some(self, name: str) -> bool:
        """Whether to go on."""
        most, places = flow(name), self._places(name)
        room = min(most.of_a_place, most.at_once - places.total())
        busy = [place for place, count in places.items() if count >= most.of_a_place]
        some = await asyncio.to_thread(self._ledger.take, name, room, busy) if room > 0 else []
        under_way = {taken.id for _, taken in self._under_way.values()}
        for taken in some:
            if taken.id in under_way:  # a clock that jumped ended its lease, and it is not sent twice
                continue
            task = asyncio.create_task(self._deliver(taken))
            self._under_way[task] = name, taken
            task.add_done_callback(self._ended)
        all_taken = len(some) < room
        self._more = self._more - {name} if all_taken and not busy else self._more | {name}
        return room > 0 and not all_taken

    def _places(self, name: str) -> Counter[str]:
        """How many posts of each place of a platform are under way."""
        return Counter(taken.place for platform, taken in self._under_way.values() if platform == name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Room for others, which are claimed some at a time."""
        name, _ = self._under_way.pop(task)
        few = self._places(name).total() <= flow(name).at_once // 2
        if few and name in self._more and name not in self._refills and not self._finishing:
            self._refills[name] = asyncio.create_task(self._refill(name))

    async def _refill(self, name: str) -> None:
        try:
            await self._fill(name)
        except StoreError as error:
            log.error("nothing claimed", platform=name, reason=str(error))
        finally:
            del self._refills[name]

    async def _deliver(self, taken: Taken) -> None:
        claim = await _asked(lambda: self._ledger.claim(taken))
        if claim is None:
            return
        with structlog.contextvars.bound_contextvars(delivery=claim.key, subscription=claim.to.name):
            try:
                await self._send(claim)
            except StoreError as error:
                log.error("not sent", reason=str(error))
                reason = str(error)
                await _asked(lambda: self._ledger.postpone(claim, reason))
            except Exception as error:
                log.exception("delivery failed on our side")
                reason = f"an error on our side: {type(error).__name__}"
                await _asked(lambda: self._ledger.postpone(claim, reason))

    async def _send(self, claim: Claim) -> None:
        card, to = await asyncio.to_thread(self._card, claim), claim.to
        if card is None:
            await _asked(lambda: self._ledger.skipped(claim, NOTHING_NEW))
            log.info("skipped", reason=NOTHING_NEW)
            return
        post = Post(to.channel, card, claim.key, to.silent, to.mention, claim.tries > 0, to.place)
        try:
            message = await self._sent(to.platform, post)
        except SendError as error:
            log.warning("not sent", reason=str(error))
            refused = error
            await _asked(lambda: self._record(claim, refused))
        else:
            await _asked(lambda: self._ledger.sent(claim, message))
            log.info("sent", platform=to.platform, channel=to.channel, message=message)

    async def _sent(self, platform: str, post: Post) -> str:
        try:
            async with asyncio.timeout(WITHIN):
                return await self._platforms[platform].send(post)
        except TimeoutError as error:
            raise UnknownError("It took too long; it may have been posted.") from error

    def _card(self, claim: Claim) -> Card | None:
        if claim.card:
            return marked_late(from_json(claim.card), claim)
        card = self._make_card(claim)
        if card is not None:
            self._ledger.keep_card(claim, to_json(card))
        return card

    def _record(self, claim: Claim, error: SendError) -> None:
        match error:
            case GoneError():
                self._ledger.failed(claim, str(error), Lasting.FOR_GOOD)
            case RejectedError():
                self._ledger.failed(claim, str(error), Lasting.UNTIL_MENDED)
            case RetryError(after=after):
                self._ledger.postpone(claim, str(error), after=after)
            case UnknownError():
                self._ledger.postpone(claim, str(error), unknown=True)
            case _:
                self._ledger.postpone(claim, str(error))


async def _asked(ledger: Callable[[], Answer]) -> Answer:
    """What happened has happened: a store that is locked or full is asked until it answers."""
    while True:
        try:
            return await asyncio.to_thread(ledger)
        except StoreError as error:
            log.error("waits for the store", reason=str(error))
            await asyncio.sleep(PAUSE)
