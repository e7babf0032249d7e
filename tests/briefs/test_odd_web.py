"""The web as it is: each feed and page of tests/briefs/odd_web.py ends in the line that people are told."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from briefs.fetch import Fetcher
from briefs.politeness import Turns
from briefs.sources.child import Children
from tests.briefs.loopback_web import ALLOWED, LoopbackWeb
from tests.briefs.odd_web import CASES, Case, tell

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECONDS = 0.8
"""For a request; what is too slow is too slow sooner."""

Tools = tuple[LoopbackWeb, Fetcher, Children]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def tools() -> AsyncIterator[Tools]:
    fetching = Fetcher(ALLOWED, seconds=SECONDS, turns=Turns(0))
    async with LoopbackWeb() as web, Children(1, seconds=10) as children, fetching as fetcher:
        yield web, fetcher, children


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_it_ends_in_the_line_that_people_are_told(case: Case, tools: Tools) -> None:
    told = await tell(case, *tools)
    assert case.told in told
    assert "\n" not in told
    assert "root:" not in told


async def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
