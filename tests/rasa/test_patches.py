"""What we replace in Rasa was written for one version of it: a new one must be looked at, not only installed."""

import subprocess

import pytest

from tests.rasa.conftest import RASA_PYTHON, rasa_environment

pytestmark = [pytest.mark.rasa]

WRITTEN_FOR = "3.6.21"
READ = (
    "import inspect, rasa, rasa.core.actions.action as actions;"
    "print(rasa.__version__, *inspect.signature(actions.action_for_name_or_text).parameters)"
)


def test_rasa_is_the_version_that_actions_here_was_written_for() -> None:
    told = subprocess.run(
        [str(RASA_PYTHON), "-W", "ignore", "-c", READ],
        env=rasa_environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == [WRITTEN_FOR, "action_name_or_text", "domain", "action_endpoint"]
