"""A database is brought to the shape of this version, or the line does not start on it."""

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.errors import RefusedToStart
from bot.kit.crypto import SealingKey, Vault
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import SCRIPTS, prove_key, upgrade, upgrade_async
from bot.store.tables import Conversation, Holder, Table
from tests.factories import make_conversation


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def step_back_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


class TestMigrating:
    async def test_the_migrations_make_the_tables_that_the_code_knows(self, any_database: Database) -> None:
        async with any_database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []

    async def test_migrating_again_changes_nothing(self, any_database: Database) -> None:
        await upgrade_async(any_database.url)

        async with any_database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []

    async def test_a_conversation_of_the_first_version_goes_on(self, any_database: Database) -> None:
        async with any_database.begin() as session:
            conversation = await make_conversation(session)
        async with any_database.engine.begin() as connection:
            await connection.run_sync(step_back_to, "0001")
        await upgrade_async(any_database.url)

        async with any_database.read() as session:
            kept = await session.get_one(Conversation, conversation.id)
        assert (kept.holder, kept.memory_sealed, kept.safety_asked_at) == (Holder.BOT, None, None)

    async def test_several_that_start_together_do_not_trip_over_each_other(self, any_database: Database) -> None:
        await asyncio.gather(*(upgrade_async(any_database.url) for _ in range(3)))

    async def test_a_new_database_may_be_in_a_folder_that_is_not_there_yet(self, tmp_path: Path) -> None:
        await upgrade_async(sqlite_url(tmp_path / "a" / "b" / "tingjian.db"))

        assert (tmp_path / "a" / "b" / "tingjian.db").exists()

    async def test_a_failed_step_is_undone_as_a_whole(self, tmp_path: Path) -> None:
        file = tmp_path / "tingjian.db"
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE outbox (something_else TEXT)")

        with pytest.raises(RefusedToStart, match="cannot be used"):
            await upgrade_async(sqlite_url(file))

        with closing(sqlite3.connect(file)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert tables == ["outbox"]


class TestRefusals:
    async def test_a_newer_database_is_left_alone(self, any_database: Database) -> None:
        async with any_database.begin() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        with pytest.raises(RefusedToStart, match=r"newer version \(9999\) than this program; update the program"):
            await upgrade_async(any_database.url)

    async def test_a_file_that_is_no_database_is_named(self, tmp_path: Path) -> None:
        file = tmp_path / "tingjian.db"
        file.write_text("a letter to my aunt, quite a long one " * 50, encoding="utf-8")

        with pytest.raises(RefusedToStart, match=r"tingjian\.db cannot be used"):
            await upgrade_async(sqlite_url(file))

    async def test_a_place_where_nothing_can_be_written_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(RefusedToStart, match="cannot be used"):
            await upgrade_async(sqlite_url(tmp_path / "file" / "tingjian.db"))

    async def test_a_server_that_does_not_run_is_named_without_its_password(self, unused_tcp_port: int) -> None:
        with pytest.raises(RefusedToStart) as refused:
            await upgrade_async(f"postgresql+asyncpg://line:hush@127.0.0.1:{unused_tcp_port}/tingjian")

        assert "see that it runs" in str(refused.value)
        assert "hush" not in str(refused.value)

    @pytest.mark.postgres
    async def test_a_database_that_is_missing_on_its_server_is_named(self, postgres_address: str) -> None:
        with pytest.raises(RefusedToStart, match="cannot be used"):
            await upgrade_async(postgres_address.replace("/test_", "/gone_"))


class TestProvingTheKey:
    async def test_the_first_key_is_the_key_of_the_database(self, database: Database) -> None:
        await prove_key(database)

        await prove_key(database)

    async def test_another_key_refuses_to_start(self, database: Database) -> None:
        await prove_key(database)
        other = Database(database.url, Vault(SealingKey(b"another invented key, 32 bytes !")), Events())

        with pytest.raises(RefusedToStart, match="put back the key of the same backup"):
            await prove_key(other)

        await other.close()

    async def test_a_copy_of_the_file_opens_with_the_same_key(
        self, database: Database, database_file: Path, vault: Vault, tmp_path: Path
    ) -> None:
        await prove_key(database)
        await database.close()
        copy = Database(sqlite_url(Path(shutil.copy(database_file, tmp_path / "copy.db"))), vault, Events())

        await prove_key(copy)

        await copy.close()


def test_nobody_but_its_owner_reads_the_database_its_log_and_its_index(tmp_path: Path) -> None:
    file = tmp_path / "tingjian.db"
    url = f"sqlite+aiosqlite:///{file}"
    upgrade(url)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE another (id TEXT)")
        connection.commit()
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}

    assert set(modes) == {"tingjian.db", "tingjian.db-wal", "tingjian.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_database_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "tingjian.db"
    file.touch(mode=0o644)
    upgrade(f"sqlite+aiosqlite:///{file}")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
