"""The port to whatever cuts text into words and knows names; kept apart from the model, so that importing it loads no weights."""

from typing import NamedTuple, Protocol

from bot.errors import LineError


class NameModelMissing(LineError):
    """The name model is absent or is not the one that was measured: reviewers then see no text at all."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no name model: {reason}")
        self.reason = reason


class Word(NamedTuple):
    """One word of a folded text; `tag` is PER, LOC, ORG or a part of speech (n, nz, v, m, ...)."""

    start: int
    end: int
    tag: str


class WordFinder(Protocol):
    """Whatever cuts folded text into words and knows names among them."""

    def words(self, text: str) -> list[Word]: ...
