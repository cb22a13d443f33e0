"""A dead process's work is taken up by the living, and a living one's is left alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
import structlog
from sqlalchemy import select, text

from bot.errors import RefusedToStart
from bot.kit.crypto import Vault
from bot.outbox.outbox import Saying, put
from bot.store.database import Database
from bot.store.events import Events
from bot.store.neighbours import PostgresLink, break_dead_leases, lock_sqlite, register
from bot.store.tables import Author, Conversation, LineProcess, OutboxEntry
from tests.factories import EVENING, make_conversation, make_student

FAR = EVENING + timedelta(days=1)


class TestOneLineOnAFile:
    def test_a_second_line_on_the_same_file_is_told_what_to_do(self, tmp_path: Path) -> None:
        with lock_sqlite(tmp_path / "new" / "tingjian.db"), pytest.raises(RefusedToStart) as refused:
            lock_sqlite(tmp_path / "new" / "tingjian.db")

        assert str(refused.value) == (
            f"Another line is already running on {tmp_path}/new/tingjian.db; stop it first, "
            "or set TINGJIAN_LOCAL_FOLDER to another folder."
        )

    def test_when_the_first_has_ended_the_file_is_free(self, tmp_path: Path) -> None:
        with lock_sqlite(tmp_path / "tingjian.db"):
            pass

        lock_sqlite(tmp_path / "tingjian.db").close()

    def test_lines_on_two_files_do_not_mind_each_other(self, tmp_path: Path) -> None:
        with lock_sqlite(tmp_path / "a.db"), lock_sqlite(tmp_path / "b.db"):
            pass


async def hold_work(database: Database) -> None:
    """Enter the process and let it hold one turn and one message on its way, for a day."""
    async with database.begin() as session:
        session.add(LineProcess(id=database.process_id, started_at=EVENING))
        student = await make_student(session, channel="fake")
        conversation = await make_conversation(session, student)
        conversation.turn_due_at = EVENING
        conversation.turn_owner, conversation.turn_until = database.process_id, FAR
        put(session, student, conversation, Saying(Author.LINE, "你好"), at=EVENING)
        await session.flush()
        entry = (await session.scalars(select(OutboxEntry))).one()
        entry.owner, entry.owned_until = database.process_id, FAR


async def holders(database: Database) -> tuple[str | None, str | None, bool]:
    """Who holds the turn, who holds the message on its way, and whether that one may be a repeat."""
    async with database.read() as session:
        turn_owner = await session.scalar(select(Conversation.turn_owner))
        entry = (await session.execute(select(OutboxEntry.owner, OutboxEntry.may_repeat))).one()
        return turn_owner, entry.owner, entry.may_repeat


@pytest.fixture
async def next_start(database: Database, vault: Vault) -> AsyncIterator[Database]:
    """The line started again on the same file."""
    again = Database(database.url, vault, Events())
    yield again
    await again.close()


class TestAfterADeath:
    async def test_the_next_start_frees_what_the_dead_one_held(self, database: Database, next_start: Database) -> None:
        await hold_work(database)

        await register(next_start, at=EVENING)

        assert await holders(next_start) == (None, None, True)

    async def test_what_a_process_holds_itself_stays_with_it(self, database: Database) -> None:
        await hold_work(database)

        await break_dead_leases(database)

        assert await holders(database) == (database.process_id, database.process_id, False)

    async def test_the_dead_are_taken_out_of_the_book(self, database: Database, next_start: Database) -> None:
        await hold_work(database)

        await register(next_start, at=EVENING)

        async with next_start.read() as session:
            assert (await session.scalars(select(LineProcess.id))).all() == [next_start.process_id]


@pytest.fixture
async def neighbour(postgres_address: str, vault: Vault) -> AsyncIterator[Database]:
    """Another process on the same PostgreSQL database."""
    database = Database(postgres_address, vault, Events())
    yield database
    await database.close()


@pytest.mark.postgres
class TestManyProcesses:
    async def test_the_living_keep_what_they_hold(self, postgres_database: Database, neighbour: Database) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        await hold_work(neighbour)

        await break_dead_leases(postgres_database)

        assert await holders(postgres_database) == (neighbour.process_id, neighbour.process_id, False)
        await link.close()

    async def test_the_moment_one_dies_its_work_is_free(self, postgres_database: Database, neighbour: Database) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        await hold_work(neighbour)
        await link.close()

        await break_dead_leases(postgres_database)

        assert await holders(postgres_database) == (None, None, True)

    async def test_two_that_look_at_once_do_not_hinder_each_other(
        self, postgres_database: Database, neighbour: Database
    ) -> None:
        await hold_work(neighbour)
        await register(postgres_database, at=EVENING)

        await break_dead_leases(postgres_database)
        await break_dead_leases(postgres_database)

        assert await holders(postgres_database) == (None, None, True)

    async def test_one_that_lost_its_connection_comes_back_into_the_book(
        self, postgres_database: Database, neighbour: Database
    ) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        await register(neighbour, at=EVENING)
        await cut(postgres_database, link)
        await break_dead_leases(postgres_database)

        await link.connect_again()

        async with postgres_database.read() as session:
            assert (await session.scalars(select(LineProcess.id))).all() == [neighbour.process_id]
        await break_dead_leases(postgres_database)
        async with postgres_database.read() as session:
            assert (await session.scalars(select(LineProcess.id))).all() == [neighbour.process_id]
        await link.close()

    async def test_it_keeps_trying_while_the_server_lets_nobody_in(self, neighbour: Database) -> None:
        gone = Database(neighbour.url.replace("/test_", "/gone_"), neighbour.vault, Events())
        with structlog.testing.capture_logs() as logged:
            keeping = asyncio.create_task(PostgresLink(gone).keep())
            async with asyncio.timeout(10):
                while not logged:  # noqa: ASYNC110  # the log has no event to wait for
                    await asyncio.sleep(0)
        assert not keeping.done()
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)

        assert logged[0]["event"] == "postgres_link_lost"

    async def test_a_connection_that_holds_is_left_alone(self, neighbour: Database) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        before = link._connection

        await link.connect_again()

        assert link._connection is before
        await link.close()

    async def test_what_one_announces_the_others_hear(self, postgres_database: Database, neighbour: Database) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        with neighbour.events.listen("queue") as listener:
            async with postgres_database.begin() as session:
                session.announce("queue", "turns")

            assert await listener.wait(5) == {"queue"}
        await link.close()

    async def test_nobody_hears_their_own_words_twice(self, neighbour: Database) -> None:
        link = PostgresLink(neighbour)
        await link.connect()
        with neighbour.events.listen("queue") as listener:
            async with neighbour.begin() as session:
                session.announce("queue")

            assert await listener.wait(1) == {"queue"}
            assert await listener.wait(0.2) == set()
        await link.close()

    async def test_a_link_that_never_connected_is_closed_without_fuss(self, neighbour: Database) -> None:
        await PostgresLink(neighbour).close()


async def cut(database: Database, link: PostgresLink) -> None:
    """The server ends the link's connection, as a restart or a broken network would."""
    assert isinstance(link._connection, asyncpg.Connection)
    async with database.begin() as session:
        await session.execute(
            text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": link._connection.get_server_pid()}
        )
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await link._connection.fetch("SELECT 1")
