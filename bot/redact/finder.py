"""The port to whatever finds names; kept apart from the model, so that importing it loads no weights."""

from typing import Protocol, TypeAlias

from bot.errors import LineError
from bot.redact.span import Kind

Found: TypeAlias = tuple[int, int, Kind]


class NameModelMissing(LineError):
    """The name model is absent or is not the one that was measured: reviewers then see no text at all."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no name model: {reason}")
        self.reason = reason


class NameFinder(Protocol):
    """Whatever finds names in folded text."""

    def find(self, text: str) -> list[Found]: ...
