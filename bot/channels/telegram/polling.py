"""Our own getUpdates loop: the offset moves only past what intake has kept.

aiogram's loop confirms an update before its handler ends, and swallows a handler's failure: a kill -9 or a store that
fails then loses students' messages.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import structlog

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown, NotKept
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.payload import chat_of

log = structlog.get_logger()
LONG_POLL: Final = timedelta(seconds=25)
SHORTEST_PAUSE: Final = timedelta(seconds=1)
MOST_PAUSES: Final = 30
MOST_SURPRISES: Final = 10
"""How often an update may break intake in a way nobody foresaw before it no longer stands before all others."""


class Polling:
    """Asks for updates for as long as the line runs."""

    def __init__(
        self, channel: TelegramChannel, inbox: Inbox, *, wait: timedelta = LONG_POLL, pause: timedelta = SHORTEST_PAUSE
    ) -> None:
        self._channel = channel
        self._inbox = inbox
        self._wait = wait
        self._shortest_pause = pause
        self._longest_pause = pause * MOST_PAUSES
        self._surprises: Counter[int] = Counter()

    async def run(self) -> None:
        """Poll until cancelled; a failure waits and asks from the same offset again."""
        offset: int | None = None
        pause = self._shortest_pause
        is_set_up = False
        while True:
            try:
                if not is_set_up:
                    await self._channel.use_polling()
                    is_set_up = True
                batch = await self._channel.updates(offset=offset, wait=self._wait)
            except ChannelBusy as busy:
                await asyncio.sleep(busy.retry_after.total_seconds())
                continue
            except (ChannelDown, ChannelBlocked) as failed:
                log.warning("telegram_not_reached", reason=str(failed))
                await asyncio.sleep(pause.total_seconds())
                pause = min(pause * 2, self._longest_pause)
                continue
            offset, all_kept = await self._take(batch, offset)
            pause = self._shortest_pause if all_kept else min(pause * 2, self._longest_pause)
            if not all_kept:
                await asyncio.sleep(pause.total_seconds())

    async def _take(self, batch: Sequence[Mapping[str, Any]], offset: int | None) -> tuple[int | None, bool]:
        """The offset after this batch, and whether all of it was kept. Chats run side by side, each in its order."""
        by_chat: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for update in batch:
            by_chat[chat_of(update)].append(update)
        stuck = [at for at in await asyncio.gather(*map(self._take_chat, by_chat.values())) if at is not None]
        if stuck:
            return min(stuck), False
        return (max(int(update["update_id"]) for update in batch) + 1 if batch else offset), True

    async def _take_chat(self, updates: Sequence[Mapping[str, Any]]) -> int | None:
        """None when all were kept, otherwise the first that was not; nothing of the same chat goes before it."""
        for update in updates:
            if not await self._is_kept(update):
                return int(update["update_id"])
        return None

    async def _is_kept(self, update: Mapping[str, Any]) -> bool:
        update_id = int(update["update_id"])
        try:
            await self._inbox.take(update)
        except Exception as surprise:  # noqa: BLE001  # one update nobody foresaw must not stop everybody's
            if isinstance(surprise, NotKept) and not surprise.is_unforeseen:
                return False
            self._surprises[update_id] += 1
            is_given_up = self._surprises[update_id] >= MOST_SURPRISES
            log.error("update_failed", update=update_id, reason=type(surprise).__name__, is_given_up=is_given_up)  # noqa: TRY400  # no values in logs
            return is_given_up
        self._surprises.pop(update_id, None)
        return True
