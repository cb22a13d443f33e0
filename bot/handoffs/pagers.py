"""The ways an on-call person is reached. A call says where to look, never what a student wrote or who they are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import httpx
from typing_extensions import override

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown, Outbound
from bot.errors import LineError
from bot.levels import RiskLevel
from bot.shifts.hours import OnCall
from bot.wording import Wording


class NotReached(LineError):
    """The call did not go out; the text says why, without addresses."""


@dataclass(frozen=True, slots=True)
class Call:
    """What an on-call person is told."""

    handoff_id: str
    desk: str
    level: RiskLevel
    reason: str
    waited: timedelta
    step: int
    link: str


class Pager(Protocol):
    """One way to call people."""

    def can_reach(self, person: OnCall) -> bool:
        """Whether this is the way this person is called."""
        ...

    async def call(self, person: OnCall, call: Call) -> None:
        """Return once it went out; raise NotReached."""
        ...


class WebhookPager(Pager):
    """Posts JSON to the person's URL (an alerting service, a script that rings a telephone)."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    @override
    def can_reach(self, person: OnCall) -> bool:
        return bool(person.webhook)

    @override
    async def call(self, person: OnCall, call: Call) -> None:
        body = {
            "handoff": call.handoff_id,
            "desk": call.desk,
            "level": int(call.level),
            "reason": call.reason,
            "waiting_seconds": int(call.waited.total_seconds()),
            "step": call.step,
            "link": call.link,
        }
        try:
            answer = await self._client.post(person.webhook, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as failed:
            raise NotReached(type(failed).__name__) from failed
        if not answer.is_success:
            raise NotReached(f"HTTP {answer.status_code}")


class TelegramPager(Pager):
    """Writes to the person's Telegram chat through the line's own bot."""

    def __init__(self, send: Callable[[Outbound], Awaitable[None]], wording: Wording) -> None:
        self._send = send
        self._wording = wording

    @override
    def can_reach(self, person: OnCall) -> bool:
        return bool(person.telegram)

    @override
    async def call(self, person: OnCall, call: Call) -> None:
        text = self._wording.say(
            "pager.call",
            person.language,
            desk=call.desk,
            level=int(call.level),
            minutes=int(call.waited.total_seconds() // 60),
            step=call.step,
            link=call.link,
        )
        try:
            await self._send(Outbound(chat=person.telegram, text=text))
        except (ChannelBlocked, ChannelBusy, ChannelDown) as failed:
            raise NotReached(type(failed).__name__) from failed
