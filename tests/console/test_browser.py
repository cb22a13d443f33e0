"""An evening at the desk in a real browser: the alarm, the talk, the broken line, the ending; on a desk and a phone."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from playwright.async_api import BrowserContext, Page, ViewportSize, async_playwright, expect
from sqlalchemy import func, select

from bot.conversations.transcript import opened
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.tables import (
    Author,
    CheckIn,
    Conversation,
    CrisisSignal,
    Handoff,
    HandoffState,
    Message,
    Role,
    Student,
)  # fmt: skip
from tests.console.conftest import House, Server
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_message

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK: ViewportSize = {"width": 1200, "height": 850}
PHONE: ViewportSize = {"width": 360, "height": 740}
PASSWORD = "a long invented password"


@dataclass
class Desk:
    """A running console and a browser in front of it."""

    house: House
    server: Server
    context: BrowserContext

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    async def sign_in(self, role: Role = Role.VOLUNTEER) -> Page:
        """By a one-time link, choosing a password behind it."""
        async with self.house.parts.database.begin() as session:
            account = await make_account(session, role=role)
        page = await self.context.new_page()
        page.set_default_timeout(8000)
        await page.goto(self.address + await self.house.link_for(account))
        await page.click("main button")
        await page.fill("[name=password]", PASSWORD)
        await page.click("main button")
        return page

    async def on_duty(self) -> Page:
        page = await self.sign_in()
        await page.click("#start-shift")
        await expect(page.locator("#end-shift")).to_be_visible()
        return page

    async def student_in_danger(self, words: str = "<b>tonight</b>") -> Handoff:
        async with self.house.parts.database.begin() as session:
            conversation = await make_conversation(session)
            message = await make_message(session, conversation, words)
            student = await session.get_one(Student, conversation.student_id)
            signal_id = new_id()
            said = opened(session, student, message).text
            sealed = student.key(session.vault).seal(said, row=f"crisis_signals:{signal_id}")
            session.add(
                CrisisSignal(
                    id=signal_id, message_id=message.id, conversation_id=conversation.id, level=RiskLevel.SERIOUS,
                    categories="suicide", matched_sealed=sealed, at=EVENING,
                )
            )  # fmt: skip
            return await make_handoff(session, conversation, level=RiskLevel.SERIOUS)

    async def student_writes(self, handoff: Handoff, words: str) -> None:
        async with self.house.parts.database.begin() as session:
            conversation = await session.get_one(Conversation, handoff.conversation_id)
            await make_message(session, conversation, words)

    async def said_by_volunteers(self) -> int:
        async with self.house.parts.database.read() as session:
            query = select(func.count()).select_from(Message).where(Message.author == Author.VOLUNTEER)
            return await session.scalar(query) or 0


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    """Everything a page complains of fails the test at the end."""
    complaints: list[str] = []
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    async with Server(house.app) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
        context = await browser.new_context(viewport=DESK, locale="zh-CN")
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
        yield Desk(house, server, context)
        await browser.close()
    assert complaints == []


class TestEvening:
    async def test_what_is_typed_the_moment_the_talk_opens_is_sent(self, desk: Desk) -> None:
        page = await desk.on_duty()
        handoff = await desk.student_in_danger()
        await page.evaluate(
            """document.addEventListener("htmx:afterSwap", () => {
                const input = document.getElementById("text");
                input.value = "I am here.";
                input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
            }, {once: true})"""
        )

        await page.click(f"#claim-{handoff.id}")

        await expect(page.locator(".from-me[data-seq] .words")).to_have_text("I am here.")

    async def test_the_alarm_rings_until_somebody_takes_the_student_and_talks_to_the_end(self, desk: Desk) -> None:
        page = await desk.on_duty()
        await expect(page.locator("#sound-off")).to_be_hidden()
        await expect(page.locator("#alarm")).to_be_hidden()

        handoff = await desk.student_in_danger()

        await expect(page.locator("#alarm")).to_be_visible()
        await expect(page.locator("html[data-ringing=aloud]")).to_be_attached()
        await expect(page.locator(".ringing mark")).to_have_text("<b>tonight</b>")
        await expect(page).to_have_title(re.compile(r"^(❗|\(1\)) "))

        await page.click(f"#claim-{handoff.id}")
        await expect(page.locator("#alarm")).to_be_hidden()
        await expect(page.locator("html[data-ringing=aloud]")).not_to_be_attached()
        await page.fill("#text", "I am here.")
        await page.press("#text", "Enter")
        await expect(page.locator(".from-me[data-seq] .words")).to_have_text("I am here.")
        await expect(page.locator(".pending")).to_have_count(0)
        await desk.student_writes(handoff, "thank you <script>alert(1)</script>")
        await expect(page.locator(".from-student .words").last).to_have_text("thank you <script>alert(1)</script>")

        await page.click("summary >> text=结束谈话")
        await page.select_option("[name=outcome]", "calmer")
        await page.fill("[name=note]", "Calmer.")
        await page.check("#close [name=after] >> nth=0")
        await page.click("#close > button")

        await expect(page.locator("#queue")).to_be_visible()
        async with desk.house.parts.database.read() as session:
            assert (await session.get_one(Handoff, handoff.id)).state is HandoffState.CLOSED
            assert await session.scalar(select(func.count()).select_from(CheckIn)) == 1
        assert await desk.said_by_volunteers() == 1

    async def test_it_can_be_done_with_the_keyboard_alone(self, desk: Desk) -> None:
        page = await desk.sign_in()
        await page.focus("#start-shift")
        await page.keyboard.press("Enter")
        await expect(page.locator("#end-shift")).to_be_visible()
        handoff = await desk.student_in_danger()
        await page.focus(f"#claim-{handoff.id}")
        await desk.student_in_danger("another")
        await expect(page.locator(".ringing")).to_have_count(2)

        await page.keyboard.press("Enter")

        await expect(page.locator("#text")).to_be_focused()

    async def test_a_button_pressed_before_the_scripts_have_come_does_what_it_says(self, desk: Desk) -> None:
        browser = desk.context.browser
        assert browser is not None
        context = await browser.new_context(java_script_enabled=False, locale="zh-CN")
        page = await replace(desk, context=context).on_duty()
        handoff = await desk.student_in_danger()
        await page.reload()

        await page.click(f"#claim-{handoff.id}")
        await page.fill("#text", "I am here.")
        await page.click("#say button")

        await expect(page.locator("#text")).to_have_value("I am here.")
        assert "/console/c/" in page.url
        await page.click("#release")
        await expect(page.locator(f"#claim-{handoff.id}")).to_be_visible()

    async def test_a_reloaded_page_says_that_it_cannot_ring_or_rings(self, desk: Desk) -> None:
        page = await desk.on_duty()

        await page.reload()
        await expect(page.locator("#end-shift")).to_be_visible()
        await page.wait_for_timeout(800)
        if await page.locator("#sound-off").is_visible():
            await page.click("#sound-off button")

        await expect(page.locator("#sound-off")).to_be_hidden()


class TestBrokenLine:
    async def test_nothing_looks_sent_that_is_not_and_everything_is_sent_once(self, desk: Desk) -> None:
        page = await desk.on_duty()
        handoff = await desk.student_in_danger()
        await page.click(f"#claim-{handoff.id}")
        await expect(page.locator("#text")).to_be_visible()
        await page.wait_for_timeout(300)

        await desk.server.stop()
        await expect(page.locator("#stale")).to_be_visible()
        await page.fill("#text", "written into the void")
        await page.press("#text", "Enter")
        await expect(page.locator(".pending.unsent [data-unsent]")).to_be_visible()
        await page.fill("#text", "a draft")
        await desk.student_writes(handoff, "are you there?")
        await desk.server.start()

        await expect(page.locator("#stale")).to_be_hidden(timeout=12000)
        await expect(page.locator(".from-me[data-seq] .words")).to_have_text("written into the void")
        await expect(page.locator(".from-student .words").last).to_have_text("are you there?")
        await expect(page.locator(".pending")).to_have_count(0)
        assert await page.input_value("#text") == "a draft"
        assert await desk.said_by_volunteers() == 1

    async def test_a_draft_survives_a_reload_and_dies_with_the_sign_in(self, desk: Desk) -> None:
        page = await desk.on_duty()
        handoff = await desk.student_in_danger()
        await page.click(f"#claim-{handoff.id}")
        await page.fill("#text", "private words")
        await page.reload()
        await expect(page.locator("#text")).to_have_value("private words")
        assert await page.evaluate("localStorage.length") == 0

        await page.click("[data-sign-out] button")

        await expect(page.locator("[name=login]")).to_be_visible()
        assert await page.evaluate("sessionStorage.length + localStorage.length") == 0


class TestShapes:
    @pytest.mark.parametrize("language", ["zh-Hans", "en"])
    async def test_no_page_is_wider_than_a_phone(self, desk: Desk, language: str) -> None:
        handoff = await desk.student_in_danger("very" * 60)
        addresses = {
            Role.SUPERVISOR: [
                "/console",
                "/console/live",
                f"/console/c/{handoff.conversation_id}",
                "/console/password",
            ],
            Role.COORDINATOR: ["/review"],
            Role.ADMINISTRATOR: ["/admin", "/console/c/none"],
        }
        for role, paths in addresses.items():
            page = await desk.sign_in(role)
            if language == "en":
                await page.click("[name=language]")
            await page.set_viewport_size(PHONE)
            for path in paths:
                await page.goto(desk.address + path)
                assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            await desk.context.clear_cookies()
            await page.close()
