"""Transactions: all or nothing, one writer on SQLite, announced after the commit and only then."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.kit.crypto import Vault
from bot.store.database import STORE_FAILURES, Database
from bot.store.events import Events
from bot.store.session import LineSession
from bot.store.tables import HouseFact, LineProcess
from tests.factories import EVENING


async def names(database: Database) -> list[str]:
    async with database.read() as session:
        return list(await session.scalars(select(HouseFact.name).order_by(HouseFact.name)))


def keep(session: LineSession, name: str, value: bytes = b"") -> None:
    session.add(HouseFact(name=name, value=value))


class TestWriting:
    async def test_what_was_written_together_is_there_together(self, any_database: Database) -> None:
        async with any_database.begin() as session:
            keep(session, "a")
            keep(session, "b")

        assert await names(any_database) == ["a", "b"]

    async def test_a_failure_undoes_everything(self, any_database: Database) -> None:
        with contextlib.suppress(ZeroDivisionError):
            async with any_database.begin() as session:
                keep(session, "a")
                await session.flush()
                raise ZeroDivisionError

        assert await names(any_database) == []

    async def test_no_write_is_lost_between_a_look_and_a_write(self, database: Database) -> None:
        async with database.begin() as session:
            keep(session, "count", b"0")

        async def add_one() -> None:
            async with database.begin() as session:
                fact = await session.get_one(HouseFact, "count")
                await asyncio.sleep(0)
                fact.value = str(int(fact.value) + 1).encode()

        await asyncio.gather(*(add_one() for _ in range(50)))

        async with database.read() as session:
            assert (await session.get_one(HouseFact, "count")).value == b"50"

    async def test_a_writer_whose_task_is_cancelled_leaves_nothing_behind(self, any_database: Database) -> None:
        inside = asyncio.Event()

        async def write_slowly() -> None:
            async with any_database.begin() as session:
                keep(session, "half")
                await session.flush()
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(write_slowly())
        await inside.wait()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        async with any_database.begin() as session:
            keep(session, "whole")

        assert await names(any_database) == ["whole"]

    async def test_many_cancelled_writers_do_not_wear_the_store_out(self, any_database: Database) -> None:
        async def write(number: int) -> None:
            async with any_database.begin() as session:
                keep(session, f"{number:03d}")

        tasks = [asyncio.create_task(write(number)) for number in range(60)]
        for number, task in enumerate(tasks):
            await asyncio.sleep(0.001)
            if number % 2:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with any_database.begin() as session:
            keep(session, "after")

        kept = await names(any_database)
        assert "after" in kept
        assert {f"{number:03d}" for number in range(0, 60, 2)} <= set(kept)


class TestReading:
    async def test_a_reader_sees_one_moment_while_others_write(self, database: Database) -> None:
        async with database.read() as reader:
            assert await reader.scalar(select(func.count()).select_from(HouseFact)) == 0
            async with database.begin() as session:
                keep(session, "a")

            assert await reader.scalar(select(func.count()).select_from(HouseFact)) == 0

    async def test_nothing_can_be_written_through_it(self, database: Database) -> None:
        with pytest.raises(OperationalError, match="readonly"):
            async with database.read() as session:
                await session.execute(update(HouseFact).values(value=b""))

    async def test_more_readers_than_connections_take_turns(self, any_database: Database) -> None:
        assert await asyncio.gather(*(names(any_database) for _ in range(60))) == [[]] * 60


class TestAnnouncing:
    async def test_listeners_hear_of_it_after_the_commit(self, any_database: Database) -> None:
        with any_database.events.listen("queue") as listener:
            async with any_database.begin() as session:
                session.announce("queue")
                assert await listener.wait(0) == set()

            assert await listener.wait(0) == {"queue"}

    async def test_nobody_hears_of_what_was_undone(self, any_database: Database) -> None:
        with any_database.events.listen("queue") as listener:
            with contextlib.suppress(ZeroDivisionError):
                async with any_database.begin() as session:
                    session.announce("queue")
                    raise ZeroDivisionError

            assert await listener.wait(0) == set()


class TestSqlite:
    async def test_every_connection_is_as_careful_as_the_promise_needs(self, database: Database) -> None:
        async with database.begin() as session:
            settings = [
                await session.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            ]

        assert settings == ["wal", 2, 1, 1]

    async def test_a_writer_holds_the_file_from_its_first_moment(self, database: Database, database_file: Path) -> None:
        async with database.begin() as session:
            await session.scalar(select(HouseFact.name))
            with (
                contextlib.closing(sqlite3.connect(database_file, timeout=0)) as other,
                pytest.raises(sqlite3.OperationalError, match="locked"),
            ):
                other.execute("DELETE FROM house_facts")

    async def test_a_writer_waits_while_another_program_writes(self, database: Database, database_file: Path) -> None:
        with contextlib.closing(sqlite3.connect(database_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writing = asyncio.create_task(self._write(database))
            await asyncio.sleep(0.05)
            assert not writing.done()
            assert await names(database) == []
            other.execute("COMMIT")
            await asyncio.wait_for(writing, 5)

        assert await names(database) == ["a"]

    async def _write(self, database: Database) -> None:
        async with database.begin() as session:
            keep(session, "a")

    async def test_a_store_in_a_folder_that_is_gone_fails_as_expected(self, vault: Vault, tmp_path: Path) -> None:
        database = Database(f"sqlite+aiosqlite:///{tmp_path}/none/tingjian.db", vault, Events())

        with pytest.raises(SQLAlchemyError):
            await self._write(database)

        await database.close()

    async def test_errors_do_not_quote_what_was_written(self, database: Database) -> None:
        await self._write(database)

        with pytest.raises(SQLAlchemyError) as refused:
            async with database.begin() as session:
                keep(session, "a", b"a secret about the lighthouse")

        assert "lighthouse" not in str(refused.value)


@pytest.mark.postgres
class TestPostgres:
    async def test_a_refused_connection_fails_as_expected(self, unused_tcp_port: int, vault: Vault) -> None:
        database = Database(f"postgresql+asyncpg://u:p@127.0.0.1:{unused_tcp_port}/x", vault, Events())

        with pytest.raises(STORE_FAILURES):
            await names(database)

    async def test_a_server_that_lets_nobody_in_fails_as_expected(self, postgres_database: Database) -> None:
        nowhere = postgres_database.url.replace("/test_", "/gone_")

        database = Database(nowhere, postgres_database.vault, Events())
        with pytest.raises(STORE_FAILURES):
            await names(database)

        await database.close()

    async def test_a_lost_connection_is_replaced(self, postgres_database: Database) -> None:
        assert await names(postgres_database) == []
        async with postgres_database.begin() as session:
            await session.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE datname = current_database() AND pid <> pg_backend_pid()")
            )  # fmt: skip

        assert await names(postgres_database) == []

    async def test_many_announcements_at_once_are_all_told(self, postgres_database: Database) -> None:
        """PostgreSQL takes 8000 bytes in one NOTIFY."""
        keys = {f"conversation:{number:032d}" for number in range(600)}
        with postgres_database.events.listen(*keys) as listener:
            async with postgres_database.begin() as session:
                session.add(LineProcess(id="one", started_at=EVENING))
                session.announce(*keys)

            assert await listener.wait(0) == keys
