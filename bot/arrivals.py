"""One thing that came in, beside what was kept under its name before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.channels.port import Inbound
from bot.conversations.transcript import Kept
from bot.crisis.signal import CrisisSignal
from bot.levels import RiskLevel


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a student sent, and what the screen found in it."""

    inbound: Inbound
    signal: CrisisSignal | None

    @property
    def address(self) -> tuple[str, str]:
        return self.inbound.channel, self.inbound.chat

    @property
    def level(self) -> RiskLevel:
        return RiskLevel.NONE if self.signal is None else self.signal.level

    def to_keep(self, earlier: Mapping[int, Kept]) -> "Arrival | None":
        """None for a repeat of an earlier revision; else what is new.

        Danger is never taken for a repeat of something harmless: other words under the same name are a further revision.
        """
        if self.inbound.revision not in earlier:
            return self
        if not self.level.is_danger or self.level <= max(copy.level for copy in earlier.values()):
            return None
        return Arrival(replace(self.inbound, revision=max(earlier) + 1), self.signal)
