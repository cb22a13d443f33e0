"""SQLite without a thread hop for each statement: only what may wait (BEGIN, COMMIT) leaves the event loop.

aiosqlite hands every cursor, execute, fetch and close to a thread, which costs more than the statement itself. A
statement on our own rows takes microseconds; waiting for a lock (BEGIN IMMEDIATE) and for the disk (COMMIT) does not,
so those two run on the connection's thread. Speaks the part of aiosqlite's interface that SQLAlchemy's dialect uses;
docs/decisions/0007-sqlite-statements-in-the-loop.md has the figures.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self


class DirectCursor:
    """A cursor whose statements run where they are awaited."""

    def __init__(self, connection: "DirectConnection") -> None:
        self._connection = connection
        self._cursor = connection.raw.cursor()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Self:
        if operation.startswith("BEGIN IMMEDIATE"):
            await self._connection.apart(lambda: self._cursor.execute(operation))
        else:
            self._cursor.execute(operation, parameters or ())
        return self

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> Self:
        self._cursor.executemany(operation, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def fetchone(self) -> Any:
        return self._cursor.fetchone()

    async def fetchmany(self, size: int) -> list[Any]:
        return self._cursor.fetchmany(size)

    async def close(self) -> None:
        self._cursor.close()

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid


class DirectConnection:
    """One connection; `apart` is its own thread for what may wait."""

    def __init__(self, path: str) -> None:
        # isolation_level None: the driver opens no transaction by itself, we say BEGIN.
        self.raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    @property
    def _connection(self) -> sqlite3.Connection:
        return self.raw  # SQLAlchemy asks this name whether the connection is open

    def cursor(self) -> DirectCursor:
        return DirectCursor(self)

    async def commit(self) -> None:
        if self.raw.in_transaction:
            await self.apart(self.raw.commit)

    async def rollback(self) -> None:
        if self.raw.in_transaction:
            self.raw.rollback()

    async def close(self) -> None:
        self.stop()

    def stop(self) -> None:
        self._thread.shutdown(wait=True)
        self.raw.close()

    async def create_function(self, *args: Any, **kwargs: Any) -> None:
        self.raw.create_function(*args, **kwargs)

    async def apart(self, work: Callable[[], object]) -> None:
        """Do `work` on this connection's thread, and do not leave it half done when the waiting is cancelled."""
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])
            raise


async def connect_directly(path: str) -> DirectConnection:
    """For `create_async_engine(async_creator=...)`."""
    return DirectConnection(path)
