"""Why the screen answers as it does, for whoever keeps the terms: what fired, where it is written, what it weighs."""

from dataclasses import dataclass

from bot.crisis.by_terms import Counted, find_terms
from bot.crisis.features import Evidence, evidence_of
from bot.crisis.model import SCALE, share
from bot.crisis.normalise import Plain, normalise
from bot.crisis.screen import Reading, Screen, read
from bot.crisis.signal import Whose
from bot.levels import RiskLevel

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Fired:
    """One term that counts: the student's words, their place, and what the term weighs there."""

    words: str
    start: int
    end: int
    term: str
    category: str
    written_level: RiskLevel
    level: RiskLevel
    written_at: str
    whose: Whose


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one answer. `speaks_for` and `speaks_against` are the model's loudest words, with their weight."""

    reading: Reading
    read_as: str
    fired: tuple[Fired, ...]
    waiting: tuple[str, ...]
    score: float
    speaks_for: tuple[tuple[str, float], ...]
    speaks_against: tuple[tuple[str, float], ...]

    @property
    def asks_first(self) -> bool:
        signal = self.reading.signal
        return signal is not None and signal.asks_first


def explain(text: str, screen: Screen) -> Explanation:
    """What the screen sees in `text`; the model is asked even where terms have already decided."""
    plain = normalise(text)
    found = find_terms(plain, screen.lexicon)
    evidence = evidence_of(plain.text, found.marks)
    loudest = max(evidence.pieces, key=lambda piece: screen.model.score(Evidence([piece], evidence.band)))
    part = share(len(loudest)) / SCALE
    shown = (feature for feature in loudest if feature.strip("^$ "))
    weighed = sorted((screen.model.weights.get(feature, 0) * part, feature) for feature in shown)
    return Explanation(
        reading=read(text, screen),
        read_as=plain.text,
        fired=tuple(dict.fromkeys(_fired(counted, plain, text) for counted in found.counted)),
        waiting=tuple(term.id for term in found.waiting),
        score=screen.model.score(evidence),
        speaks_for=tuple((feature, weight) for weight, feature in weighed[::-1][:_MOST_WORDS] if weight > 0),
        speaks_against=tuple((feature, weight) for weight, feature in weighed[:_MOST_WORDS] if weight < 0),
    )


def _fired(counted: Counted, plain: Plain, text: str) -> Fired:
    start, end = plain.places[counted.start], plain.places[counted.end - 1] + 1
    return Fired(
        words=text[start:end],
        start=start,
        end=end,
        term=counted.term.id,
        category=counted.term.category,
        written_level=counted.term.level,
        level=counted.level,
        written_at=counted.term.written_at,
        whose=counted.whose,
    )
