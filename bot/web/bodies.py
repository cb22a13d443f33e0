"""From the bytes of a request to what the student said, or one sentence about what is wrong with them.

By hand, not by pydantic: its strings refuse lone surrogates, and a student's half emoji is kept and answered.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from bot.errors import LineError
from bot.wording import LANGUAGES

Kind = TypeVar("Kind")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class BadBody(LineError):
    """The body is not what it should be; the sentence says in which way, without repeating it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One message as the page sent it."""

    client_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the page wants a chat to begin."""

    language: str | None
    desk: str | None


def read_post(body: bytes) -> Posted:
    """The message in a body, or BadBody."""
    fields = _fields(body, allowed=("client_id", "text"))
    client_id = _text(fields, "client_id")
    if client_id is None or _UUID.fullmatch(client_id) is None:
        raise BadBody('"client_id" must be a UUID, such as "3f2b8c1e-9d04-4a57-8a61-2f0c7d5e9b10".')
    text = _text(fields, "text")
    if text is None:
        raise BadBody('"text" must be a string; it may be empty.')
    return Posted(client_id.lower(), text)


def read_opening(body: bytes) -> Wanted:
    """What to open a chat with, or BadBody; no body at all is fine."""
    fields = _fields(body or b"{}", allowed=("language", "desk"))
    return Wanted(_language(fields), _text(fields, "desk"))


def read_language(body: bytes) -> str:
    """The language asked for, or BadBody."""
    language = _language(_fields(body, allowed=("language",)))
    if language is None:
        raise BadBody(_LANGUAGES_SENTENCE)
    return language


_LANGUAGES_SENTENCE: Final = f'"language" must be one of {", ".join(LANGUAGES)}.'


def _language(fields: dict[str, Any]) -> str | None:
    language = _text(fields, "language")
    if language is not None and language not in LANGUAGES:
        raise BadBody(_LANGUAGES_SENTENCE)
    return language


def _text(fields: dict[str, Any], name: str) -> str | None:
    field = fields.get(name)
    if field is not None and not isinstance(field, str):
        raise BadBody(f'"{name}" must be a string.')
    return field


def _fields(body: bytes, *, allowed: tuple[str, ...]) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except json.JSONDecodeError as broken:
        raise BadBody(f"The body is not JSON: {broken.msg} at line {broken.lineno}, column {broken.colno}.") from None
    except (ValueError, RecursionError):
        raise BadBody("The body is not JSON in UTF-8 of ordinary depth.") from None
    if not isinstance(fields, dict):
        raise BadBody("The body must be a JSON object.")
    if not fields.keys() <= set(allowed):
        names = " and ".join(f'"{name}"' for name in allowed)
        raise BadBody(f"The body may hold {names} and nothing else.")
    return fields
