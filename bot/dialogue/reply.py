"""Reads Rasa's answer and trusts none of it: whatever is not plainly texts and commands is a failure."""

import json
import re
from dataclasses import dataclass
from typing import Any

from actions.commands import Command, UnknownCommand, from_wire
from bot.errors import LineError

MOST_PARTS = 10
LONGEST_TEXT = 1000
# Our own wordings carry no links; a host that should be passed on one day is named here.
LINK_HOSTS: frozenset[str] = frozenset()

# A letter of Chinese is a word character too, so the borders of a bare host are spelt out.
_LINK = re.compile(
    r"(?:\w+://|www\.)([^\s/?#，。；、）)]*)|(?<![a-z0-9])((?:[a-z0-9-]+\.)+[a-z]{2,})(?![a-z0-9])|\]\(",
    re.IGNORECASE,
)
_KNOWN_KEYS = frozenset({"recipient_id", "text", "custom"})


class RasaUnavailable(LineError):
    """Rasa gave no answer the line can use; the reason says why and never quotes a text."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Rasa gave no usable answer: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class DialogueReply:
    """What Rasa would say and what it asks the line to do."""

    texts: tuple[str, ...]
    commands: tuple[Command, ...]


def read_reply(body: bytes) -> DialogueReply:
    """The reply in the body of Rasa's answer, or RasaUnavailable with the first thing that is wrong."""
    texts: list[str] = []
    commands: list[Command] = []
    for part in _parts(body):
        if "custom" in part:
            commands.append(_command(part["custom"]))
        if "text" in part:
            texts.append(_text(part["text"]))
    return DialogueReply(tuple(texts), tuple(commands))


def _parts(body: bytes) -> list[dict[str, Any]]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise RasaUnavailable("no JSON") from None
    if not isinstance(answer, list):
        raise RasaUnavailable("not a list")
    if not answer:
        # Rasa answers 200 with an empty list whenever something failed inside it.
        raise RasaUnavailable("an empty answer")
    if len(answer) > MOST_PARTS:
        raise RasaUnavailable("too many parts")
    if not all(_is_part(part) for part in answer):
        raise RasaUnavailable("a part that is neither text nor command")
    return answer


def _is_part(part: object) -> bool:
    return isinstance(part, dict) and set(part) <= _KNOWN_KEYS and bool({"text", "custom"} & set(part))


def _command(wire: object) -> Command:
    try:
        return from_wire(wire)
    except UnknownCommand as unknown:
        raise RasaUnavailable(f"an unknown command: {unknown}") from None


def _text(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise RasaUnavailable("an empty text")
    if len(text) > LONGEST_TEXT:
        raise RasaUnavailable("a text too long")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise RasaUnavailable("a text that is no Unicode") from None
    if any(not _may_be_passed_on(link) for link in _LINK.finditer(text)):
        raise RasaUnavailable("a link that is not allowed")
    return text.strip()


def _may_be_passed_on(link: re.Match[str]) -> bool:
    return (link.group(1) or link.group(2) or "").lower() in LINK_HOSTS
