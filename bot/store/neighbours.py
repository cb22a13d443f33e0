"""Which processes of the line are alive: leases of dead ones are broken, so that their work is taken up at once.

SQLite has one process, held by a file lock, so every other name is dead. On PostgreSQL each process holds an advisory
lock on a connection of its own: the server drops it in the moment the process dies, whatever killed it.
"""

import asyncio
import fcntl
import zlib
from datetime import datetime
from pathlib import Path
from typing import IO

import asyncpg
import structlog
from sqlalchemy import delete, func, make_url, select, update

from bot.errors import RefusedToStart
from bot.store.database import STORE_FAILURES, Database
from bot.store.session import LineSession
from bot.store.tables import Conversation, LineProcess, OutboxEntry

log = structlog.get_logger()


def lock_sqlite(file: Path) -> IO[str]:
    """A lock that lasts as long as the returned file is open; raise RefusedToStart if another line holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = file.with_name(file.name + ".lock").open("a")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        handle.close()
        raise RefusedToStart(
            f"Another line is already running on {file}; stop it first, or set TINGJIAN_LOCAL_FOLDER to another folder."
        ) from taken
    return handle


async def register(database: Database, *, at: datetime) -> None:
    """Enter this process in the book, after breaking what dead ones held."""
    async with database.begin() as session:
        session.add(LineProcess(id=database.process_id, started_at=at))
    await break_dead_leases(database)


async def break_dead_leases(database: Database) -> None:
    """Free every conversation and outbox entry that a dead process had claimed."""
    async with database.begin() as session:
        others = await session.scalars(select(LineProcess.id).where(LineProcess.id != database.process_id))
        for process_id in others.all():
            if database.is_sqlite or await _is_dead(session, process_id):
                await _break_leases_of(session, process_id)


async def _is_dead(session: LineSession, process_id: str) -> bool:
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(_lock_number(process_id)))))


async def _break_leases_of(session: LineSession, process_id: str) -> None:
    await session.execute(
        update(Conversation).where(Conversation.turn_owner == process_id).values(turn_owner=None, turn_until=None)
    )
    # It may have died between the platform's yes and our mark: the one honest window for a repeat.
    await session.execute(
        update(OutboxEntry).where(OutboxEntry.owner == process_id).values(owner=None, owned_until=None, may_repeat=True)
    )
    await session.execute(delete(LineProcess).where(LineProcess.id == process_id))
    log.info("leases_broken", process=process_id)


class PostgresLink:
    """The connection that proves this process alive and hears what other processes announce."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: asyncpg.Connection | None = None

    async def connect(self) -> None:
        """Take the advisory lock and listen."""
        url = make_url(self._database.url).set(drivername="postgresql")
        connection = await asyncpg.connect(url.render_as_string(hide_password=False))
        await connection.execute("SELECT pg_advisory_lock($1)", _lock_number(self._database.process_id))
        await connection.add_listener("tingjian", self._heard)
        self._connection = connection

    async def keep(self) -> None:
        """Stay connected for as long as the line runs."""
        while True:
            try:
                await self.connect_again()
            except STORE_FAILURES as lost:
                log.warning("postgres_link_lost", reason=type(lost).__name__)
            await asyncio.sleep(1)

    async def connect_again(self) -> None:
        """Connect if the connection was lost, and stand in the book again: the others took this process for dead."""
        if self._connection is not None and not self._connection.is_closed():
            return
        await self.connect()
        async with self._database.begin() as session:
            if await session.get(LineProcess, self._database.process_id) is None:
                session.add(LineProcess(id=self._database.process_id, started_at=func.now()))

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        sender, *keys = str(payload).split(" ")
        if sender != self._database.process_id:
            self._database.events.publish(keys)


def _lock_number(process_id: str) -> int:
    return zlib.crc32(process_id.encode())
