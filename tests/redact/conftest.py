"""The real name model, loaded once: redaction is only worth testing with it."""

import pytest

from bot.redact import Redactor, load_redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return load_redactor()
