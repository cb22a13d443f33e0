"""The line `tingjian screen` writes for each message it reads."""

from typing import TypedDict

from bot.crisis.signal import CrisisSignal
from bot.levels import RiskLevel


class ScreenAnswer(TypedDict):
    id: str
    level: int
    categories: list[str]
    matched: list[str]


def as_answer(identifier: str, signal: CrisisSignal | None, text: str) -> ScreenAnswer:
    """The answer for one message; no signal is level 0 with nothing matched."""
    if signal is None:
        return ScreenAnswer(id=identifier, level=int(RiskLevel.NONE), categories=[], matched=[])
    return ScreenAnswer(
        id=identifier,
        level=int(signal.level),
        categories=list(signal.categories),
        matched=list(signal.matched(text)),
    )
