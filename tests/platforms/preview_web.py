"""python -m tests.platforms.preview_web page.png: the page with the seed's brief, as a reader sees it."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Page, expect

from tests.platforms.browser import chromium
from tests.platforms.web_room import seed_web

DESKTOP = {"viewport": {"width": 1180, "height": 600}, "device_scale_factor": 1.5}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


async def preview(path: str, lines: list[str], *, phone: bool, dark: bool) -> None:
    settings = (PHONE if phone else DESKTOP) | {"color_scheme": "dark" if dark else "light"}
    with tempfile.TemporaryDirectory() as folder:
        async with seed_web(Path(folder)) as web, chromium() as browser:
            page = await browser.new_page(
                **settings, locale="en-GB", timezone_id="Europe/Berlin", reduced_motion="reduce"
            )
            await page.goto(web.url)
            if not phone:
                await _fit(page)
            for line in lines:
                await _ask(page, line)
            await page.screenshot(path=path)


async def _fit(page: Page) -> None:
    """As high as the channel with its brief, so that the picture cuts nothing."""
    height = (
        "document.getElementById('messages').scrollHeight - document.getElementById('messages').clientHeight"
    )
    missing = await page.evaluate(height)
    width, now = DESKTOP["viewport"].values()
    await page.set_viewport_size({"width": width, "height": now + missing})


async def _ask(page: Page, line: str) -> None:
    answers = page.locator(".private")
    count = await answers.count()
    await page.get_by_role("combobox", name="Command").fill(line)
    await page.keyboard.press("Enter")
    await expect(answers).to_have_count(count + 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output")
    parser.add_argument(
        "--ask", metavar="LINE", action="append", default=[], help="a command line to type first"
    )
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--dark", action="store_true")
    wanted = parser.parse_args()
    asyncio.run(preview(wanted.output, wanted.ask, phone=wanted.phone, dark=wanted.dark))
