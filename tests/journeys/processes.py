"""Starts the project's own processes on free ports of loopback, in folders of their own, and always ends them."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from bot.kit.clock import SHANGHAI
from bot.processes import end_with_parent

ROOT: Final = Path(__file__).resolve().parents[2]
TINGJIAN: Final = (str(Path(sys.executable).parent / "tingjian"),)
NOBODY_HERE: Final = "http://127.0.0.1:9"
# Loopback speaks plain http; a client that loads the world's certificates first takes longer than a kill.
NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_SECONDS_TO_START: Final = 60
_SECONDS_TO_END: Final = 15
Found = TypeVar("Found")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def answers_ok(address: str) -> bool:
    """Whether a GET there is answered with 200; by hand, because it is asked again and again while others start."""
    there = urlsplit(address)
    connection = HTTPConnection(str(there.hostname), there.port, timeout=2)
    try:
        connection.request("GET", there.path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def wait_until(look: Callable[[], Found | None], *, within: float, what: str) -> Found:
    """What `look` finds, as soon as it finds anything; fails after `within` seconds."""
    give_up_at = time.monotonic() + within
    while time.monotonic() < give_up_at:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {within:g} s: {what}")


@dataclass
class Program:
    """One process that ends when this test run ends, however it ends."""

    command: tuple[str, ...]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TINGJIAN_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=inherited | {"PYTHONPATH": str(ROOT)} | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent(os.getpid(), signal.SIGKILL),  # noqa: PLW1509  # tests start no threads that hold locks
            )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """As a power cut would: kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and make it after a while."""
        self._end(signal.SIGTERM)

    def wait_dead(self, *, within: float = 30) -> int:
        """How it ended by itself."""
        assert self.process is not None
        return self.process.wait(timeout=within)

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        try:
            self.process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class RunningLine:
    """A real line with a folder, a port and a clock of its own; kept across kills and restarts."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = (*TINGJIAN, "serve")
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.clock_file = self.folder / "clock"
        self.program = Program(self.command, self.folder / "printed.log", self._environment())

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start it and return after how many seconds it answered."""
        started = time.monotonic()
        self.program.start()
        wait_until(self._answers, within=_SECONDS_TO_START, what=f"the line answers; it printed:\n{self.printed()}")
        return time.monotonic() - started

    def restart_after_death(self) -> float:
        """Start it again after it was killed by itself."""
        self.program.wait_dead()
        return self.start()

    def stop(self) -> None:
        self.program.stop()

    def kill(self) -> None:
        self.program.kill()

    def printed(self) -> str:
        return self.program.printed()

    def link(self, role: str) -> str:
        """The newest one-time sign-in link that was printed for a role."""
        found = re.findall(rf"^\s*{role}\s+(http\S+)$", self.printed(), flags=re.MULTILINE)
        return str(found[-1])

    def is_alive(self) -> bool:
        return answers_ok(f"{self.address}/healthz")

    def now(self) -> datetime:
        """The time as the line sees it."""
        return datetime.now(UTC) + self._offset()

    def move_clock(self, by: timedelta) -> None:
        """The line's clock goes on by `by` at once."""
        moved = self._offset() + by
        waiting = self.clock_file.with_suffix(".new")
        waiting.write_text(f"{moved.total_seconds()}\n", encoding="utf-8")
        waiting.replace(self.clock_file)

    def set_hour(self, hour: int) -> None:
        """Move the clock forward to the next full `hour` in Shanghai: at night no check-in is sent."""
        local = self.now().astimezone(SHANGHAI)
        target = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        if target <= local:
            target += timedelta(days=1)
        self.move_clock(target - local)

    def run(self, *words: str) -> str:
        """What another `tingjian` command of this line's owner prints."""
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | self._environment()
        done = subprocess.run([*TINGJIAN, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
        return done.stdout.decode()

    def _offset(self) -> timedelta:
        if not self.clock_file.exists():
            return timedelta()
        return timedelta(seconds=float(self.clock_file.read_text(encoding="utf-8")))

    def _answers(self) -> bool:
        if not self.program.is_running():
            raise AssertionError(f"the line ended at its start; it printed:\n{self.printed()}")
        return self.is_alive()

    def _environment(self) -> dict[str, str]:
        return {
            "TINGJIAN_LOCAL_FOLDER": str(self.folder),
            "TINGJIAN_PORT": str(self.port),
            "TINGJIAN_DEMO": "true",
            "TINGJIAN_CLOCK_FILE": str(self.clock_file),
            "TINGJIAN_RASA_URL": NOBODY_HERE,
            **self.settings,
        }
