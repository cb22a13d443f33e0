"""The real Rasa server and the real action server of this tree."""

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
    """Both processes with the trained model."""

    server: Program
    actions: Program
    server_address: str
    actions_address: str

    @property
    def settings(self) -> dict[str, str]:
        """What the line must be told to find them."""
        return {"TINGJIAN_RASA_URL": self.server_address, "TINGJIAN_ACTIONS_URL": self.actions_address}

    def start(self) -> None:
        for program in (self.actions, self.server):
            program.start()
        for address in (f"{self.actions_address}/health", f"{self.server_address}/webhooks/rest/ready"):
            wait_until(partial(answers_ok, address), within=_SECONDS_TO_START, what=f"{address} is ready")

    def stop(self) -> None:
        for program in (self.server, self.actions):
            program.stop()


def real_rasa(folder: Path) -> RealRasa:
    """Rasa and its actions on free ports, not started yet; the model is trained if it is not the newest."""
    subprocess.run([sys.executable, "tools/train_rasa.py"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    server, actions = free_port(), free_port()
    side = (str(_PYTHON), "-m")
    actions_address = f"http://127.0.0.1:{actions}"
    serving = ("--port", str(server), "--model", str(_MODEL), "--actions", f"{actions_address}/webhook")
    return RealRasa(
        Program((*side, "actions.rasa_side.server", *serving), folder / "rasa.log"),
        Program((*side, "actions.rasa_side.action_server", "--port", str(actions)), folder / "actions.log"),
        f"http://127.0.0.1:{server}",
        actions_address,
    )
