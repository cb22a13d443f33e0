"""Every journey has a line of its own; Rasa and the browser are started once for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.processes import RunningLine
from tests.journeys.rasa import RealRasa, real_rasa

StartLine = Callable[..., RunningLine]
CHROMIUM: Final = "/usr/bin/chromium"
QUIETLY: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealRasa]:
    """The trained model, answering."""
    running = real_rasa(tmp_path_factory.mktemp("rasa"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def start_line(tmp_path: Path) -> Iterator[StartLine]:
    """Starts lines with the settings given, at an hour of Shanghai if one is named; every one of them is ended with the test."""
    lines: list[RunningLine] = []

    def start(*, hour: int | None = None, **settings: str) -> RunningLine:
        folder = tmp_path / f"line-{len(lines)}"
        folder.mkdir()
        line = RunningLine(folder, {f"TINGJIAN_{name.upper()}": value for name, value in settings.items()})
        lines.append(line)
        if hour is not None:
            line.set_hour(hour)
        line.start()
        return line

    yield start
    for line in lines:
        line.stop()


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's chromium with an empty profile; made for each test, because its loop is in the way of others."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIETLY))
        try:
            yield browser
        finally:
            browser.close()
