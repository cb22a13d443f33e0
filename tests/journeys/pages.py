"""What students and volunteers do in a browser."""

import re
from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect

PATIENCE_MS: Final = 10_000
PHONE: Final = {"width": 390, "height": 800}


class StudentPage:
    """The student's own page, on a phone."""

    def __init__(self, browser: Browser, address: str, *, language: str = "zh-Hans") -> None:
        context = browser.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.goto(f"{address}/?language={language}")

    def write(self, text: str) -> None:
        self.page.locator("#words").fill(text)
        self.page.locator("#say button[type=submit]").click()

    def sees(self, text: str, *, within_ms: int = PATIENCE_MS) -> None:
        expect(self.messages.filter(has_text=text).first).to_be_visible(timeout=within_ms)

    def hears_bot(self, number: int, words: re.Pattern[str]) -> None:
        """The bot's `number`-th answer, from 0, has these words."""
        expect(self.page.locator("#messages > li.bot .said").nth(number)).to_have_text(words, timeout=PATIENCE_MS)

    def authors(self) -> list[str]:
        """Who said what is on the page, from the top."""
        kinds = [str(item.get_attribute("class")) for item in self.messages.all()]
        return [kind.removeprefix("message ") for kind in kinds if kind.startswith("message ")]

    def is_with(self, holder: str) -> None:
        expect(self.page.locator("#state")).to_have_attribute("data-holder", holder, timeout=PATIENCE_MS)

    @property
    def messages(self) -> Locator:
        return self.page.locator("#messages > li")


class ConsolePage:
    """A volunteer's console."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context().new_page()
        self.page.set_default_timeout(PATIENCE_MS)

    def sign_in_by_link(self, link: str, *, password: str) -> None:
        """The first time: press the link's button and choose a password."""
        self.page.goto(link)
        self.page.locator("main form button").click()
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button").click()
        expect(self.page.locator("#queue")).to_be_visible()

    def sign_in(self, address: str, login: str, password: str) -> None:
        """Whoever is signed in still is led to the queue at once."""
        self.page.goto(f"{address}/console/sign-in")
        expect(self.page.locator("input[name=login], #queue")).to_be_visible()
        if self.page.locator("input[name=login]").is_visible():
            self.page.locator("input[name=login]").fill(login)
            self.page.locator("input[name=password]").fill(password)
            self.page.locator("main form button").click()
        expect(self.page.locator("#queue")).to_be_visible()

    def start_shift(self) -> None:
        """On duty and with sound; a shift that is still open needs only the touch that unlocks the sound."""
        self.page.locator("#start-shift, #tone").click()
        expect(self.page.locator("#end-shift")).to_be_visible()

    def hears_alarm(self, *, level: int) -> None:
        """It rings aloud, and the card of that level stands in the queue."""
        expect(self.page.locator(f"#queue .card.ringing.level-edge-{level}")).to_have_count(1)
        expect(self.page.locator("html")).to_have_attribute("data-ringing", "aloud")
        expect(self.page.locator("#alarm")).to_be_visible()

    def claim(self) -> None:
        self.page.locator("#queue .card button.claim").first.click()
        expect(self.page.locator("#text")).to_be_visible()

    def write(self, text: str) -> None:
        self.page.locator("#text").fill(text)
        self.page.locator("#say button").click()
        expect(self.page.locator("#lines li:not(.pending)").filter(has_text=text)).to_have_count(1)

    def sees(self, text: str) -> None:
        expect(self.page.locator("#lines li").filter(has_text=text).first).to_be_visible()

    def close(self, *, note: str, check_in_after: str, supervisor: tuple[str, str] | None = None) -> None:
        """Fill in the close form and send it."""
        form = self.page.locator("#close")
        if not form.is_visible():
            self.page.locator("details:has(#close) summary").click()
        form.locator("[name=outcome]").select_option("calmer")
        form.locator("[name=note]").fill(note)
        form.locator(f"[name=after][value='{check_in_after}']").check()
        if supervisor is not None:
            form.locator("[name=login]").fill(supervisor[0])
            form.locator("[name=password]").fill(supervisor[1])
        form.locator("button").click()

    def is_refused(self) -> None:
        expect(self.page.locator(".problem[role=alert]")).to_be_visible()

    def is_back_at_the_queue(self) -> None:
        expect(self.page.locator("#queue")).to_be_visible()
