"""What the line and a chat platform say to each other; a new channel is one file that speaks these words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import LineError
from bot.store.tables import MessageKind


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a student sent. (channel, chat, platform_id, revision) names it for ever, however often it comes."""

    channel: str
    chat: str
    platform_id: str
    text: str
    kind: MessageKind = MessageKind.TEXT
    revision: int = 0
    sent_at: datetime | None = None
    language_hint: str = ""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One part of a message on its way to a chat; `may_repeat` marks a part that may have arrived before a crash."""

    chat: str
    text: str
    may_repeat: bool = False
    choices: tuple[str, ...] = ()
    """Answers that can be given with one tap; the tap sends the words as an ordinary message."""


class Channel(Protocol):
    """A platform the line can speak on first: everything but the web chat, which asks by itself."""

    @property
    def name(self) -> str:
        """The word kept in students.channel."""
        ...

    @property
    def longest_text(self) -> int:
        """How many UTF-16 units one message may have."""
        ...

    async def send(self, outbound: Outbound) -> None:
        """Return once the platform has accepted; raise ChannelBlocked, ChannelBusy or ChannelDown."""
        ...

    async def is_ready(self) -> str:
        """The word ok, or why not, for /readyz."""
        ...


class ChannelBlocked(LineError):
    """The student has blocked the bot or is gone: nothing can be sent to this chat any more."""


class ChannelDown(LineError):
    """The platform did not take the message; trying again later makes sense."""


class ChannelBusy(LineError):
    """The platform asks us to wait before sending to this chat again."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"asked to wait {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class NotKept(LineError):
    """The store did not take a message, so the platform must bring it again; `safety_text` if it showed danger.

    `is_unforeseen`: not the store but the message itself broke something, and may break it each time.
    """

    def __init__(self, safety_text: str | None = None, *, is_unforeseen: bool = False) -> None:
        super().__init__("the message could not be kept")
        self.safety_text = safety_text
        self.is_unforeseen = is_unforeseen


class TooFast(LineError):
    """More messages from one student than the line takes; never raised for a message that shows danger."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"too fast; again in {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class Receive(Protocol):
    """What a channel calls for everything that comes in (Intake.receive): it returns when the message is durable."""

    async def __call__(self, inbound: Inbound, *, is_limited: bool = False) -> object:
        """Return once kept; raise NotKept if it could not be, and then the platform must bring it again."""
        ...
