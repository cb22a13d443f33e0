"""What an action names arrives as the same command; what nobody named does not."""

import pytest

from actions.commands import (
    LONGEST_WAIT_HOURS,
    TOPICS,
    BookCheckIn,
    ChangeLanguage,
    Command,
    DiscloseRisk,
    NotUnderstood,
    RequestHandoff,
    SetTopic,
    TellHours,
    TellLines,
    UnknownCommand,
    from_wire,
    to_wire,
)


@pytest.mark.parametrize(
    "command",
    [
        RequestHandoff("study"),
        RequestHandoff("unsaid"),
        *(SetTopic(topic) for topic in TOPICS),
        BookCheckIn(24),
        DiscloseRisk(),
        NotUnderstood(),
        TellHours(),
        TellLines(),
        ChangeLanguage("en"),
        ChangeLanguage("unsaid"),
    ],
)
def test_a_command_arrives_as_it_was_named(command: Command) -> None:
    assert from_wire(to_wire(command)) == command


def test_the_wire_is_plain() -> None:
    assert to_wire(RequestHandoff("study")) == {"command": "request_handoff", "topic": "study"}


@pytest.mark.parametrize(
    "wire",
    [
        None,
        "set_topic",
        [],
        {},
        {"command": None},
        {"command": ["set_topic"]},
        {"command": "close_everything"},
        {"command": "set_topic"},
        {"command": "set_topic", "topic": "study", "level": 0},
        {"command": "set_topic", "topic": "unsaid"},
        {"command": "set_topic", "topic": "weapons"},
        {"command": "set_topic", "topic": ["study"]},
        {"command": "set_topic", "topic": None},
        {"command": "request_handoff", "topic": "anything"},
        {"command": "change_language", "language": "fr"},
        {"command": "change_language", "language": ["en"]},
        {"command": "disclose_risk", "level": 3},
        {"command": "book_check_in", "after_hours": 0},
        {"command": "book_check_in", "after_hours": LONGEST_WAIT_HOURS + 1},
        {"command": "book_check_in", "after_hours": True},
        {"command": "book_check_in", "after_hours": 24.0},
        {"command": "book_check_in", "after_hours": "24"},
    ],
)
def test_anything_else_is_unknown(wire: object) -> None:
    with pytest.raises(UnknownCommand):
        from_wire(wire)
