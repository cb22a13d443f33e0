"""Finds the programs the setup stands on: uv, and a Python 3.10 for Rasa."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.setup.failed import SetupFailed
from tools.setup.places import PRIVATE_UV, program
from tools.setup.progress import Progress

OLDEST_UV = (0, 8)  # older ones cannot read our lock files
RASA_PYTHON = "3.10"


def find_uv(environment: Mapping[str, str]) -> Path | None:
    """A uv new enough for our lock files: the one on PATH, or the private one of an earlier setup."""
    on_path = shutil.which("uv", path=environment.get("PATH"))
    for candidate in (*([Path(on_path)] if on_path else []), program(PRIVATE_UV, "uv")):
        version = _answer([str(candidate), "--version"])
        found = re.search(r"uv (\d+)\.(\d+)", version)
        if found and (int(found[1]), int(found[2])) >= OLDEST_UV:
            return candidate
    return None


def install_uv(progress: Progress, *, python: str, environment: Mapping[str, str]) -> Path:
    """A private uv from PyPI, in a virtual environment of its own."""
    if not _answer([python, "-c", "import ensurepip, venv; print('here')"]):
        raise SetupFailed(
            "This Python cannot make virtual environments. Install that part: sudo apt-get install -y python3-venv"
        )
    no_network = "uv could not be installed from PyPI. Check the network (or install uv yourself), then run this again."
    progress.run([python, "-m", "venv", "--clear", PRIVATE_UV], environment=environment, otherwise=no_network)
    progress.run(
        [program(PRIVATE_UV, "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"],
        environment=environment,
        otherwise=no_network,
    )
    return program(PRIVATE_UV, "uv")


def python_for_rasa(environment: Mapping[str, str], *, home: Path) -> str:
    """A Python 3.10 that works here, or the bare version, which makes uv download one.

    uv is not asked to look: with pyenv's shims first on PATH it meets a shim that refuses, and gives up.
    """
    for candidate in _candidates(environment, home=home):
        if _answer([str(candidate), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) == RASA_PYTHON:
            return str(candidate)
    return RASA_PYTHON


def _candidates(environment: Mapping[str, str], *, home: Path) -> Iterator[Path]:
    versions = Path(environment.get("PYENV_ROOT", home / ".pyenv")) / "versions"
    yield from sorted(versions.glob(f"{RASA_PYTHON}*/bin/python"), reverse=True)
    for folder in environment.get("PATH", "").split(":"):
        if folder and (Path(folder) / f"python{RASA_PYTHON}").exists():
            yield Path(folder) / f"python{RASA_PYTHON}"


def _answer(command: list[str]) -> str:
    """What a program prints, or nothing if it is missing, refuses or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
