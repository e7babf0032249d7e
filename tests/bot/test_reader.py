"""The reader: it ..."""

from pathlib import Path

from structlog.testing import capture_logs

from bot.metrics import Metrics
from bot.reader import Reader
from briefs.sources import open_sources
from briefs.sources.child import Children
from tests.bot.newsroom import HARBOUR, Newsroom


async def test_tells_once_why_a_folder_is_not_read_and_reads_it_when_it_is_there(tmp_path: Path) -> None:
    folder, room = tmp_path / "news", Newsroom(tmp_path)
    async with Children(1) as children:
        reader = Reader(open_sources([folder], children), room.store, Metrics())
        with capture_logs() as said:
            for _ in range(3):
                assert await reader.tick() == 0
            folder.mkdir()
            (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
            assert await reader.tick() == 1
            (folder / "harbour.txt").unlink()
            folder.rmdir()
            await reader.tick()
    assert [line["reason"] for line in said] == [f"there is no folder {folder}"] * 2
