"""Keeps a student's words out of everything Rasa and its libraries print.

Rasa logs texts in full, its warnings quote intents a student may have typed, and exceptions carry payloads. So nothing that is
not ours is ever printed: only where it happened and what kind it was. Our own logger is the one that may use words.
"""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

OURS = "tingjian.rasa"
log = logging.getLogger(OURS)

# What Rasa calls its structured events; anything else in their place could be a text.
_EVENT_NAME = re.compile(r"[a-z_]{2,30}(\.[a-z_]{2,40}){1,5}")
_FRAMES_SHOWN = 6


def keep_words_out() -> None:
    """Take over every way out of this process; to be called before Rasa or Sanic are imported."""
    logging.setLogRecordFactory(_record_without_words)
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr, force=True
    )
    log.setLevel(logging.INFO)
    structlog.configure(
        processors=[_only_the_event],
        logger_factory=lambda *_: log,
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )
    warnings.showwarning = _show_warning
    sys.excepthook = _excepthook
    sys.unraisablehook = lambda unraisable: log.error("unraisable: %s", _kind(unraisable.exc_value))
    threading.excepthook = lambda thrown: log.error("in a thread: %s", _kind(thrown.exc_value))


def _record_without_words(*arguments: Any, **named: Any) -> logging.LogRecord:
    record = logging.LogRecord(*arguments, **named)
    # A child of our name is no door either: only our own modules hold `log`.
    if record.name != OURS:
        record.msg = f"at {record.filename}:{record.lineno}"
        record.args = None
    if record.exc_info and record.exc_info[1] is not None:
        record.msg = f"{record.getMessage()}: {_kind(record.exc_info[1])}"
        record.args = None
    record.exc_info = None
    record.exc_text = None
    record.stack_info = None
    return record


def _kind(error: BaseException | None) -> str:
    """The type of an error and where it came from; never its message, which may quote somebody."""
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_SHOWN:]
    places = " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}" if places else type(error).__name__


def _only_the_event(_logger: Any, _method: str, told: MutableMapping[str, Any]) -> str:
    event = str(told.get("event"))
    name = event if _EVENT_NAME.fullmatch(event) else "an event without a name"
    error = sys.exc_info()[1]
    return name if error is None else f"{name}: {_kind(error)}"


def _show_warning(_message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
    logging.getLogger("warnings").debug("%s at %s:%s", category.__name__, filename, lineno)


def _excepthook(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("ended by %s", _kind(error.with_traceback(frames)))
