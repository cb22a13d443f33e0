"""What the screen answers: how much danger a message shows, and the student's own words that show it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.levels import RiskLevel


class Basis(StrEnum):
    """What a level rests on."""

    TERM = "term"
    """Words that a coordinator wrote down: a person is called at once."""
    MODEL = "model"
    """The model alone: the student is asked one plain question first."""
    MANNER = "manner"
    """Words that are mostly a manner of speaking: the student is asked first, too."""


class Whose(StrEnum):
    """Whose danger the words speak of."""

    SELF = "self"
    OTHER = "other"
    """A friend, a child, a classmate."""
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a term was found, in characters of the original text; the end is exclusive."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class CrisisSignal:
    level: RiskLevel
    categories: tuple[str, ...]
    spans: tuple[Span, ...]
    basis: Basis = Basis.TERM
    whose: Whose = Whose.UNSAID

    @property
    def asks_first(self) -> bool:
        """Whether the student is asked before a person is called: danger that no term names, or only in a manner of speaking."""
        return self.level.is_danger and self.basis is not Basis.TERM

    def matched(self, text: str) -> tuple[str, ...]:
        """The student's words that raised the level, in order, each place once and whole."""
        places: list[tuple[int, int]] = []
        for span in sorted(self.spans, key=lambda span: span.start):
            if places and span.start < places[-1][1]:
                start, end = places.pop()
                places.append((start, max(end, span.end)))
            else:
                places.append((span.start, span.end))
        return tuple(text[start:end] for start, end in places)
