"""The student's page as it is sent, before any script runs."""

import re

import pytest

from bot.dialogue.student_commands import StudentCommand, recognise_command
from bot.web.page import preferred_language
from bot.wording import LANGUAGES
from tests.web.conftest import Site


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestPage:
    async def test_the_first_words_and_the_numbers_are_there_without_any_script(
        self, site: Site, language: str
    ) -> None:
        page = (await site.client.get("/", params={"language": language})).text

        for sentence in site.line.config.wording.say("first_words", language).splitlines():
            assert sentence.replace("'", "&#39;").replace('"', "&#34;") in page
        assert all(f'href="tel:{number}"' in page for number in ("110", "120", "12356", "12355", "23892222"))
        assert f'<html lang="{language}">' in page

    async def test_every_button_says_a_command_the_line_knows(self, site: Site, language: str) -> None:
        page = (await site.client.get("/", params={"language": language})).text

        buttons = re.findall(r"<button[^>]*data-command[^>]*>([^<]+)</button>", page)
        # The numbers stand at the top of the page, without being asked for; contact again is offered where it is needed.
        assert {recognise_command(words) for words in buttons} == set(StudentCommand) - {
            StudentCommand.LINES,
            StudentCommand.CONTACT_AGAIN,
        }

    async def test_nothing_is_kept_and_no_other_site_learns_of_it(self, site: Site) -> None:
        answer = await site.client.get("/")

        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "set-cookie" not in answer.headers
        assert not re.findall(
            r"<style|<script(?![^>]* src=)| style=| on\w+=|https?://(?!www\.baidu\.com/)", answer.text
        )

    async def test_its_files_are_served_and_nothing_else(self, site: Site) -> None:
        page = (await site.client.get("/")).text
        files = re.findall(r'(?:src|href)="(/chat/[^"]+)"', page)

        assert len(files) == 4
        for file in files:
            answer = await site.client.get(file)
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
        assert (await site.client.get("/chat/../api.py")).status_code == 404
        assert (await site.client.get("/chat/%2e%2e/page.py")).status_code == 404


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("fr-FR,en-GB;q=0.7", "en"),
        ("fr", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_the_browser_says_which_language_comes_first(accept_language: str, language: str) -> None:
    assert preferred_language(accept_language) == language
