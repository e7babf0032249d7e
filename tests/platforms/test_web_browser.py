"""The page in a real browser. Every test also sees to it that the console stays empty and that nothing
but the page's own server is asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.card import Card, CardFile
from bot.platforms.platform import Post
from bot.platforms.web import WebPlatform
from tests.bot.example_cards import digest, hostile, listing
from tests.bot.example_commands import example_dispatcher
from tests.platforms.browser import chromium
from tests.platforms.web_room import SEED, a_page, empty_engine, seed_web, served

pytestmark = pytest.mark.asyncio(loop_scope="module")
PATIENCE = 15_000
"""Milliseconds: a machine that runs other tests beside these is slow."""
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def web(tmp_path) -> AsyncIterator[WebPlatform]:
    engine = empty_engine(tmp_path)
    async with served(a_page(engine)) as web:
        await web.send(Post("briefs", digest, "k1"))
        yield web
    engine.dispose()


@asynccontextmanager
async def visit(browser: Browser, web: WebPlatform, **settings) -> AsyncIterator[Page]:
    settings = {"timezone_id": "Europe/Berlin", "locale": "en-GB", "reduced_motion": "reduce"} | settings
    context = await browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    try:
        await page.goto(web.url)
        yield page
        assert complaints == []
        assert [address for address in asked if not address.startswith((web.url, "data:"))] == []
    finally:
        await context.close()


async def test_it_answers_from_the_seed_and_shows_the_sentence_of_a_fact(browser, tmp_path):
    async with seed_web(tmp_path) as web, visit(browser, web) as page:
        await expect(page.locator(".digest-card .title")).to_be_visible()
        await page.get_by_role("combobox", name="Command").fill("/brief positions actor:Kaja Kallas")
        await page.keyboard.press("Enter")
        answer = page.locator(".private")
        await expect(answer).to_contain_text("Kaja Kallas")
        said = await answer.locator(".line .text").first.inner_text()
        await answer.get_by_role("button", name="Source").first.click()
        sentence = page.locator("mark")
        await expect(sentence).to_be_visible()
        marked = await sentence.inner_text()
        assert marked in SEED.read_text(encoding="utf-8")
        assert said.split()[-1].strip("“”.,") in marked


async def test_it_keeps_a_list_while_its_entries_are_looked_into_one_after_the_other(browser, tmp_path):
    async with seed_web(tmp_path) as web, visit(browser, web) as page:
        answers = page.locator(".private")
        await page.get_by_role("button", name="Positions", exact=False).last.click()
        await expect(answers).to_have_count(1)
        everybody = await answers.first.locator(".line").count()
        for entry in (0, 1):
            asked = answers.first.get_by_role("button", name="Positions").nth(entry)
            await asked.click()
            await expect(answers.nth(1).locator("code")).to_contain_text(
                await asked.get_attribute("value") or "?"
            )
        await expect(answers).to_have_count(2)
        await expect(answers.first.locator(".line")).to_have_count(everybody)


async def test_it_completes_commands_arguments_and_values_from_the_keyboard(browser, web):
    async with visit(browser, web) as page:
        box, options = page.get_by_role("combobox", name="Command"), page.get_by_role("option")
        await page.locator("#messages").focus()
        await page.keyboard.press("/")
        await expect(options).to_have_count(len(example_dispatcher().commands))
        await expect(box).to_have_attribute("aria-expanded", "true")
        await page.keyboard.type("pos")
        await expect(options).to_have_count(1)
        await page.keyboard.press("Enter")
        await expect(box).to_have_value("/brief positions ")
        await expect(options.first).to_contain_text("share:")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await expect(box).to_have_attribute("aria-activedescendant", "option-1")
        await page.keyboard.press("Enter")
        await expect(box).to_have_value("/brief positions actor:")
        await page.keyboard.type("teo")
        await expect(options).to_have_count(1)
        await page.keyboard.press("Tab")
        await expect(box).to_have_value('/brief positions actor:"Teo Brandl" ')
        await page.keyboard.press("Enter")
        await expect(page.locator(".private")).to_contain_text(listing.title)
        await expect(box).to_have_value("")
        await page.keyboard.press("ArrowUp")
        await expect(box).to_have_value('/brief positions actor:"Teo Brandl"')


async def test_it_turns_pages_in_place_and_shows_sources_beneath(browser, web):
    async with visit(browser, web) as page:
        answers = page.locator(".private")
        await page.get_by_role("button", name="Statistics 25").press("Enter")
        await expect(answers).to_have_count(1)
        await expect(answers.first).to_be_focused()
        await expect(answers.first).to_contain_text("Only you can see this")
        await answers.first.get_by_role("button", name="Next").click()
        await expect(answers.first.locator("code")).to_have_text("/brief stats page:3")
        await answers.first.get_by_role("button", name="Source").nth(2).click()
        await expect(answers).to_have_count(2)
        await expect(answers.nth(1).locator("mark")).to_contain_text("“It is a tax on the tide,”")
        await page.keyboard.press("Escape")
        await expect(answers).to_have_count(1)
        await expect(page.get_by_role("button", name="Source of 3.4 million tonnes")).to_be_focused()


async def test_it_puts_the_right_answer_in_the_place_of_a_question_that_failed(browser, web):
    async with visit(browser, web) as page:
        answers = page.locator(".private")
        await page.get_by_role("combobox", name="Command").fill("positions actor:Ilse Vargo")
        await page.keyboard.press("Enter")
        await expect(answers).to_contain_text("Nobody called “Ilse Vargo”")
        await answers.get_by_role("button", name="Ilse Varga").click()
        await expect(answers).to_contain_text(listing.title)
        await expect(answers).to_have_count(1)


def text_of(place: Path) -> str:
    return place.read_text(encoding="utf-8")


async def test_it_gives_the_file_of_a_card_for_download(browser, web):
    file = CardFile("facts.csv", "fact,text\n1,“a tax on the tide”\n")
    await web.send(Post("briefs", Card("list", "Facts as a file", file=file), "k2"))
    async with visit(browser, web) as page:
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Download facts.csv").click()
        got = await download.value
        assert got.suggested_filename == "facts.csv"
        assert text_of(await got.path()) == file.text


async def test_it_shows_posts_as_they_come_and_marks_other_channels(browser, web):
    async with visit(browser, web) as page, visit(browser, web) as other:
        await page.get_by_role("combobox", name="Command").fill("stats share:yes")
        await page.keyboard.press("Enter")
        for one in (page, other):
            await expect(one.locator(".message[id]")).to_have_count(2)
            await expect(one.locator(".message[id]").last).to_contain_text(listing.title)
        await web.send(Post("trade desk", digest, "k2"))
        await expect(page.get_by_role("link", name="trade desk").locator(".unread")).to_be_visible()
        await expect(page.locator(".message[id]")).to_have_count(2)


async def test_it_catches_up_after_the_connection_was_lost(browser, tmp_path):
    engine = empty_engine(tmp_path)
    web = a_page(engine)
    async with served(web):
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(web.url)
        await expect(page.get_by_text("Nothing has been posted here yet.")).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text("Connection lost, trying again …")
    async with served(web):
        await web.send(Post("briefs", digest, "k1"))
        await expect(page.locator(".message")).to_have_count(1)
        await expect(page.get_by_role("status")).to_have_text("")
        await context.close()
    engine.dispose()


async def test_it_fits_a_phone_whatever_a_card_holds(browser, web):
    await web.send(Post("briefs", hostile, "k2"))
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    async with visit(browser, web, **phone) as page:
        await expect(page.locator(".message")).to_have_count(2)
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        assert await page.evaluate("document.documentElement.scrollHeight") == 740
        widest = (
            "Math.max(...[...document.querySelectorAll('.card *')].map(e => e.getBoundingClientRect().right))"
        )
        assert await page.evaluate(widest) <= 360


async def test_it_shows_posts_and_answers_without_javascript(browser, web):
    async with visit(browser, web, java_script_enabled=False) as page:
        await expect(page.locator(".digest-card")).to_contain_text(digest.title)
        await page.get_by_role("button", name="Statistics 25").click()
        await expect(page.locator(".private")).to_contain_text(listing.title)
        await expect(page.get_by_role("button", name="Dismiss")).to_have_count(0)


async def test_it_is_entered_by_a_link_from_another_site(browser, tmp_path):
    engine = empty_engine(tmp_path)
    async with served(a_page(engine, token="secret")) as web, served(a_page(engine)) as other:
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(other.url.replace("127.0.0.1", "localhost"))
        await page.evaluate("address => { location.href = address }", f"{web.url}?token=secret")
        await expect(page.get_by_role("combobox", name="Command")).to_be_visible()
        assert page.url == f"{web.url}c/briefs"
        await context.close()
    engine.dispose()


async def contrast(page: Page) -> list[str]:
    """The texts that stand out less from their ground than WCAG 2.2 asks (1.4.3, level AA)."""
    script = (Path(__file__).parent / "contrast.js").read_text()
    found: list[str] = await page.evaluate(script)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_its_texts_stand_out_from_their_ground(browser, web, scheme):
    async with visit(browser, web, color_scheme=scheme) as page:
        await page.get_by_role("button", name="Statistics 25").click()
        await expect(page.locator(".private")).to_have_count(1)
        await page.locator(".figures button").first.click()
        await expect(page.locator("mark")).to_be_visible()
        await page.get_by_role("combobox", name="Command").fill("/brief s")
        await expect(page.get_by_role("option")).to_have_count(3)
        assert await contrast(page) == []
