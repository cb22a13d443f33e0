"""One stand-in for the outside: a chat platform that keeps what it was sent. Our own parts are never faked."""

from dataclasses import dataclass, field

from typing_extensions import override

from bot.channels.port import Channel, Outbound
from bot.errors import LineError


@dataclass
class FakeChannel(Channel):
    """A platform that accepts everything, unless it is told what to refuse with next."""

    name: str = "fake"
    longest_text: int = 4096
    sent: list[Outbound] = field(default_factory=list)
    refusals: list[LineError] = field(default_factory=list)

    @override
    async def send(self, outbound: Outbound) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append(outbound)

    @override
    async def is_ready(self) -> str:
        return "ok"

    @property
    def texts(self) -> list[str]:
        return [outbound.text for outbound in self.sent]
