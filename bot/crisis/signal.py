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
        """The student's words that raised the level, in order, each place once and whole."""
        words: list[str] = []
        shown = 0
        for span in sorted(self.spans, key=lambda span: (span.start, -span.end)):
            if span.end > shown:
                words.append(text[span.start : span.end])
                shown = span.end
        return tuple(words)
