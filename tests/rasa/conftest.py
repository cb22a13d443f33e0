"""The real Rasa server, on a free port of loopback, with the model trained from this tree."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.dialogue.rasa import Question, Rasa, rasa_client
from bot.kit.ids import new_id
from bot.levels import RiskLevel

ROOT = Path(__file__).resolve().parents[2]
RASA_PYTHON = ROOT / ".local" / "rasa-venv" / "bin" / "python"
MODEL = ROOT / ".local" / "models" / "tingjian.tar.gz"
SECONDS_TO_START = 120


@dataclass(frozen=True)
class RunningRasa:
    """The process, and everything it has printed so far."""

    server: str
    output: Path

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def trained_model() -> Path:
    subprocess.run([sys.executable, "tools/train_rasa.py"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return MODEL


@pytest.fixture(scope="session")
def running_rasa(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRasa]:
    port = free_port()
    output = tmp_path_factory.mktemp("rasa") / "printed.log"
    server = f"http://127.0.0.1:{port}"
    with output.open("wb") as printed:
        process = _start("server", "--port", str(port), "--model", str(trained_model), printed=printed)
        try:
            _wait_for(f"{server}/webhooks/rest/ready", output)
            yield RunningRasa(server, output)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
async def rasa(running_rasa: RunningRasa) -> AsyncIterator[Rasa]:
    async with rasa_client() as client:
        yield Rasa(client, running_rasa.server)


@pytest.fixture
def student() -> Callable[..., Question]:
    """Questions of one student who has not been here before."""
    session = new_id()

    def question(text: str, **context: Any) -> Question:
        told: dict[str, Any] = {"language": "zh", "level": RiskLevel.NONE, "phase": "bot", "topic": None} | context
        return Question(session=session, text=text, **told)

    return question


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def rasa_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _start(module: str, *options: str, printed: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(RASA_PYTHON), "-m", f"actions.rasa_side.{module}", *options],
        cwd=ROOT,
        env=rasa_environment(),
        stdout=printed,
        stderr=subprocess.STDOUT,
    )


def _wait_for(address: str, output: Path) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at:
        try:
            if httpx.get(address, trust_env=False, timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    pytest.fail(f"{address} did not come up; it printed:\n{output.read_text(encoding='utf-8')}")
