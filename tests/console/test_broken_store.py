"""A store that goes away must not make the alarm deaf: consoles that stay open ring again once it is back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from typing_extensions import override

from bot.kit.crypto import Vault
from bot.levels import RiskLevel
from bot.store.database import Database
from bot.store.events import Events
from bot.store.session import LineSession
from bot.store.tables import Role
from console.app import add_console
from console.parts import Parts
from tests.console.conftest import House, Server
from tests.console.test_socket import console
from tests.factories import make_handoff


class ComingAndGoing(Database):
    """A database whose server refuses connections now and then, as PostgreSQL does while it restarts."""

    is_away = False
    refused = 0

    @asynccontextmanager
    @override
    async def read(self) -> AsyncIterator[LineSession]:
        if self.is_away:
            self.refused += 1
            raise ConnectionRefusedError
        async with super().read() as session:
            yield session


@pytest.fixture
async def store(database_file: Path, vault: Vault) -> AsyncIterator[ComingAndGoing]:
    store = ComingAndGoing(f"sqlite+aiosqlite:///{database_file}", vault, Events())
    yield store
    await store.close()


async def test_an_open_console_hears_the_alarm_after_the_store_was_away(parts: Parts, store: ComingAndGoing) -> None:
    app = FastAPI()
    add_console(app, replace(parts, database=store))
    house = House(replace(parts, database=store), app, [])
    volunteer = await house.person(Role.VOLUNTEER, is_on_duty=True)
    async with Server(app) as server, console(f"ws://127.0.0.1:{server.port}/console/ws", volunteer) as page:
        await page.wait_for("ringing", handoffs=[])
        store.is_away = True
        async with store.begin() as session:
            handoff = await make_handoff(session, level=RiskLevel.CRITICAL)
        while store.refused < 2:  # noqa: ASYNC110  # both loops have run into it
            await asyncio.sleep(0.01)
        store.is_away = False

        assert (await page.wait_for("alarm"))["handoff"] == handoff.id
    for client in house.clients:
        await client.aclose()
