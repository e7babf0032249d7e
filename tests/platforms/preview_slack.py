"""Cards as a reader of Slack sees them, drawn by the npm package slack-blocks-to-jsx, for our own eyes.

npm install --prefix MODULES slack-blocks-to-jsx@1.1.1 react react-dom
python -m tests.platforms.preview_slack MODULES now "stats unit:percent" -o card.png     answers from seeds/
python -m tests.platforms.preview_slack MODULES example:digest -o card.png
"""

import argparse
import asyncio
import json
import subprocess
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from bot.platforms.slack.render import messages
from tests.platforms.preview_discord import CHROMIUM, FLAGS, SEEDS, card, reading

DRAW = """
const { createElement } = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = require("slack-blocks-to-jsx");
const logo = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect width='36' height='36' rx='8' fill='%231f3a2e'/></svg>";
const draw = (blocks) => createElement(Message, { name: "On Record", logo, blocks, time: new Date(2026, 10, 23, 7) });
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(given.map((blocks) => renderToStaticMarkup(draw(blocks))).join(""));
"""
STYLE = "body { font-family: Lato, 'Noto Sans', sans-serif; margin: 0 } main { padding: 16px }"


async def preview(modules: Path, wanted: list[str], path: str, width: int) -> None:
    async with reading(SEEDS) as dispatcher:
        cards = [await card(dispatcher, line) for line in wanted]
    drawn = markup(modules, [blocks for shown in cards for blocks in messages(shown, keep_line=str)])
    css = (modules / "node_modules/slack-blocks-to-jsx/dist/style.css").read_text(encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page(viewport={"width": width, "height": 100}, device_scale_factor=1.5)
        await page.set_content(f"<style>{css} {STYLE}</style><main>{drawn}</main>")
        await page.locator("main").screenshot(path=path)
        await browser.close()


def markup(modules: Path, posts: list[list[dict[str, Any]]]) -> str:
    command = ["node", "-e", DRAW]
    return subprocess.run(
        command, cwd=modules, input=json.dumps(posts), capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", type=Path)
    parser.add_argument("cards", nargs="+", metavar="COMMAND")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--width", type=int, default=700)
    options = parser.parse_args()
    asyncio.run(preview(options.modules, options.cards, options.output, options.width))
