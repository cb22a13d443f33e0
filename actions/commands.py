"""The contract between Rasa and the line: an action names one of these commands, and only the line carries it out.

Read on both sides, so it is clean on Python 3.10 and imports nothing but the standard library.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

TOPICS = (
    "emotion",
    "study",
    "peers",
    "family",
    "self",
    "love",
    "bullying",
    "life",
    "sleep",
    "internet",
    "career",
    "loss",
    "rights",
)
UNSAID = "unsaid"
LONGEST_WAIT_HOURS = 24 * 30
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


class UnknownCommand(ValueError):
    """What arrived is no command of ours, or not one the line would carry out."""


@dataclass(frozen=True)
class RequestHandoff:
    """The student asks for a person; the topic is one of TOPICS, or UNSAID."""

    topic: str


@dataclass(frozen=True)
class SetTopic:
    """What the student is talking about, one of TOPICS."""

    topic: str


@dataclass(frozen=True)
class BookCheckIn:
    """The student would like to be asked again after so many hours."""

    after_hours: int


@dataclass(frozen=True)
class DiscloseRisk:
    """The dialogue model took what the student said for danger: as much as the screen's model alone would say."""


@dataclass(frozen=True)
class NotUnderstood:
    """The dialogue model did not know what the student meant, and answered by listening."""


@dataclass(frozen=True)
class TellHours:
    """The student asks when people are there."""


@dataclass(frozen=True)
class TellLines:
    """The telephone numbers for where the student is belong to the answer."""


@dataclass(frozen=True)
class ChangeLanguage:
    """The student asks for another language, one of LANGUAGES; UNSAID where they did not say which."""

    language: str


Command = (
    RequestHandoff | SetTopic | BookCheckIn | DiscloseRisk | NotUnderstood | TellHours | TellLines | ChangeLanguage
)

_BY_NAME: dict[str, type[Command]] = {
    "request_handoff": RequestHandoff,
    "set_topic": SetTopic,
    "book_check_in": BookCheckIn,
    "disclose_risk": DiscloseRisk,
    "not_understood": NotUnderstood,
    "tell_hours": TellHours,
    "tell_lines": TellLines,
    "change_language": ChangeLanguage,
}
_NAMES = {kind: name for name, kind in _BY_NAME.items()}


def to_wire(command: Command) -> dict[str, Any]:
    """The command as the JSON object that travels through Rasa."""
    return {"command": _NAMES[type(command)], **asdict(command)}


def from_wire(wire: object) -> Command:
    """The command a JSON object names; raises UnknownCommand for anything that is not exactly one of ours."""
    if not isinstance(wire, dict):
        raise UnknownCommand("a command is an object")
    kind = _BY_NAME.get(str(wire.get("command")))
    if kind is None:
        raise UnknownCommand("no such command")
    facts = {key: value for key, value in wire.items() if key != "command"}
    if set(facts) != {field.name for field in fields(kind)}:
        raise UnknownCommand(f"{_NAMES[kind]} with other facts than its own")
    command = kind(**facts)
    _check(command)
    return command


def _check(command: Command) -> None:
    if isinstance(command, BookCheckIn):
        hours = command.after_hours
        # bool is an int to Python, and no number of hours.
        if type(hours) is not int or not 1 <= hours <= LONGEST_WAIT_HOURS:
            raise UnknownCommand("a check-in after an impossible time")
    if isinstance(command, RequestHandoff) and command.topic not in (*TOPICS, UNSAID):
        raise UnknownCommand("a topic that is none of ours")
    if isinstance(command, SetTopic) and command.topic not in TOPICS:
        raise UnknownCommand("a topic that is none of ours")
    if isinstance(command, ChangeLanguage) and command.language not in (*LANGUAGES, UNSAID):
        raise UnknownCommand("a language the line does not speak")
