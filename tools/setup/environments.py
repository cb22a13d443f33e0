"""The two environments: the line's, and Rasa's own on Python 3.10."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tools.setup.places import LINE_ENVIRONMENT, RASA_ENVIRONMENT, RASA_PROJECT, ROOT, STAMPS, program
from tools.setup.progress import Progress
from tools.setup.pythons import python_for_rasa
from tools.setup.stamps import fingerprint, is_done, mark_done

TRY_AGAIN = "The packages could not be installed. Check the network and the free disk space, then run this again."
NO_PYTHON_310 = (
    "Rasa's environment could not be made. It needs Python 3.10: install one with pyenv (pyenv install 3.10), "
    "or let uv download one by running this with the network on."
)


def sync_line(progress: Progress, *, uv: Path, environment: Mapping[str, str], with_tests: bool) -> None:
    """Install what the line needs (and what the tests need); what a test run installed stays when the line runs again."""
    content = fingerprint([ROOT / "uv.lock", ROOT / "pyproject.toml"])
    stamp = STAMPS / ("line-and-tests" if with_tests else "line")
    python = program(LINE_ENVIRONMENT, "python")
    if python.exists() and program(LINE_ENVIRONMENT, "tingjian").exists() and is_done(stamp, content):
        progress.note("up to date")
        return
    command: list[str | Path] = [uv, "sync", "--frozen", "--compile-bytecode", "--project", ROOT]
    command += [] if with_tests else ["--no-dev", "--inexact"]
    command += [] if python.exists() else ["--python", sys.executable]
    progress.run(command, environment=_own(environment, LINE_ENVIRONMENT), otherwise=TRY_AGAIN)
    mark_done(stamp, content)
    mark_done(STAMPS / "line", content)


def sync_rasa(progress: Progress, *, uv: Path, environment: Mapping[str, str], home: Path) -> None:
    content = fingerprint([RASA_PROJECT / "uv.lock", RASA_PROJECT / "pyproject.toml"])
    stamp = STAMPS / "rasa"
    if program(RASA_ENVIRONMENT, "python").exists() and is_done(stamp, content):
        progress.note("up to date")
        return
    progress.note("about 1 GB the first time; this takes a few minutes")
    python = python_for_rasa(environment, home=home)
    progress.run(
        [uv, "sync", "--frozen", "--compile-bytecode", "--project", RASA_PROJECT, "--python", python],
        environment=_own(environment, RASA_ENVIRONMENT),
        otherwise=f"{TRY_AGAIN if python != '3.10' else NO_PYTHON_310}",
    )
    mark_done(stamp, content)


def _own(environment: Mapping[str, str], place: Path) -> dict[str, str]:
    """The caller's environment, with uv pointed at this place and not at a virtual environment that happens to be active."""
    own = {name: value for name, value in environment.items() if name != "VIRTUAL_ENV"}
    return own | {"UV_PROJECT_ENVIRONMENT": str(place)}
