"""The seed's digest as each platform is given it, looked at and kept: a change of it is seen in the diff.

`python -m tests.platforms.test_golden` writes them anew.
"""

import asyncio
import io
import json
import re
import tempfile
from pathlib import Path

import pytest
from rich.console import Console

from bot.card import Card
from bot.cards.brief import brief_card
from bot.commands import declared
from bot.migrations import BOT
from bot.platforms.console import draw
from bot.platforms.discord.render import messages as discord_messages
from bot.platforms.slack.render import messages as slack_messages
from bot.platforms.web.view import View
from bot.state import State
from bot.story import newest_stories
from briefs import Article, read
from briefs.store import migrate, open_engine, open_store
from tests.platforms.web_room import AT, SEED

GOLDEN = SEED.parents[1] / "tests" / "golden"


def seed_card(folder: Path) -> tuple[Card, State]:
    engine = open_engine(str(folder / "held.db"))
    store = open_store(engine, lambda: AT)
    migrate(engine, BOT)
    store.add(read(Article("seed", SEED.read_text(encoding="utf-8"))))
    return brief_card(newest_stories(store, AT), "Morning brief", AT, "Europe/Berlin"), State(engine)


async def printed(folder: Path) -> dict[str, str]:
    card, state = seed_card(folder)
    console = Console(file=io.StringIO(), width=100)
    draw(card, console)
    return {
        "seed.discord.json": _json([v.to_components() for v in discord_messages(card, state.keep_line)]),
        "seed.slack.json": _json(slack_messages(card, state.keep_line)),
        "seed.web.html": _lines(View((), declared()).answer(card, AT, command="now", line="/brief now")),
        "seed.console.txt": console.file.getvalue(),  # type: ignore[attr-defined]
    }


def _json(payload: object) -> str:
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def _lines(html: str) -> str:
    return re.sub(r"\n\s*(?=\n)", "", html).strip() + "\n"


@pytest.mark.parametrize(
    "name", ["seed.discord.json", "seed.slack.json", "seed.web.html", "seed.console.txt"]
)
async def test_it_gives_the_seeds_digest_as_it_was_looked_at(name: str, tmp_path: Path) -> None:
    kept = (GOLDEN / name).read_text(encoding="utf-8")
    assert (await printed(tmp_path))[name] == kept, "look, then: python -m tests.platforms.test_golden"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for name, text in asyncio.run(printed(Path(place))).items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
