"""What the line writes about itself never quotes a student, however a library puts it."""

import asyncio
import logging

import pytest

from bot.logs import WithoutValues

WORDS = "my name is Xiaoming"


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.handler.setFormatter(WithoutValues())
    return caplog


def test_values_stay_out_and_the_template_is_told(written: pytest.LogCaptureFixture) -> None:
    logging.getLogger("library").warning("cannot read %s", WORDS)

    assert WORDS not in written.text
    assert "cannot read %s" in written.text


def test_a_message_that_was_filled_in_already_is_not_told(written: pytest.LogCaptureFixture) -> None:
    logging.getLogger("library").warning(f"cannot read {WORDS}")  # noqa: G004  # as some libraries do

    assert WORDS not in written.text
    assert "test_logs" in written.text


def test_an_error_is_told_by_its_kind_and_place(written: pytest.LogCaptureFixture) -> None:
    try:
        int(WORDS)
    except ValueError:
        logging.getLogger("library").exception("broken")

    assert WORDS not in written.text
    assert "ValueError" in written.text


async def test_a_task_nobody_waited_for_does_not_quote_its_exception(written: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        f"{WORDS} \ud83d".encode()

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task

    assert "UnicodeEncodeError" in written.text
    assert WORDS not in written.text
