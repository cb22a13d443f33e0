"""Every journey has a line of its own; Rasa and the browser are started once for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.processes import RunningLine
from tests.journeys.rasa import RealRasa, real_rasa

StartLine = Callable[..., RunningLine]


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
    """Starts lines with the settings given; every one of them is ended with the test."""
    lines: list[RunningLine] = []

    def start(**settings: str) -> RunningLine:
        folder = tmp_path / f"line-{len(lines)}"
        folder.mkdir()
        line = RunningLine(folder, {f"TINGJIAN_{name.upper()}": value for name, value in settings.items()})
        lines.append(line)
        line.start()
        return line

    yield start
    for line in lines:
        line.stop()
