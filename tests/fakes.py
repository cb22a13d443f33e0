"""One stand-in for the outside: a chat platform that keeps what it was sent. Our own parts are never faked."""

from collections.abc import Awaitable, Callable
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
    refusals: list[LineError | None] = field(default_factory=list)
    """What the next messages are refused with, one each; None lets one pass."""
    meanwhile: Callable[[], Awaitable[object]] | None = None
    """What happens while the next message is on its way."""
    breaks_after_sending: Exception | None = None
    """What goes wrong once the platform has accepted the next message and before anybody has heard of it."""

    @override
    async def send(self, outbound: Outbound) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is not None:
            raise refusal
        self.sent.append(outbound)
        broken, self.breaks_after_sending = self.breaks_after_sending, None
        if broken is not None:
            raise broken

    @override
    async def is_ready(self) -> str:
        return "ok"

    @property
    def texts(self) -> list[str]:
        return [outbound.text for outbound in self.sent]
