"""What the line writes about itself: ids, counts and reasons, one line each, never a word that somebody said."""

import json
import logging
import sys
from contextlib import suppress
from io import TextIOBase
from typing import TextIO, cast

import structlog
from typing_extensions import override


class WithoutValues(logging.Formatter):
    """A library's log line without its values: templates, types and places say enough, and cannot quote anybody.

    A message that came without values apart may have them filled in already (asyncio writes whole exceptions into it),
    so of such a one only the place is told.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, str] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _template(record),
        }
        if record.exc_info is not None and isinstance(record.exc_info[1], BaseException):
            told["error"] = type(record.exc_info[1]).__name__
            told["at"] = _place(record.exc_info[1])
        return json.dumps(told)


def _template(record: logging.LogRecord) -> str:
    is_template = isinstance(record.msg, str) and bool(record.args)
    return str(record.msg) if is_template else f"at {record.module}:{record.lineno}"


def _place(error: BaseException) -> str:
    """The deepest file and line of an error, without its message."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step is not None else ""


class LogIfPossible(TextIOBase):
    """Standard error while it can be written: on a full disk the line goes on without its log, and answers."""

    @override
    def write(self, text: str) -> int:
        with suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    @override
    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def set_up_logs() -> None:
    """One line of JSON for each event on standard error; libraries speak only when something is wrong."""
    stream = cast("TextIO", LogIfPossible())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutValues())
    logging.raiseExceptions = False  # or a line that cannot be written is shown with the values it must not tell
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
