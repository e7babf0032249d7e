"""The program, killed twenty times in the middle of its posts; three hundred times in benchmarks/kills.py."""

from pathlib import Path

from tests.bot.kills import Morning


async def test_a_program_that_is_killed_again_and_again_posts_each_once(tmp_path: Path) -> None:
    toll = await Morning(tmp_path, str(tmp_path / "held.db"), posts=100, kills=20, seed=5).pass_by()
    assert (toll.sent, toll.lost, toll.doubled) == (100, [], [])
    assert toll.kills == 20
    assert toll.in_flight > 0
    assert "Traceback" not in (tmp_path / "log").read_text()
