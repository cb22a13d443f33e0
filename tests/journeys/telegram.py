"""The fake Bot API in a thread of its own, for tests that drive real processes."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from tests.fake_telegram import TOKEN, FakeTelegram, fake_telegram
from tests.journeys.processes import wait_until

_numbers = count(700_000_000)


class Telegram:
    """What students do in Telegram, and what they read there."""

    def __init__(self, fake: FakeTelegram, loop: asyncio.AbstractEventLoop) -> None:
        self._fake = fake
        self._loop = loop

    @property
    def settings(self) -> dict[str, str]:
        """What the line must be told to speak to it."""
        return {"TINGJIAN_TELEGRAM_TOKEN": TOKEN, "TINGJIAN_TELEGRAM_API": self._fake.address}

    def write(self, chat: int, text: str, *, message_id: int, at: int, times: int = 1) -> None:
        """A student writes; the platform brings it `times` times."""
        self._give({"message": message(chat, text, message_id=message_id, at=at)}, times)

    def edit(self, chat: int, text: str, *, message_id: int, at: int, times: int = 1) -> None:
        """A student changes what they wrote before."""
        changed = message(chat, text, message_id=message_id, at=at) | {"edit_date": at}
        self._give({"edited_message": changed}, times)

    def read(self, chat: int) -> list[str]:
        """What the bot has said in this chat."""
        return self._fake.texts_to(chat)

    def wait_until_taken(self, *, within: float = 30) -> None:
        """Until the line has confirmed everything that was brought, as often as it was brought."""
        wait_until(lambda: not self._fake.unconfirmed, within=within, what="all updates are confirmed")

    def _give(self, update: dict[str, Any], times: int) -> None:
        numbered = {"update_id": next(_numbers), **update}
        self._loop.call_soon_threadsafe(lambda: self._fake.give(numbered, times=times))


def message(chat: int, text: str, *, message_id: int, at: int) -> dict[str, Any]:
    """A private text message as the Bot API describes it."""
    person = {"id": chat, "is_bot": False, "first_name": "Invented", "language_code": "zh-hans"}
    there = {"id": chat, "type": "private", "first_name": "Invented"}
    return {"message_id": message_id, "from": person, "chat": there, "date": at, "text": text}


@contextmanager
def telegram() -> Iterator[Telegram]:
    loop = asyncio.new_event_loop()
    started: list[Telegram] = []
    is_up, may_end = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with fake_telegram() as fake:
            started.append(Telegram(fake, loop))
            is_up.set()
            await may_end.wait()
        polls = asyncio.all_tasks() - {asyncio.current_task()}
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    try:
        assert is_up.wait(10)
        yield started[0]
    finally:
        loop.call_soon_threadsafe(may_end.set)
        thread.join(10)
        loop.close()
