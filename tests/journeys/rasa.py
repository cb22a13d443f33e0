"""The real Rasa server of this tree."""

import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.journeys.processes import ROOT, Program, answers_ok, free_port, wait_until

_PYTHON: Final = ROOT / ".local" / "rasa-venv" / "bin" / "python"
_MODEL: Final = ROOT / ".local" / "models" / "tingjian.tar.gz"
_SECONDS_TO_START: Final = 120


@dataclass
class RealRasa:
    """The process with the trained model."""

    server: Program
    server_address: str

    @property
    def settings(self) -> dict[str, str]:
        """What the line must be told to find it."""
        return {"TINGJIAN_RASA_URL": self.server_address}

    def start(self) -> None:
        self.server.start()
        ready = f"{self.server_address}/webhooks/rest/ready"
        wait_until(partial(answers_ok, ready), within=_SECONDS_TO_START, what=f"{ready} is ready")

    def stop(self) -> None:
        self.server.stop()


def real_rasa(folder: Path) -> RealRasa:
    """Rasa on a free port, not started yet; the model is trained if it is not the newest."""
    subprocess.run([sys.executable, "tools/train_rasa.py"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    serving = (str(_PYTHON), "-m", "actions.rasa_side.server", "--port", str(port), "--model", str(_MODEL))
    return RealRasa(Program(serving, folder / "rasa.log"), f"http://127.0.0.1:{port}")
