"""Bringing a database to the shape this version needs, and refusing to run on any other."""

import asyncio
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import RefusedToStart
from bot.kit.crypto import CannotOpen, Vault
from bot.store.database import STORE_FAILURES, Database
from bot.store.tables import HouseFact

SCRIPTS: Final = Path(__file__).parent / "migrations"
_PROOF: Final = "key_proof"
_ONE_AT_A_TIME: Final = 0x7469_6E67  # several processes may start together on PostgreSQL


def upgrade(url: str) -> None:
    """Migrate the database at `url` to the newest shape; a failed step is undone as a whole."""
    asyncio.run(upgrade_async(url))


async def upgrade_async(url: str) -> None:
    """As `upgrade`, inside a running loop; raise RefusedToStart if the database cannot be reached."""
    where = make_url(url)
    engine = create_async_engine(url)
    if where.get_backend_name() == "sqlite":
        _make_steps_whole(engine)
    try:
        if where.get_backend_name() == "sqlite" and where.database:
            _make_private(Path(where.database))
        async with engine.begin() as connection:
            if where.get_backend_name() == "postgresql":
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
            await connection.run_sync(_upgrade)
    except STORE_FAILURES as refused:
        shown = where.render_as_string(hide_password=True)
        raise RefusedToStart(
            f"The database {shown} cannot be used ({type(refused).__name__}); see that it runs."
        ) from refused
    finally:
        await engine.dispose()


def _make_private(file: Path) -> None:
    """The database exists and only its owner reads it; SQLite gives its log and index the same mode.

    Words are sealed in it, but who was in danger when, and staff's names and password hashes, are not.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    if file.stat().st_mode & 0o077:
        for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            if each.exists():
                each.chmod(0o600)


def _make_steps_whole(engine: AsyncEngine) -> None:
    """Python's driver begins no transaction for CREATE TABLE, so that a failed step would stay half done: we begin."""

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=30000")
        # The file keeps this mode. Switching needs it alone, which later, with readers and a writer, would be refused.
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise RefusedToStart(f"The database is of a newer version ({current}) than this program; update the program.")
    command.upgrade(config, "head")


async def prove_key(database: Database) -> None:
    """Make sure the key file belongs to this database, or raise RefusedToStart before anything is written."""
    async with database.begin() as session:
        proof = await session.get(HouseFact, _PROOF)
        if proof is None:
            session.add(HouseFact(name=_PROOF, value=_proof_of(database.vault)))
            return
        try:
            database.vault.master.open(proof.value, row=_PROOF)
        except CannotOpen as wrong:
            raise RefusedToStart(
                "The key file does not belong to this database; put back the key of the same backup."
            ) from wrong


def _proof_of(vault: Vault) -> bytes:
    return vault.master.seal("this key belongs to this database", row=_PROOF)
