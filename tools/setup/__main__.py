"""`python3 -m tools.setup run | test | model | fast`: make what running, testing or training needs, skipping what is done."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.setup.browser import require_browser
from tools.setup.environments import sync_line, sync_rasa
from tools.setup.failed import SetupFailed
from tools.setup.model_and_database import migrate_database, train_model
from tools.setup.places import LOGS
from tools.setup.progress import Progress
from tools.setup.pythons import find_uv, install_uv

STEPS = {"run": 5, "test": 4, "model": 4, "fast": 2}


def main(purpose: str, environment: Mapping[str, str]) -> None:
    """Fast tests need the line's environment alone; the others need Rasa and its model; only a start needs the database."""
    if purpose == "test":
        require_browser(environment.get("PATH"))
    progress = Progress(STEPS[purpose], log=LOGS / "setup.log")
    uv = _uv(progress, environment)
    progress.step("the line's environment")
    sync_line(progress, uv=uv, environment=environment, with_tests=purpose in {"test", "fast"})
    if purpose == "fast":
        return
    progress.step("Rasa's environment")
    sync_rasa(progress, uv=uv, environment=environment, home=Path.home())
    progress.step("the dialogue model")
    train_model(progress, environment=environment)
    if purpose == "run":
        progress.step("the database")
        migrate_database(progress, environment=environment)


def _uv(progress: Progress, environment: Mapping[str, str]) -> Path:
    progress.step("uv, which installs the rest")
    found = find_uv(environment)
    if found is None:
        progress.note("not here yet: fetching it from PyPI")
        return install_uv(progress, python=sys.executable, environment=environment)
    progress.note("found")
    return found


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked not in STEPS:
        sys.exit(f"Say what for: {', '.join(STEPS)}.")
    try:
        main(asked, os.environ)
    except SetupFailed as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. What was finished is kept; the next start goes on from there.")
