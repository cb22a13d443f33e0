"""Committing together what arrived together: a disk sync for each message would cap the line at 200 messages a second."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from bot.store.session import LineSession

Result = TypeVar("Result")
_LARGEST_BATCH: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    work: Callable[[LineSession], Awaitable[Any]]
    done: asyncio.Future[Any]


class GroupCommit:
    """Gathers pieces of work while a transaction runs, then does them all in the next one."""

    def __init__(self, begin: Callable[[], AbstractAsyncContextManager[LineSession]], *, writers: int) -> None:
        self._begin = begin
        self._count = writers
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._writers: list[asyncio.Task[None]] = []

    async def submit(self, work: Callable[[LineSession], Awaitable[Result]]) -> Result:
        """The result of `work` once its transaction is durable, or the exception that undid it alone."""
        if not self._writers:
            self._writers = [asyncio.create_task(self._write()) for _ in range(self._count)]
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Waiting(work, done))
        return await done

    async def close(self) -> None:
        for writer in self._writers:
            writer.cancel()
        await asyncio.gather(*self._writers, return_exceptions=True)
        self._writers = []

    async def _write(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and len(batch) < _LARGEST_BATCH:
                batch.append(self._queue.get_nowait())
            await self._commit(batch)

    async def _commit(self, batch: list[_Waiting]) -> None:
        try:
            async with self._begin() as session:
                results = [await _done_in(session, waiting) for waiting in batch]
        except Exception as refused:  # noqa: BLE001  # whatever it is belongs to the one who submitted the work
            await self._blame(batch, refused)
        else:
            for waiting, result in zip(batch, results, strict=True):
                if not waiting.done.done():
                    waiting.done.set_result(result)

    async def _blame(self, batch: list[_Waiting], refused: Exception) -> None:
        """Give the failure to the only work in the batch, or try each alone so that one cannot spoil the others."""
        if len(batch) > 1:
            for waiting in batch:
                await self._commit([waiting])
        elif not batch[0].done.done():
            batch[0].done.set_exception(refused)


async def _done_in(session: LineSession, waiting: _Waiting) -> Any:
    result = await waiting.work(session)
    # What this work added must be found by the next one in the same transaction.
    await session.flush()
    return result
