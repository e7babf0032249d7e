"""A tick: it ..."""

from structlog.testing import capture_logs

from bot.app import in_one_line
from bot.metrics import Metrics
from briefs.errors import StoreError


async def test_says_once_that_the_store_does_not_answer_and_once_that_it_does_again() -> None:
    answers = iter(["the disk is full", "the disk is full", "it is locked", "", "", "the disk is full"])

    async def tick() -> None:
        if reason := next(answers):
            raise StoreError(reason)

    run = in_one_line("feeds", tick, Metrics())
    with capture_logs() as said:
        for _ in range(6):
            await run()
    assert [(line["event"], line.get("reason")) for line in said] == [
        ("tick failed", "the disk is full"),
        ("tick failed", "it is locked"),
        ("tick works again", None),
        ("tick failed", "the disk is full"),
    ]
