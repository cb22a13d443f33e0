"""The console on a database of a test's own, and people who are signed in to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.check_ins.protocol import load_protocol
from bot.kit.clock import FixedClock
from bot.redact.finder import NameModelMissing
from bot.redact.redactor import Redactor
from bot.reviews.redaction import RedactorOnDemand
from bot.settings import Settings
from bot.shifts.accounts import LINK_PATH, make_link
from bot.shifts.presence import start_shift
from bot.store.database import Database
from bot.store.tables import Account, Role, SignIn
from bot.wording import Wording
from console.app import add_console
from console.parts import Parts
from tests.conftest import CONFIG
from tests.factories import make_account

ADDRESS = "http://tingjian.test"


@dataclass
class Person:
    """Somebody at a browser that is signed in."""

    account: Account
    client: httpx.AsyncClient
    form_token: str

    async def look(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def do(self, page: str, /, **fields: Any) -> httpx.Response:
        """A form of ours, sent as a browser sends it."""
        return await self.client.post(page, data={"form_token": self.form_token, **fields}, headers={"Origin": ADDRESS})

    @property
    def cookie(self) -> str:
        name, value = next(iter(self.client.cookies.items()))
        return f"{name}={value}"


class Server:
    """A real server on loopback that can be stopped and started again on its port."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._serving: asyncio.Task[None] | None = None
        self.port = 0

    async def start(self) -> None:
        config = uvicorn.Config(
            self._app, port=self.port, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110  # uvicorn tells it no other way
            await asyncio.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def no_redactor() -> Redactor:
    raise NameModelMissing("left out in this test")


@dataclass
class House:
    """The console, and whoever comes to it."""

    parts: Parts
    app: FastAPI
    clients: list[httpx.AsyncClient]

    def visitor(self) -> httpx.AsyncClient:
        """A browser nobody is signed in to."""
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=ADDRESS)
        self.clients.append(client)
        return client

    async def link_for(self, account: Account) -> str:
        async with self.parts.database.begin() as session:
            token = await make_link(session, account, at=self.parts.clock.now(), valid_for=timedelta(hours=1))
        return LINK_PATH + token

    async def person(self, role: Role, *, desk: str = "main", is_on_duty: bool = False) -> Person:
        """Somebody of this role, signed in by a link."""
        async with self.parts.database.begin() as session:
            account = await make_account(session, role=role, desk=desk)
            if is_on_duty:
                await start_shift(session, account, at=self.parts.clock.now())
        client = self.visitor()
        answer = await client.post(await self.link_for(account))
        assert answer.status_code == 303, answer.text
        async with self.parts.database.read() as session:
            token = next(iter(client.cookies.values()))
            row = await session.get_one(SignIn, session.vault.lookup("sign_in", token))
        return Person(account, client, row.form_token)


@pytest.fixture
def parts(database: Database, clock: FixedClock, wording: Wording, tmp_path: Path) -> Parts:
    return Parts(
        database=database,
        clock=clock,
        settings=Settings(local_folder=tmp_path),
        wording=wording,
        protocol=load_protocol(CONFIG),
        desks=("main", "north"),
        has_pager=False,
        redactor=RedactorOnDemand(no_redactor),
    )


@pytest.fixture
async def house(parts: Parts) -> AsyncIterator[House]:
    app = FastAPI()
    add_console(app, parts)
    house = House(parts, app, [])
    yield house
    for client in house.clients:
        await client.aclose()


@pytest.fixture
async def volunteer(house: House) -> Person:
    """On duty."""
    return await house.person(Role.VOLUNTEER, is_on_duty=True)


@pytest.fixture
async def supervisor(house: House) -> Person:
    return await house.person(Role.SUPERVISOR)
