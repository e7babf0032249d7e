"""What the program says of itself when it has started: it ..."""

from pathlib import Path

from bot.banner import banner
from bot.config import Settings, SourceSettings
from tests.bot.newsroom import Newsroom


def test_names_the_first_sources_and_counts_the_rest(tmp_path: Path) -> None:
    feeds = tuple(SourceSettings(feed=f"https://{n}.example/") for n in range(12))
    said = banner(Settings(sources=feeds), {}, [], Newsroom(tmp_path).store)
    assert "reading  https://0.example/, " in said
    assert "https://4.example/, and 7 more\n" in said
