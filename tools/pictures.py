"""Draws the pictures of the README: the real line, a real browser, plainly invented words."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser, Page, async_playwright

from tools.bench.line_process import RunningLine, line
from tools.bench.rasa import trained_rasa

PICTURES: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def main() -> None:
    """Write chat.png and console.png into docs/pictures."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="tingjian-pictures-") as folder:
        async with trained_rasa(Path(folder)) as rasa, line(RASA_URL=rasa) as running:
            await _draw(running)


async def _draw(running: RunningLine) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        console = await _signed_in(browser, running)
        student = await _open(browser, f"{running.address}/", width=390, height=780)
        await _write(student, "我和最好的朋友闹翻了，不想去学校")
        await _write(student, "我该怎么办")
        await student.screenshot(path=PICTURES / "chat.png")
        another = await _open(browser, f"{running.address}/", width=390, height=780)
        await _write(another, "我真的不想活了")
        await console.wait_for_timeout(1000)
        await console.screenshot(path=PICTURES / "console.png")
        await browser.close()


async def _signed_in(browser: Browser, running: RunningLine) -> Page:
    address = f"{running.address}{running.sign_in_link('volunteer')}"
    console = await _open(browser, address, width=1100, height=620)
    await console.locator("main button").first.click()
    await console.wait_for_load_state()
    await console.goto(f"{running.address}/console")
    await console.get_by_text("开始值班").first.click()
    await console.wait_for_timeout(1000)
    return console


async def _open(browser: Browser, address: str, *, width: int, height: int) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = await context.new_page()
    await page.goto(address)
    return page


async def _write(student: Page, words: str) -> None:
    await student.locator("textarea").fill(words)
    await student.keyboard.press("Enter")
    await student.wait_for_timeout(2500)


if __name__ == "__main__":
    asyncio.run(main())
