"""Committing together what arrived together: a disk sync for each message would cap the line at 200 messages a second."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.errors import LineError
from bot.store.session import LineSession

Item = TypeVar("Item")
Result = TypeVar("Result")
_LARGEST_BATCH: Final = 64
# Where many write, this fills the next transaction: it costs each of them less than a transaction of their own.
_A_MOMENT: Final = 0.003


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[Item, Result]):
    item: Item
    done: asyncio.Future[Result]


class GroupCommit(Generic[Item, Result]):
    """Gathers items while a transaction runs, then does them all in the next one.

    `do` gets a session and the items in order of arrival and returns as many results; a LineError among them is raised
    to the one who submitted that item, and undoes nothing.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractAsyncContextManager[LineSession]],
        do: Callable[[LineSession, Sequence[Item]], Awaitable[Sequence[Result | LineError]]],
    ) -> None:
        self._begin = begin
        self._do = do
        self._queue: asyncio.Queue[_Waiting[Item, Result]] = asyncio.Queue()
        self._hoping: set[asyncio.Future[Result]] = set()
        self._writer: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Result:
        """The item's result once its transaction is durable, or the exception that undid it alone."""
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._hoping.add(done)
        done.add_done_callback(self._hoping.discard)
        self._queue.put_nowait(_Waiting(item, done))
        return await done

    async def close(self) -> None:
        """Stop, and let nobody wait for ever: who has no result by now is cancelled."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
            self._writer = None
        for done in tuple(self._hoping):
            done.cancel()

    async def _write(self) -> None:
        is_busy = False
        while True:
            batch = [await self._queue.get()]
            if is_busy:
                await asyncio.sleep(_A_MOMENT)
            while not self._queue.empty() and len(batch) < _LARGEST_BATCH:
                batch.append(self._queue.get_nowait())
            await self._commit(batch)
            is_busy = len(batch) > 1

    async def _commit(self, batch: list[_Waiting[Item, Result]], *, is_second_try: bool = False) -> None:
        try:
            async with self._begin() as session:
                results = await self._do(session, [waiting.item for waiting in batch])
                answered = list(zip(batch, results, strict=True))
        except Exception as refused:  # noqa: BLE001  # whatever it is belongs to the one who submitted the item
            if len(batch) == 1 and not is_second_try and _is_worth_another_try(refused):
                await self._commit(batch, is_second_try=True)
            else:
                await self._blame(batch, refused)
            return
        for waiting, result in answered:
            if waiting.done.done():
                continue  # the one who waited has gone; the item is durable all the same
            if isinstance(result, LineError):
                waiting.done.set_exception(result)
            else:
                waiting.done.set_result(result)

    async def _blame(self, batch: list[_Waiting[Item, Result]], refused: Exception) -> None:
        """Give the failure to the only item of the batch, or try each alone so that one cannot spoil the others."""
        if len(batch) > 1:
            for waiting in batch:
                await self._commit([waiting])
        elif not batch[0].done.done():
            batch[0].done.set_exception(refused)


def _is_worth_another_try(refused: Exception) -> bool:
    """Another process was first, PostgreSQL broke a tie, or the connection was lost: a second look finds what is true."""
    if isinstance(refused, IntegrityError):
        return True
    if not isinstance(refused, DBAPIError):
        return False
    return refused.connection_invalidated or str(getattr(refused.orig, "sqlstate", "")).startswith("40")
