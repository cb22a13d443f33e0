"""The student's page in a real browser, with the whole line behind it and Rasa away."""

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn
from playwright.async_api import BrowserContext, Page, Route, ViewportSize, async_playwright, expect
from sqlalchemy import text as sql

from bot.wording import LANGUAGES
from tests.web.conftest import MakeLine, Site

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}


@asynccontextmanager
async def served(site: Site, listening: socket.socket) -> AsyncIterator[None]:
    """The site on its port, with answers of the bot."""
    server = uvicorn.Server(uvicorn.Config(site.app, log_config=None, timeout_graceful_shutdown=1))
    running = [asyncio.ensure_future(server.serve(sockets=[listening])), asyncio.ensure_future(site.line.turns.run())]
    try:
        yield
    finally:
        server.should_exit = True
        await running[0]
        running[1].cancel()
        await asyncio.gather(running[1], return_exceptions=True)


@pytest.fixture
async def chat(make_site: MakeLine) -> AsyncIterator[Site]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        site = await make_site(public_url=address, neutral_page=f"{address}/healthz", rasa_url="http://127.0.0.1:9")
        async with served(site, listening):
            yield site


@pytest.fixture
async def browser(chat: Site) -> AsyncIterator[BrowserContext]:
    """A phone; everything its pages complain of fails the test at the end."""
    complaints: list[str] = []
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = await launched.new_context(
            base_url=chat.line.settings.address, viewport=PHONE, has_touch=True, is_mobile=True, locale="zh-CN"
        )
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
        yield context
        await launched.close()
    assert complaints == []


@pytest.fixture
async def page(browser: BrowserContext) -> Page:
    page = await browser.new_page()
    page.set_default_timeout(5000)
    await page.goto("/")
    return page


async def say(page: Page, words: str) -> None:
    await page.fill("#words", words)
    await page.click(".send")


async def kept(site: Site) -> int:
    async with site.line.database.read() as session:
        return int((await session.execute(sql("SELECT count(*) FROM messages WHERE author = 'student'"))).scalar_one())


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(5):
        while not await is_so():  # noqa: ASYNC110  # a page tells nobody
            await asyncio.sleep(0.05)


class TestTalking:
    async def test_what_is_written_is_answered_and_shown_as_nothing_but_text(self, page: Page) -> None:
        nasty = '<img src=x onerror="document.title=1"> {{7*7}} \u202e"; DROP TABLE students'
        await say(page, nasty)

        await expect(page.locator(".message.bot")).to_have_count(2)
        assert await page.locator(".message.student .said").inner_text() == nasty
        assert await page.locator("#messages img").count() == 0
        await expect(page.locator("#welcome")).to_be_hidden()

    async def test_a_message_heard_before_its_own_receipt_is_shown_once(self, page: Page) -> None:
        async def held_back(route: Route) -> None:
            answer = await route.fetch()
            await asyncio.sleep(1)
            await route.fulfill(response=answer)

        await say(page, "在吗")
        await expect(page.locator(".message.bot")).to_have_count(2)
        await page.route("**/api/chat/messages", held_back)
        await say(page, "还在吗")
        await expect(page.locator("#messages .message.student")).to_have_count(2)

        await expect(page.locator("#unsent .message")).to_have_count(0)

    async def test_danger_brings_numbers_one_tap_away_and_the_place_in_the_queue(self, page: Page) -> None:
        await say(page, "我不想活了")

        await expect(page.locator("#messages .message.line a[href='tel:12356']")).to_be_visible()
        await expect(page.locator("#state")).to_have_text("在等志愿者，你排在最前面")

    async def test_a_command_is_a_button(self, page: Page) -> None:
        await page.click(".commands .main")

        await expect(page.locator(".message.student .said")).to_have_text("转人工")
        await expect(page.locator("#state")).to_have_attribute("data-holder", "queue")

    async def test_answers_are_one_tap_away_until_something_else_is_said(self, page: Page) -> None:
        await say(page, "转人工")
        await expect(page.locator(".choice")).to_have_text(["安全", "不安全"])
        await page.locator(".choice").first.tap()

        await expect(page.locator(".message.student .said").last).to_have_text("安全")
        await expect(page.locator("#choices")).to_be_hidden()

    async def test_deleting_asks_first(self, chat: Site, page: Page) -> None:
        await page.click(".commands summary")
        await page.get_by_role("button", name="删除我的记录").click()
        await page.get_by_role("button", name="先不删").click()
        assert await kept(chat) == 0
        await page.click(".commands summary")
        await page.get_by_role("button", name="删除我的记录").click()
        await page.get_by_role("button", name="删除", exact=True).click()

        await expect(page.locator("#messages")).to_contain_text("删除")

    async def test_an_empty_line_sends_nothing(self, chat: Site, page: Page) -> None:
        await say(page, "  ")

        assert await kept(chat) == 0


class TestComingBack:
    async def test_a_reload_keeps_the_talk_and_the_draft(self, page: Page) -> None:
        await say(page, "考试考砸了")
        await expect(page.locator(".message.bot")).to_have_count(2)
        await page.fill("#words", "还没写完")
        await page.reload()

        await expect(page.locator(".message.student .said")).to_have_text("考试考砸了")
        await expect(page.locator(".message.bot")).to_have_count(2)
        assert await page.input_value("#words") == "还没写完"

    async def test_without_a_connection_it_says_so_and_sends_once_when_it_is_back(
        self, chat: Site, browser: BrowserContext, page: Page
    ) -> None:
        await say(page, "在吗")
        await expect(page.locator(".message.bot")).to_have_count(2)
        await browser.set_offline(offline=True)
        await say(page, "这句话不能丢")
        await expect(page.locator("#note")).to_contain_text("连接断了")
        await expect(page.locator("#unsent .message")).to_contain_text("还没送到")
        await page.evaluate("sessionStorage.length")
        await browser.set_offline(offline=False)

        await expect(page.locator("#messages .message.student")).to_have_count(2, timeout=15_000)
        await expect(page.locator("#unsent .message")).to_have_count(0)
        assert await kept(chat) == 2

    async def test_a_chat_that_is_gone_begins_anew_and_says_so(self, chat: Site, page: Page) -> None:
        await say(page, "在吗")
        await expect(page.locator(".message.bot")).to_have_count(2)
        async with chat.line.database.begin() as session:
            await session.execute(sql("UPDATE students SET chat_lookup = 'gone'"))
        await say(page, "重新开始")

        await expect(page.locator("#messages .message.student")).to_have_text(re.compile("重新开始"))
        assert await kept(chat) == 2

    async def test_a_token_that_opens_nothing_is_told_at_once(self, chat: Site, page: Page) -> None:
        await page.evaluate("sessionStorage.setItem('token', 'gone')")
        await page.reload()

        await expect(page.locator("#note")).to_contain_text("已经打不开了")
        await expect(page.locator("#welcome")).to_be_visible()


class TestLeaving:
    @pytest.mark.parametrize("way", ["button", "escape"])
    async def test_leaving_clears_everything_and_goes_elsewhere(self, chat: Site, page: Page, way: str) -> None:
        await say(page, "在吗")
        await expect(page.locator(".message.bot")).to_have_count(2)
        if way == "button":
            await page.click("#leave")
        else:
            await page.keyboard.press("Escape")
            await page.keyboard.press("Escape")
        await page.wait_for_url("**/healthz")

        assert await page.evaluate("sessionStorage.length + localStorage.length") == 0
        assert await page.evaluate("document.cookie") == ""
        await page.go_back()
        assert page.url == "about:blank"

    async def test_another_tab_knows_nothing_of_the_chat(self, browser: BrowserContext, page: Page) -> None:
        await say(page, "在吗")
        await expect(page.locator(".message.bot")).to_have_count(2)
        other = await browser.new_page()
        await other.goto("/")

        await expect(other.locator("#welcome")).to_be_visible()
        assert await other.locator(".message").count() == 0


class TestLooks:
    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_it_fits_a_small_phone_in_every_language(self, page: Page, language: str) -> None:
        await page.locator(f"[data-language='{language}']").click()
        await page.wait_for_url("**/?language=*")
        await say(page, "I don't want to live anymore" if language == "en" else "我不想活了")
        await expect(page.locator("#messages a.call").first).to_be_visible()

        assert await page.evaluate("document.documentElement.lang") == language
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        box = await page.locator("#leave").bounding_box()
        assert box is not None
        assert box["y"] < 60

    async def test_every_number_and_button_is_large_enough_for_a_thumb(self, page: Page) -> None:
        heights = await page.eval_on_selector_all(
            ".lines-numbers a, .leave, .send, .commands > button", "all => all.map(one => one.offsetHeight)"
        )

        assert min(heights) >= 28
