"""Transactions. On SQLite one writer and BEGIN IMMEDIATE; on PostgreSQL ordinary transactions and NOTIFY."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import Any, Final

import asyncpg
from sqlalchemy import event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.kit.crypto import Vault
from bot.kit.ids import new_id
from bot.store.direct_sqlite import connect_directly
from bot.store.events import Events
from bot.store.session import LineSession

# However a store that is away, full, locked or broken shows itself: asyncpg's own errors escape SQLAlchemy on connecting.
STORE_FAILURES: Final = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_READERS = 4
_CONNECTIONS = 12
_PREPARED = 400
_NOTIFY_LIMIT = 7000  # PostgreSQL takes at most 8000 bytes in one NOTIFY


class Database:
    """The only way to the rows. `process_id` names this process in every lease it takes."""

    def __init__(self, url: str, vault: Vault, events: Events) -> None:
        self.url = url
        self.events = events
        self.vault = vault
        self.process_id = new_id()
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url, writes=True) if self.is_sqlite else _postgres(url)
        self._read_engine = _sqlite(url, writes=False) if self.is_sqlite else self.engine
        self._writers = _sessions(self.engine, vault)
        self._readers = _sessions(self._read_engine, vault)
        self._turn_to_write: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[LineSession]:
        """One writing transaction: committed at the end, announced after the commit, undone by any exception."""
        async with self._turn_to_write, self._writers() as session, session.begin():
            yield session
            await session.flush()
            if not self.is_sqlite:
                await self._notify(session)
        self.events.publish(session.announced)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[LineSession]:
        """One consistent look at the rows; nothing can be written through it on SQLite."""
        async with self._readers() as session, session.begin():
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
        await self._read_engine.dispose()

    async def _notify(self, session: LineSession) -> None:
        line = self.process_id
        for key in sorted(session.announced):
            if len(line) + len(key) > _NOTIFY_LIMIT:
                await session.execute(select(func.pg_notify("tingjian", line)))
                line = self.process_id
            line += f" {key}"
        if session.announced:
            await session.execute(select(func.pg_notify("tingjian", line)))


def _sessions(engine: AsyncEngine, vault: Vault) -> async_sessionmaker[LineSession]:
    return async_sessionmaker(engine, class_=LineSession, expire_on_commit=False, vault=vault)


def _postgres(url: str) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_pre_ping=True,
        pool_use_lifo=True,  # the connection used last has our statements prepared
        connect_args={"prepared_statement_cache_size": _PREPARED},
    )


def _sqlite(url: str, *, writes: bool) -> AsyncEngine:
    path = make_url(url).database or ""
    engine = create_async_engine(
        url,
        async_creator=partial(connect_directly, path),
        hide_parameters=True,
        pool_size=1 if writes else _READERS,
        max_overflow=0,
        pool_timeout=60,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        # Another program may write for a moment (a command of the administrator); a longer wait is a store that fails.
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        # IMMEDIATE: a SELECT followed by a write must see nobody between the two.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
