"""The line's real web app on a database of its own; no browser, no Rasa, no port."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from bot.assembly import Line, assemble, make_app
from bot.config import Config, load_config
from bot.settings import Settings
from tests.conftest import CONFIG

MakeLine = Callable[..., Awaitable["Site"]]


@dataclass
class Site:
    """A line that can be asked over HTTP."""

    line: Line
    app: FastAPI
    client: httpx.AsyncClient

    async def open_chat(self, **wanted: str) -> str:
        """A new student's token."""
        answer = await self.client.post("/api/chat", json=wanted)
        assert answer.status_code == 201, answer.text
        token: str = answer.json()["token"]
        return token

    async def say(self, token: str, text: str, *, client_id: str | None = None) -> httpx.Response:
        body = {"client_id": client_id or str(uuid4()), "text": text}
        return await self.client.post("/api/chat/messages", json=body, headers=bearer(token))

    async def heard(self, token: str, **asked: str | float) -> dict[str, Any]:
        """What the student reads."""
        answer = await self.client.get("/api/chat/messages", params=asked, headers=bearer(token))
        assert answer.status_code == 200, answer.text
        history: dict[str, Any] = answer.json()
        return history


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(CONFIG)


@pytest.fixture
async def make_site(config: Config, migrated_file: Path, tmp_path: Path) -> AsyncIterator[MakeLine]:
    """Makes a site with settings of a test's own."""
    async with AsyncExitStack() as stack:

        async def make(**settings: Any) -> Site:
            shutil.copy(migrated_file, tmp_path / "tingjian.db")
            line = await assemble(Settings(local_folder=tmp_path, **settings), config, stack)
            app = make_app(line)
            transport = httpx.ASGITransport(app)
            client = httpx.AsyncClient(transport=transport, base_url="http://tingjian.test")
            return Site(line, app, await stack.enter_async_context(client))

        yield make


@pytest.fixture
async def site(make_site: MakeLine) -> Site:
    """The line as its defaults make it."""
    return await make_site()
