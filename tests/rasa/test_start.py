"""What whoever starts the processes sees: where they listen, and one clear sentence when they cannot."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.rasa.conftest import RASA_PYTHON, ROOT, RunningRasa, rasa_environment

pytestmark = [pytest.mark.rasa]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        yield int(holder.getsockname()[1])


def test_a_taken_port_is_one_clear_sentence(taken_port: int) -> None:
    ended = subprocess.run(
        [str(RASA_PYTHON), "-m", "actions.rasa_side.server", "--port", str(taken_port)],
        cwd=ROOT, env=rasa_environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert ended.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{taken_port}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_listens_on_loopback_only(running_rasa: RunningRasa) -> None:
    port = int(running_rasa.server.rsplit(":", 1)[1])
    listening = {
        tuple(link.laddr)
        for link in psutil.net_connections(kind="tcp")
        if link.status == psutil.CONN_LISTEN and link.laddr and link.laddr[1] == port
    }

    assert listening == {("127.0.0.1", port)}


def test_conversations_written_down_by_the_coordinators_go_as_written(trained_model: Path, tmp_path: Path) -> None:
    ended = subprocess.run(
        [
            str(RASA_PYTHON), "-W", "ignore", "-m", "rasa", "test", "core", "--model", str(trained_model),
            "--stories", "nlu_data/tests/conversations", "--out", str(tmp_path), "--fail-on-prediction-errors",
        ],
        cwd=ROOT, env=rasa_environment() | {"RASA_TELEMETRY_ENABLED": "false"}, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
