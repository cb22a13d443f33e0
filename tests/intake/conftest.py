"""Two processes of the line on one PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from bot.kit.crypto import Vault
from bot.store.database import Database
from bot.store.events import Events
from tests.core import Core, MakeCore


@pytest.fixture
async def two_processes(
    make_core: MakeCore, postgres_address: str, postgres_database: Database, vault: Vault
) -> AsyncIterator[list[Core]]:
    second = Database(postgres_address, vault, Events())
    yield [make_core(postgres_database), make_core(second)]
    await second.close()
