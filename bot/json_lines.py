"""JSON lines in, JSON lines out: how the screen, the redactor and the language are asked from the command line.

Every line gets its answer at once and in order; one that cannot be read costs nobody else theirs.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import IO

Row = Mapping[str, object]


class UnreadableLine(ValueError):
    """What is wrong with one line of the input."""


def answer_lines(lines: Iterable[bytes], answers: IO[bytes], *, answer: Callable[[Row], Row]) -> int:
    """Answer each line as it comes; give how many could not be answered."""
    unanswered = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answered = answer(_row(line))
        except UnreadableLine as unreadable:
            unanswered += 1
            answered = {"id": None, "error": f"line {number}: {unreadable}"}
        except Exception as failure:  # noqa: BLE001  # the edge: the rows after this one still get their answers
            unanswered += 1
            answered = {"id": None, "error": f"line {number}: {type(failure).__name__}"}
        answers.write(_as_line(answered))
        answers.flush()
    return unanswered


def _row(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as broken:
        raise UnreadableLine("not JSON in UTF-8") from broken
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise UnreadableLine('not an object with "id" and a text in "text"')
    return row


def _as_line(row: Row) -> bytes:
    """One line of UTF-8; a lone surrogate, which UTF-8 cannot hold, is written as the escape it came in."""
    try:
        return f"{json.dumps(row, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:
        return f"{json.dumps(row)}\n".encode()
