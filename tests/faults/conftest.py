"""Lines that can be killed at a point, started once for each database; and what the kills did, told at the end."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pytest

from tests.faults.ledger import Ledger
from tests.journeys.other_rasa import OtherRasa, other_rasa
from tests.journeys.postgres import new_database
from tests.journeys.processes import RunningLine
from tests.journeys.telegram import Telegram, telegram

KILLS: Final = int(os.environ.get("KILLS", "2"))
_ENTRY: Final = Path(__file__).with_name("line_with_kill_points.py")
_LEDGER: Final = Ledger()


@dataclass
class KillableLine:
    """A line, its database's name, its own Telegram if it has one; it can be told at which point to die."""

    line: RunningLine
    database: str
    platform: Telegram | None = None

    @property
    def kills(self) -> int:
        """How often each point is tried here: on PostgreSQL half as often, every start there costs more."""
        return KILLS if self.database == "sqlite" else max(1, KILLS // 2)

    def arm(self, point: int, *, at_pass: int = 1) -> None:
        """It will die when it comes by this point the n-th time from now."""
        order = kill_file(self.line.folder)
        order.with_suffix(".new").write_text(f"{point} {at_pass}", encoding="utf-8")
        order.with_suffix(".new").replace(order)

    def come_back(self, ledger: Ledger, point: int) -> None:
        """Wait for its death and start it again, as the supervisor would."""
        self.line.program.wait_dead()
        ledger.killed(point, self.database)
        self.line.start()

    def be_alive(self) -> None:
        kill_file(self.line.folder).unlink(missing_ok=True)
        if not self.line.program.is_running():
            self.line.start()


def kill_file(folder: Path) -> Path:
    return folder / "kill"


class MakeKillable(Protocol):
    def __call__(self, database: str, *, has_telegram: bool = False) -> KillableLine: ...


@pytest.fixture(scope="session")
def shared_rasa() -> Iterator[OtherRasa]:
    with other_rasa() as running:
        yield running


@pytest.fixture
def rasa(shared_rasa: OtherRasa) -> OtherRasa:
    """Behaves, until a test tells it not to."""
    shared_rasa.behave()
    shared_rasa.heard.clear()
    return shared_rasa


@pytest.fixture(scope="session")
def make_killable(
    tmp_path_factory: pytest.TempPathFactory, shared_rasa: OtherRasa, request: pytest.FixtureRequest
) -> Iterator[MakeKillable]:
    """A line for each database, with Telegram or without, made when it is first asked for."""
    lines: dict[tuple[str, bool], KillableLine] = {}
    with ExitStack() as stack:

        def make(database: str, *, has_telegram: bool = False) -> KillableLine:
            name = (database, has_telegram)
            if name not in lines:
                folder = tmp_path_factory.mktemp(f"line-{database}")
                settings = {"TINGJIAN_RASA_URL": shared_rasa.address, "KILL_FILE": str(kill_file(folder))}
                platform = stack.enter_context(telegram()) if has_telegram else None
                settings |= platform.settings if platform else {}
                if database == "postgres":
                    settings["TINGJIAN_DATABASE_URL"] = new_database(request.getfixturevalue("postgres_server"))
                line = RunningLine(folder, settings, command=(sys.executable, str(_ENTRY)))
                lines[name] = KillableLine(line, database, platform)
                stack.callback(line.kill)
            lines[name].be_alive()
            return lines[name]

        yield make


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def killable(request: pytest.FixtureRequest, make_killable: MakeKillable, rasa: OtherRasa) -> KillableLine:
    """A running line on each database."""
    return make_killable(str(request.param))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def killable_on_telegram(request: pytest.FixtureRequest, make_killable: MakeKillable, rasa: OtherRasa) -> KillableLine:
    """A running line on each database, with Telegram switched on."""
    return make_killable(str(request.param), has_telegram=True)


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return _LEDGER


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _LEDGER.kills:
        terminalreporter.write_line(_LEDGER.summary())
