"""Claim what is due, make its card, send it, and record what became of it."""

import asyncio
from collections.abc import Callable, Mapping

import structlog

from bot.card import Card, from_json, to_json
from bot.ledger import Claim, Ledger
from bot.platforms.platform import Platform, Post, RejectedError, RetryError, SendError, UnknownError

log = structlog.get_logger()
NOTHING_NEW = "nothing new"


class Delivery:
    """`make_card` gives the card of a claim, None when there is nothing new; it runs off the event loop."""

    def __init__(
        self, ledger: Ledger, platforms: Mapping[str, Platform], make_card: Callable[[Claim], Card | None]
    ) -> None:
        self._ledger = ledger
        self._platforms = platforms
        self._make_card = make_card
        self._in_flight: set[asyncio.Task[None]] = set()

    async def tick(self) -> None:
        """Start the delivery of everything that is due now."""
        await asyncio.to_thread(self._ledger.open_due)
        ready = [name for name, platform in self._platforms.items() if platform.ready]
        for claim in await asyncio.to_thread(self._ledger.claim, ready):
            task = asyncio.create_task(self._deliver(claim))
            self._in_flight.add(task)
            task.add_done_callback(self._in_flight.discard)

    async def finish(self, within: float) -> None:
        """Wait for what is in flight; what is left after `within` seconds keeps its lease and its key."""
        if self._in_flight:
            await asyncio.wait(self._in_flight, timeout=within)

    async def _deliver(self, claim: Claim) -> None:
        with structlog.contextvars.bound_contextvars(delivery=claim.key, subscription=claim.to.name):
            try:
                await self._send(claim)
            except Exception as error:
                log.exception("delivery failed on our side")
                await asyncio.to_thread(
                    self._ledger.postpone, claim, f"an error on our side: {type(error).__name__}"
                )

    async def _send(self, claim: Claim) -> None:
        card, to = await asyncio.to_thread(self._card, claim), claim.to
        if card is None:
            await asyncio.to_thread(self._ledger.skipped, claim, NOTHING_NEW)
            log.info("skipped", reason=NOTHING_NEW)
            return
        post = Post(to.channel, card, claim.key, to.silent, to.mention, claim.tries > 0, to.place)
        try:
            message = await self._platforms[to.platform].send(post)
        except SendError as error:
            log.warning("not sent", reason=str(error))
            await asyncio.to_thread(self._record, claim, error)
        else:
            await asyncio.to_thread(self._ledger.sent, claim, message)
            log.info("sent", platform=to.platform, channel=to.channel, message=message)

    def _card(self, claim: Claim) -> Card | None:
        if claim.card:
            return from_json(claim.card)
        card = self._make_card(claim)
        if card is not None:
            self._ledger.keep_card(claim, to_json(card))
        return card

    def _record(self, claim: Claim, error: SendError) -> None:
        match error:
            case RejectedError():
                self._ledger.failed(claim, str(error))
            case RetryError(after=after):
                self._ledger.postpone(claim, str(error), after=after)
            case UnknownError():
                self._ledger.postpone(claim, str(error), unknown=True)
            case _:
                self._ledger.postpone(claim, str(error))
