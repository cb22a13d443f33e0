"""Where the setup puts things. All of it is under the clone, and all of it may be deleted."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
LINE_ENVIRONMENT = ROOT / ".venv"
RASA_ENVIRONMENT = LOCAL / "rasa-venv"
RASA_PROJECT = ROOT / "config" / "rasa"
PRIVATE_UV = LOCAL / "uv"
STAMPS = LOCAL / "stamps"
LOGS = LOCAL / "logs"


def program(environment: Path, name: str) -> Path:
    return environment / "bin" / name
