"""How long an alarm takes: danger posted, until the event is at 100 open consoles; real sockets, signed in by links."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from datetime import timedelta

from sqlalchemy import make_url
from websockets.asyncio.client import ClientConnection, connect

from bot.kit.clock import SystemClock
from bot.kit.crypto import load_or_create_vault
from bot.shifts.accounts import LINK_PATH, NewAccount, add_account, make_link
from bot.store.database import Database
from bot.store.events import Events
from bot.store.tables import Role
from tools.bench.figures import p99
from tools.bench.http import Connection
from tools.bench.line_process import RunningLine, line
from tools.bench.safety import DANGER
from tools.bench.student import Student

CONSOLES = 100
ALARMS = 20
_SETTLED_AFTER = 0.5
_LONGEST = 30


async def measure() -> dict[str, float]:
    """`console_alarm_p99_ms` over 20 alarms at 100 consoles."""
    async with line() as running, contextlib.AsyncExitStack() as stack:
        consoles = [await stack.enter_async_context(_console(running, path)) for path in await _sign_in_paths(running)]
        waits: list[float] = []
        for _ in range(ALARMS):
            await asyncio.sleep(_SETTLED_AFTER)
            waits += await _alarm(running, consoles)
    return {"console_alarm_p99_ms": 1000 * p99(waits)}


async def _alarm(running: RunningLine, consoles: list[ClientConnection]) -> list[float]:
    async with Student.at(running.address) as student:
        hearing = [asyncio.create_task(_hears_alarm(console)) for console in consoles]
        began = time.perf_counter()
        await student.say(DANGER)
        return [heard - began for heard in await asyncio.gather(*hearing)]


async def _hears_alarm(console: ClientConnection) -> float:
    """When the alarm came; questions whether the page is open are answered, as the page does."""
    async with asyncio.timeout(_LONGEST):
        while True:
            event = json.loads(await console.recv())["event"]
            if event == "alarm":
                return time.perf_counter()
            if event == "beat":
                await console.send('{"do": "beat"}')


async def _sign_in_paths(running: RunningLine) -> list[str]:
    """A link for each of 100 volunteers, made as `tingjian user add` makes them: by another process."""
    url = make_url("sqlite+aiosqlite://").set(database=str(running.folder / "tingjian.db"))
    database = Database(str(url), load_or_create_vault(running.folder / "tingjian.key"), Events())
    now = SystemClock().now()
    try:
        async with database.begin() as session:
            links = []
            for number in range(CONSOLES):
                new = NewAccount(f"volunteer-{number}", f"Volunteer {number}", Role.VOLUNTEER, "main")
                account = await add_account(session, new, at=now)
                links.append(LINK_PATH + await make_link(session, account, at=now, valid_for=timedelta(hours=1)))
            return links
    finally:
        await database.close()


@contextlib.asynccontextmanager
async def _console(running: RunningLine, path: str) -> AsyncIterator[ClientConnection]:
    async with Connection.to(running.address) as connection:
        cookie = (await connection.request("POST", path)).headers["set-cookie"].partition(";")[0]
    address = f"{running.address.replace('http', 'ws', 1)}/console/ws"
    async with connect(address, additional_headers={"Cookie": cookie}, proxy=None) as socket:
        yield socket
