"""Cards as a reader of Discord sees them, for the README and for our own eyes.

python -m tests.platforms.preview_discord now "stats unit:percent" -o card.png    answers from seeds/
python -m tests.platforms.preview_discord example:digest example:hostile -o card.png
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.card import Card
from bot.config import Settings, SourceSettings
from bot.desk import open_desk
from bot.dispatcher import Dispatcher
from bot.platforms.platform import Post
from tests.bot.example_cards import CARDS
from tests.platforms.discord_room import Room, room
from tests.platforms.web_room import AT

SEEDS = Path(__file__).parents[2] / "seeds"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


@asynccontextmanager
async def reading(folder: Path) -> AsyncIterator[Dispatcher]:
    """The real commands over what stands in a folder, on a certain morning."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(store=f"{place}/preview.db", sources=(SourceSettings(folder=str(folder)),))
        async with open_desk(settings, lambda: AT) as desk:
            await desk.reader.tick()
            yield desk.dispatcher


async def preview(wanted: list[str], path: str, width: int) -> None:
    async with reading(SEEDS) as dispatcher, room(dispatcher=dispatcher) as here:
        here.env.backend.bot_user.name = "On Record"
        for number, line in enumerate(wanted):
            await here.platform.send(Post(str(here.channel.id), await card(dispatcher, line), f"{number}"))
        await picture(here, path, width)


async def card(dispatcher: Dispatcher, line: str) -> Card:
    if line.startswith("example:"):
        return CARDS[line.removeprefix("example:")]
    return (await dispatcher.answer(dispatcher.request(line))).card


async def picture(here: Room, path: str, width: int) -> None:
    """The channel from its first message to its last, as a PNG file."""
    shown = here.env.preview(here.channel, viewers=[here.reader], layout="channel", width=width, height=5000)
    async with shown as preview, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": width, "height": 5000}, device_scale_factor=1.5)
        await page.goto(preview.url)
        await page.wait_for_load_state("networkidle")
        await page.wait_for_timeout(1500)
        await page.screenshot(path=path, clip=await _messages(page))
        await browser.close()


async def _messages(page: Page) -> dict[str, float]:
    """The box around all messages."""
    boxes = [await message.bounding_box() for message in await page.locator("[data-message-id]").all()]
    found = [box for box in boxes if box]
    left, top = min(b["x"] for b in found), min(b["y"] for b in found)
    right, bottom = max(b["x"] + b["width"] for b in found), max(b["y"] + b["height"] for b in found)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top + 8}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cards", nargs="+", metavar="COMMAND")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--width", type=int, default=760)
    options = parser.parse_args()
    asyncio.run(preview(options.cards, options.output, options.width))
