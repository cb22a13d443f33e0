"""The line's logs tell what happened to which id, and never quote what anybody said."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.logs import WithoutValues, set_up_logs
from tests.core import Core, MakeCore

CANARY = "金丝雀-lighthouse-4711"


@pytest.fixture
def logs(capsys: pytest.CaptureFixture[str]) -> Iterator["Logs"]:
    """Logging as the line sets it up, and as it was before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # pytest's own would be closed
    set_up_logs()
    yield Logs(capsys)
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = True
    structlog.reset_defaults()


class Logs:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.raw = ""

    def lines(self) -> list[dict[str, Any]]:
        self.raw += self._capsys.readouterr().err
        return [json.loads(line) for line in self.raw.splitlines()]


def raise_canary() -> None:
    raise ValueError(CANARY)


class TestLibraries:
    def test_an_error_is_told_by_its_kind_and_place_without_its_words(self, logs: Logs) -> None:
        try:
            raise_canary()
        except ValueError:
            logging.getLogger("uvicorn.error").exception("Exception in %s application", CANARY)

        (line,) = logs.lines()
        assert line["event"] == "Exception in %s application"
        assert line["error"] == "ValueError"
        assert "test_logs.py:" in line["at"]
        assert CANARY not in logs.raw

    async def test_a_forgotten_task_does_not_tell_its_secret(self, logs: Logs) -> None:
        async def break_down() -> None:
            raise_canary()

        task = asyncio.create_task(break_down())
        await asyncio.wait([task])
        del task

        (line,) = logs.lines()
        assert (line["logger"], line["error"]) == ("asyncio", "ValueError")
        assert CANARY not in logs.raw

    @pytest.mark.parametrize("message", [f"filled in already: {CANARY}", ValueError(CANARY)])
    def test_a_message_without_values_apart_is_told_by_its_place(self, logs: Logs, message: object) -> None:
        logging.getLogger("some.library").error(message)

        (line,) = logs.lines()
        assert line["event"].startswith("at test_logs:")
        assert CANARY not in logs.raw

    def test_an_error_that_was_never_raised_has_no_place(self) -> None:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "", (), (ValueError, ValueError(CANARY), None))

        assert json.loads(WithoutValues().format(record))["at"] == ""

    def test_values_that_do_not_fit_are_not_shown_either(self, logs: Logs) -> None:
        logging.getLogger("some.library").error("%d of %d", CANARY)  # noqa: PLE1206  # as a library might

        assert CANARY not in str(logs.lines())

    def test_they_are_silent_while_all_is_well(self, logs: Logs) -> None:
        logging.getLogger("httpx").info("GET /%s", CANARY)

        assert logs.lines() == []


class TestOurOwn:
    def test_a_place_where_nothing_can_be_written_stops_nothing(
        self, logs: Logs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
            monkeypatch.setattr(sys, "stderr", full)
            structlog.get_logger().warning("nobody_reads_this")
            monkeypatch.undo()
            with suppress(OSError):
                full.close()

    def test_events_are_one_line_each_with_their_facts(self, logs: Logs) -> None:
        structlog.get_logger().warning("delivery_later", entry="e1", seconds=5)

        (line,) = logs.lines()
        assert (line["event"], line["entry"], line["level"]) == ("delivery_later", "e1", "warning")
        assert line["timestamp"].endswith("Z")

    def test_details_for_programmers_are_left_out(self, logs: Logs) -> None:
        structlog.get_logger().debug("detail")

        assert logs.lines() == []


async def test_no_way_through_the_core_writes_a_students_words(make_core: MakeCore, core: Core, logs: Logs) -> None:
    await core.receive(f"{CANARY} 我不想活了")
    await core.receive(f"{CANARY} 你好", chat=CANARY)
    core.rasa.is_down = True
    await core.answer()
    await core.deliver()
    await core.receive(f"删除我的记录{CANARY}")

    logs.lines()
    assert CANARY not in logs.raw
    assert "rasa_unavailable" in logs.raw
