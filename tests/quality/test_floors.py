"""The gate: no figure of quality falls under its floor."""

import logging

import pytest

from tests.quality.floors import available, floors, measured


@pytest.mark.parametrize("name", available())
def test_it_stays_above_its_floor(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="briefs"):
        now = measured(name)
    assert caplog.messages == [], "an extractor broke"
    fallen = {key: (now.get(key), floor) for key, floor in floors()[name].items() if now.get(key, 0) < floor}
    assert not fallen, f"{name}: measured, floor: {fallen}"
