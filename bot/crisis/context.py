"""The second pass: one message beside those before it, over what the conversation remembers. Pure, like the first.

It only adds: a wish said in two halves, an ambiguous word after a sad one, a mood that falls message by message.
The level is the maximum of both passes, and "I was only joking" takes nothing back.
"""

from dataclasses import dataclass
from typing import Final

from bot.crisis.by_terms import Counted, find_terms
from bot.crisis.normalise import normalise
from bot.crisis.screen import Reading, Screen, signal_of
from bot.crisis.signal import Basis, CrisisSignal, Span
from bot.levels import RiskLevel

REMEMBERED: Final = 5
LAST_WORDS: Final = 24
# A score this far below the threshold says nothing; what is nearer adds up. Chosen on invented conversations.
_NEAR: Final = 1.0
_TOO_MUCH: Final = 2.0
_RISING: Final = "rising"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one earlier message leaves behind; `unclear` is the category of an ambiguous term that found no companion."""

    level: RiskLevel
    score: float
    unclear: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the screen remembers of a conversation, the newest last. It holds the student's words: kept only sealed."""

    recent: tuple[Remembered, ...] = ()
    last_words: str = ""

    def after(self, text: str, reading: Reading) -> "Memory":
        """The memory once this message has been read."""
        remembered = Remembered(reading.level, reading.score, reading.unclear)
        return Memory((*self.recent, remembered)[-REMEMBERED:], text[-LAST_WORDS:])


def read_in_context(text: str, reading: Reading, memory: Memory, screen: Screen) -> CrisisSignal | None:
    """The signal of a message that was read beside those before it; never less than what it says by itself."""
    signals = (
        reading.signal,
        _said_in_two_halves(text, memory, screen),
        _unclear_after_sadness(text, reading, memory, screen),
        _rising(text, reading, memory),
    )
    found = [signal for signal in signals if signal is not None]
    return max(found, key=_gravity, default=None)


def _gravity(signal: CrisisSignal) -> tuple[RiskLevel, bool]:
    return signal.level, not signal.asks_first


def _said_in_two_halves(text: str, memory: Memory, screen: Screen) -> CrisisSignal | None:
    """A term of danger that begins in the last message and ends in this one."""
    if not memory.last_words or not text:
        return None
    first = memory.last_words + (" " if _are_words(memory.last_words[-1], text[0]) else "")
    border = len(first)
    plain = normalise(first + text)
    found = find_terms(plain, screen.lexicon)
    across = [
        counted
        for counted in found.counted
        if counted.level.is_danger and plain.places[counted.start] < border <= plain.places[counted.end - 1]
    ]
    if not across:
        return None
    spans = tuple(Span(0, plain.places[counted.end - 1] + 1 - border, counted.term.id) for counted in across)
    return CrisisSignal(across[0].level, _categories(across), spans)


def _are_words(before: str, after: str) -> bool:
    """Whether two messages meet in Latin letters, which a blank parts: "i want to" and "die"."""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _categories(counted: list[Counted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.term.category for each in counted))


def _unclear_after_sadness(text: str, reading: Reading, memory: Memory, screen: Screen) -> CrisisSignal | None:
    """An ambiguous word beside sadness in another message: either may come first. The student is asked."""
    if reading.unclear and any(earlier.level >= RiskLevel.CONCERN for earlier in memory.recent):
        plain = normalise(text)
        signal = signal_of(find_terms(plain, screen.lexicon, has_companion=True), plain)
        if signal is not None and signal.level.is_danger:
            return CrisisSignal(RiskLevel.SERIOUS, signal.categories, signal.spans, Basis.MODEL)
    waiting = [earlier.unclear for earlier in memory.recent if earlier.unclear]
    if waiting and reading.level >= RiskLevel.CONCERN:
        return CrisisSignal(RiskLevel.SERIOUS, (waiting[-1],), (Span(0, len(text), _RISING),), Basis.MODEL)
    return None


def _rising(text: str, reading: Reading, memory: Memory) -> CrisisSignal | None:
    """Up to five messages that come near danger, and this one among them. The student is asked."""
    near = [max(0.0, earlier.score + _NEAR) for earlier in memory.recent[-(REMEMBERED - 1) :]]
    own = max(0.0, reading.score + _NEAR)
    if not text or not own or reading.level.is_danger or sum(near) + own < _TOO_MUCH:
        return None
    return CrisisSignal(RiskLevel.SERIOUS, (_RISING,), (Span(0, len(text), _RISING),), Basis.MODEL)
