"""One row of JSON lines in, one out: what `tingjian redact` writes."""

from collections.abc import Mapping
from typing import TypedDict

from bot.redact.redactor import Redactor


class RedactionAnswer(TypedDict):
    id: object
    text: str
    spans: list[tuple[int, int, str]]


def answer(redactor: Redactor, row: Mapping[str, object]) -> RedactionAnswer:
    """The row's text with stand-ins, and the hidden stretches in the input's own characters."""
    redacted = redactor.redact(str(row["text"]))
    spans = [(span.start, span.end, span.kind.value) for span in redacted.spans]
    return {"id": row["id"], "text": redacted.text, "spans": spans}
