"""The last two steps, done by the project's own programs once their environments are there."""

from collections.abc import Mapping

from tools.setup.places import LINE_ENVIRONMENT, RASA_ENVIRONMENT, ROOT, program
from tools.setup.progress import Progress


def train_model(progress: Progress, *, environment: Mapping[str, str]) -> None:
    """Train when what Rasa learns from has changed; the training program itself knows whether it has."""
    progress.run(
        [program(RASA_ENVIRONMENT, "python"), ROOT / "tools" / "train_rasa.py"],
        environment=environment,
        otherwise="The model could not be trained. What went wrong is above; nlu_data/ and config/rasa/ are where to look.",
    )


def migrate_database(progress: Progress, *, environment: Mapping[str, str]) -> None:
    progress.run(
        [program(LINE_ENVIRONMENT, "tingjian"), "migrate"],
        environment=environment,
        otherwise="The database could not be brought up to date, so the line was not started. Nothing in it was changed.",
    )
