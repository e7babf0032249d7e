from bot.platforms.seen import Seen


def test_it_knows_what_came_before() -> None:
    seen = Seen()
    assert [seen.again(delivery) for delivery in ("a", "b", "a")] == [False, False, True]


def test_it_forgets_the_oldest_when_it_is_full() -> None:
    seen = Seen(size=2)
    assert [seen.again(delivery) for delivery in ("a", "b", "c", "a", "c")] == [
        False,
        False,
        False,
        False,
        True,
    ]
