"""Which closed conversations a coordinator reviews: decisions only."""

import hashlib
from typing import Final

from bot.levels import RiskLevel

SAMPLE_PERCENT: Final = 20


def is_for_review(conversation_id: str, *, level: RiskLevel) -> bool:
    """All in which level 2 or 3 was seen, also by the model alone, and of the rest a sample that nobody chooses and that stays the same."""
    return level.is_danger or _draw(conversation_id) < SAMPLE_PERCENT


def _draw(conversation_id: str) -> int:
    return int.from_bytes(hashlib.sha256(conversation_id.encode()).digest()[:4]) % 100
