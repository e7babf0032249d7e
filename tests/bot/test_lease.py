"""One sender for a token: a lease that another takes over when its holder is silent. It ..."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from bot import lease as leases
from bot.lease import FRESH, LEASE, Lease, fingerprint
from bot.migrations import BOT
from bot.schema import sender
from briefs.errors import StoreError
from briefs.store import migrate, open_engine, reading, writing
from tests.bot.clock import Seconds

TOKEN = fingerprint("discord", "a token")


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    migrate(engine, BOT)
    yield engine
    engine.dispose()


@pytest.fixture
def one(engine: Engine, clock: Seconds) -> Lease:
    return Lease(engine, TOKEN, clock)


@pytest.fixture
def other(engine: Engine, clock: Seconds) -> Lease:
    return Lease(engine, TOKEN, clock)


def holder(engine: Engine) -> str:
    with reading(engine) as connection:
        return str(connection.scalar(select(sender.c.holder)))


def test_it_is_of_one_process_and_each_token_has_its_own(
    engine: Engine, clock: Seconds, one: Lease, other: Lease
) -> None:
    assert one.seize()
    assert not other.seize()
    assert Lease(engine, fingerprint("discord", "another token"), clock).seize()


def test_it_stays_with_who_renews_it_however_long(clock: Seconds, one: Lease, other: Lease) -> None:
    one.seize()
    for _ in range(20):
        clock.now += 2
        one.renew()
        assert not other.seize()
        assert (one.held(), one.fresh()) == (True, True)


def test_it_goes_within_ten_seconds_to_another_when_its_holder_is_silent(
    clock: Seconds, one: Lease, other: Lease
) -> None:
    one.seize()
    silent = clock.now
    while not other.seize():
        clock.now += 1
    assert LEASE <= clock.now - silent <= 10
    assert other.held()
    assert not one.held()


def test_it_is_not_sent_with_any_more_before_another_may_take_it(
    clock: Seconds, one: Lease, other: Lease
) -> None:
    one.seize()
    other.seize()
    while one.fresh():
        assert not other.seize()
        clock.now += 0.25
    assert clock.now - 100 <= FRESH < LEASE


def test_it_is_free_at_once_when_it_is_given_back(one: Lease, other: Lease) -> None:
    one.seize()
    one.release()
    assert not one.held()
    assert other.seize()


def test_it_is_not_waited_for_when_its_holder_died_on_this_machine(
    engine: Engine, clock: Seconds, one: Lease
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    one.seize()
    with writing(engine) as connection:
        machine, _, number = holder(engine).split()
        connection.execute(sender.update().values(holder=f"{machine} {ended.pid} {number}"))
    assert Lease(engine, TOKEN, clock).seize()


def test_it_is_waited_for_when_its_holder_is_on_another_machine(
    engine: Engine, clock: Seconds, other: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(leases, "_machine", lambda: "elsewhere/1")
        elsewhere.setattr(os, "getpid", lambda: 2**22 + 1)  # more than any process of here
        Lease(engine, TOKEN, clock).seize()
    assert not other.seize()


def test_it_tells_who_was_away_that_another_has_it(clock: Seconds, one: Lease, other: Lease) -> None:
    one.seize()
    other.seize()
    clock.now += LEASE
    assert other.seize()
    one.renew()
    assert (one.held(), one.fresh()) == (False, False)
    assert not one.seize()


def test_it_is_kept_but_not_sent_with_while_the_store_takes_nothing(
    engine: Engine, clock: Seconds, one: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.seize()
    for _ in range(5):
        clock.now += 2
        with monkeypatch.context() as full:
            full.setattr(leases, "writing", _full)
            with pytest.raises(StoreError):
                one.renew()
    assert (one.held(), one.fresh()) == (True, False)
    one.renew()
    assert one.fresh()


def test_it_is_lost_when_the_store_does_not_answer_at_all(
    clock: Seconds, one: Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.seize()
    monkeypatch.setattr(leases, "writing", _full)
    monkeypatch.setattr(leases, "reading", _full)
    for _ in range(4):
        clock.now += 2
        with pytest.raises(StoreError):
            one.renew()
    assert not one.held()


def test_it_holds_a_fingerprint_and_not_the_token(engine: Engine, one: Lease) -> None:
    one.seize()
    with reading(engine) as connection:
        assert connection.scalar(select(sender.c.token)) == TOKEN
    assert TOKEN.startswith("discord ")
    assert "a token" not in TOKEN


def _full(_: Engine) -> None:
    raise StoreError("the store cannot grow: the disk is full")
