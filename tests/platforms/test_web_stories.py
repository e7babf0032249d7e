"""A feed added on the page in a real browser, its brief previewed and posted, and then what is new alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.config import SubscriptionSettings
from bot.delivery import Delivery
from bot.platforms.web import WebPlatform
from bot.slot import slot_card
from tests.bot.test_feed_commands import Desk
from tests.briefs.loopback_web import LoopbackWeb
from tests.platforms.browser import chromium
from tests.platforms.web_room import a_page, served
from tests.quality.stories import told

FIRE = told("development")[0].article
MORE = (
    "The fire was seen from the other side of the sound, and people there called the fire service too. "
    "The school of Kestrel Road has been a shelter twice before, after the storms of 1987 and 2004."
)
PROMISED = "Governor Olla Brisk promised 3 million crowns for those who lost their homes on Quay Street."


def feed(*paragraphs: str) -> str:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ansgar Courier</title>
<link>https://courier.example/</link><item><guid>fire</guid><title>{FIRE.title}</title>
<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate><description>{escape(html)}</description></item></channel></rss>"""


class Bench:
    """The page with real commands, feeds and deliveries; what ticks in the program is told to here."""

    def __init__(self, folder: Path, news: LoopbackWeb) -> None:
        self.desk = Desk(folder, news)
        room = self.desk.room
        room.subscriptions.seed(
            [
                SubscriptionSettings.model_validate(
                    {
                        "name": "morning",
                        "platform": "web",
                        "channel": "briefs",
                        "time": "20:00",
                        "timezone": "UTC",
                    }
                )
            ]
        )
        self.page = a_page(room.engine, self.desk.dispatcher, channels=("briefs",), now=room.clock)
        self.delivery = Delivery(
            room.ledger,
            {"web": self.page},
            lambda claim: slot_card(room.store, room.ledger.posted, claim, room.clock()),
        )

    async def pass_an_hour(self) -> None:
        self.desk.room.clock.forward(hours=1)
        await self.desk.reader.tick()

    async def deliver(self) -> None:
        await self.delivery.tick()
        await self.delivery.finish(5)


@asynccontextmanager
async def opened(web: WebPlatform) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page()
        page.set_default_timeout(15_000)
        await page.goto(web.url)
        yield page


async def typed(page: Page, line: str) -> Locator:
    """The answer to a command line, which stands under the posts."""
    await page.get_by_role("combobox", name="Command").fill(line)
    await page.keyboard.press("Enter")
    answer = page.locator(".private").last
    await expect(answer.locator("code")).to_contain_text(line.lstrip("/"))
    return answer


@pytest.mark.timeout(120)
async def test_a_feed_is_added_previewed_and_posted_and_its_change_is_posted_alone(tmp_path: Path) -> None:
    async with LoopbackWeb() as news:
        bench = Bench(tmp_path, news)
        paragraphs = [*FIRE.text.split("\n\n"), MORE]
        url = news.put("/feed", feed(*paragraphs), "text/xml")
        async with served(bench.page) as web, opened(web) as page:
            await expect(await typed(page, f"/briefing feed add url:{url}")).to_contain_text("Ansgar Courier")
            await bench.pass_an_hour()

            preview = await typed(page, "/briefing preview")
            await expect(preview).to_contain_text(FIRE.title or "")
            await expect(preview).to_contain_text("1 outlet, read just now")

            await expect(await typed(page, "/briefing run")).to_contain_text("On its way")
            await bench.deliver()
            posts = page.locator(".message[id]")
            await expect(posts).to_have_count(1)
            await expect(posts.last).to_contain_text("6.5 million crowns")

            news.put("/feed", feed(*paragraphs, PROMISED), "text/xml")
            await bench.pass_an_hour()
            await typed(page, "/briefing run")
            await bench.deliver()
            await expect(posts).to_have_count(2)
            await expect(posts.last).to_contain_text(f"Update: {FIRE.title}")
            await expect(posts.last).to_contain_text("3 million crowns")
            await expect(posts.last).not_to_contain_text("6.5 million crowns")

            await posts.last.get_by_role("button", name="Source").first.click()
            await expect(page.locator("mark")).to_contain_text("Governor Olla Brisk promised")
        await bench.desk.outside.close()
        await bench.desk.children.close()
