"""python -m tests.platforms.preview_discord digest listing -o card.png: cards as a reader of Discord sees them."""

import argparse
import asyncio

from playwright.async_api import async_playwright

from bot.platforms.platform import Post
from tests.bot.example_cards import CARDS
from tests.platforms.discord_room import Room, room

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


async def preview(names: list[str], path: str, height: int) -> None:
    async with room() as here:
        for number, name in enumerate(names):
            await here.platform.send(Post(str(here.channel.id), CARDS[name], f"preview {number}"))
        await picture(here, path, height)


async def picture(here: Room, path: str, height: int = 760, width: int = 760) -> None:
    """What the channel looks like now, as a PNG file."""
    shown = here.env.preview(
        here.channel, viewers=[here.reader], layout="channel", width=width, height=height
    )
    async with shown as page_server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
        await page.goto(page_server.url)
        await page.wait_for_load_state("networkidle")
        await page.wait_for_timeout(1500)
        await page.screenshot(path=path)
        await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", nargs="+", choices=sorted(CARDS))
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--height", type=int, default=760)
    wanted = parser.parse_args()
    asyncio.run(preview(wanted.cards, wanted.output, wanted.height))
