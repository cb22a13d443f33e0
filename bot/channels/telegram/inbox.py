"""Hands updates to intake; when even the store is down, the one who is in danger still gets the safety text."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown, Inbound, NotKept, Outbound, Receive
from bot.channels.telegram.payload import inbound_of
from bot.kit.text import sendable

log = structlog.get_logger()
_MOST_REMEMBERED: Final = 1000


class Inbox:
    """Takes one update at a time."""

    def __init__(self, receive: Receive, send: Callable[[Outbound], Awaitable[None]]) -> None:
        self._receive = receive
        self._send = send
        self._warned: OrderedDict[tuple[str, str, int], None] = OrderedDict()

    async def take(self, update: Mapping[str, Any]) -> None:
        """Return once what the student sent is durable; raise whatever stood in the way, and ask for it again."""
        inbound = inbound_of(update)
        if inbound is None:
            return
        try:
            await self._receive(inbound)
        except NotKept as refused:
            if refused.safety_text is not None:
                await self._warn_once(inbound, refused.safety_text)
            raise

    async def _warn_once(self, inbound: Inbound, safety_text: str) -> None:
        """The single exception to save-first: nothing can be saved, and waiting could cost a life."""
        named = (inbound.chat, inbound.platform_id, inbound.revision)
        if named in self._warned:
            return  # Telegram brings the update again and again until it is kept; the student reads this once.
        try:
            await self._send(Outbound(inbound.chat, sendable(safety_text)))
        except (ChannelBlocked, ChannelBusy, ChannelDown) as failed:
            log.error("safety_text_not_sent", reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
            return
        self._warned[named] = None
        if len(self._warned) > _MOST_REMEMBERED:
            self._warned.popitem(last=False)
