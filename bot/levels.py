"""The four risk levels (docs/product words): what a screen may raise and only a human may lower."""

from enum import IntEnum


class RiskLevel(IntEnum):
    """How much danger a message or a conversation shows; the order is the order of urgency."""

    NONE = 0
    CONCERN = 1
    SERIOUS = 2
    CRITICAL = 3

    @property
    def is_danger(self) -> bool:
        """Whether a person must come: levels 2 and 3."""
        return self >= RiskLevel.SERIOUS
