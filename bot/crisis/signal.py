"""What the screen answers: how much danger a message shows, and the student's own words that show it."""

from dataclasses import dataclass

from bot.levels import RiskLevel


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

    def matched(self, text: str) -> tuple[str, ...]:
        """The student's words that raised the level, in order, each place once."""
        places = sorted({(span.start, span.end) for span in self.spans})
        return tuple(text[start:end] for start, end in places)
