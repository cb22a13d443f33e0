"""The real Rasa server and the real action server, on free ports of loopback, with the model trained from this tree."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from typing_extensions import override

from bot.dialogue.rasa import Question, Rasa, RasaAddresses, rasa_client
from bot.kit.ids import new_id
from bot.levels import RiskLevel

ROOT = Path(__file__).resolve().parents[2]
RASA_PYTHON = ROOT / ".local" / "rasa-venv" / "bin" / "python"
MODEL = ROOT / ".local" / "models" / "tingjian.tar.gz"
SECONDS_TO_START = 120


@dataclass
class ActionsInBetween:
    """Stands between Rasa and its action server; passes everything on unless told to answer something else."""

    behind: str
    address: str = ""
    instead: tuple[int, bytes] | None = None
    seen: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, body: bytes) -> tuple[int, bytes]:
        self.seen.append(json.loads(body))
        if self.instead is not None:
            return self.instead
        passed_on = httpx.post(f"{self.behind}/webhook", content=body, trust_env=False, timeout=5)
        return passed_on.status_code, passed_on.content


@dataclass(frozen=True)
class RunningRasa:
    """Both processes, and everything they have printed so far."""

    server: str
    actions: str
    between: ActionsInBetween
    output: Path

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def trained_model() -> Path:
    subprocess.run([sys.executable, "tools/train_rasa.py"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return MODEL


@pytest.fixture(scope="session")
def running_rasa(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRasa]:
    server_port, actions_port = free_port(), free_port()
    output = tmp_path_factory.mktemp("rasa") / "printed.log"
    actions, server = f"http://127.0.0.1:{actions_port}", f"http://127.0.0.1:{server_port}"
    between = ActionsInBetween(behind=actions)
    door = _open_door(between)
    with output.open("wb") as printed:
        processes = [
            _start("action_server", "--port", str(actions_port), printed=printed),
            _start(
                "server", "--port", str(server_port), "--model", str(trained_model),
                "--actions", f"{between.address}/webhook", printed=printed,
            ),
        ]  # fmt: skip
        try:
            _wait_for(f"{actions}/health", output)
            _wait_for(f"{server}/webhooks/rest/ready", output)
            yield RunningRasa(server, actions, between, output)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=20)
            door.shutdown()
            door.server_close()


@pytest.fixture
async def rasa(running_rasa: RunningRasa) -> AsyncIterator[Rasa]:
    async with rasa_client() as client:
        yield Rasa(client, RasaAddresses(server=running_rasa.server, actions=running_rasa.actions))


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


def _open_door(between: ActionsInBetween) -> ThreadingHTTPServer:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = between.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:  # the standard library's own name
            """Nothing: the test's output is not the place."""

    door = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    between.address = f"http://127.0.0.1:{door.server_port}"
    threading.Thread(target=door.serve_forever, daemon=True).start()
    return door
