"""The whole line in this process: it starts, answers, and ends in good order; or says in one sentence why it does not."""

import asyncio
import gc
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog

from bot import main
from bot.config import Config
from bot.errors import RefusedToStart
from bot.kit.crypto import load_or_create_vault
from bot.main import _kept_running, _listening_socket, _serve, serve
from bot.settings import Settings
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import prove_key
from bot.store.neighbours import lock_sqlite
from bot.store.tables import LineProcess
from tests.factories import EVENING, make_conversation, make_message, make_student

DANGER = "遗书写好了，今晚就走"


@pytest.fixture
def own_process() -> Iterator[None]:
    """What the line does to the process it owns, undone."""
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)
    gc.unfreeze()


@dataclass
class Running:
    settings: Settings
    client: httpx.AsyncClient
    serving: asyncio.Task[None]
    told: str

    async def end(self) -> None:
        """Tell it to end, as the supervising process does."""
        if not self.serving.done():
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(self.serving, 10)


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path, unused_tcp_port: int) -> Settings:
    shutil.copy(migrated_file, tmp_path / "tingjian.db")
    nowhere = "http://127.0.0.1:1"
    return Settings(
        local_folder=tmp_path,
        port=unused_tcp_port,
        demo=True,
        rasa_url=nowhere,
        gather=timedelta(seconds=0.02),
    )


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start(
    settings: Settings, whole_config: Config, own_process: None, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Start]:
    """Starts the line, listening on a port of its own."""
    async with AsyncExitStack() as stack:

        async def begin(**changes: Any) -> Running:
            chosen = settings.model_copy(update=changes)
            serving = asyncio.create_task(_serve(chosen, whole_config, _listening_socket(chosen)))
            client = await stack.enter_async_context(
                httpx.AsyncClient(base_url=settings.address, timeout=10, transport=httpx.AsyncHTTPTransport(retries=5))
            )
            assert (await client.get("/healthz")).status_code == 200
            running = Running(settings, client, serving, capsys.readouterr().out)
            stack.push_async_callback(running.end)
            return running

        yield begin


@pytest.fixture
async def running(start: Start) -> Running:
    return await start()


async def test_a_student_in_danger_reads_the_numbers_with_rasa_away(running: Running) -> None:
    token = (await running.client.post("/api/chat", json={"language": "zh-Hans"})).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}

    sent = await running.client.post(
        "/api/chat/messages", json={"client_id": str(uuid4()), "text": DANGER}, headers=bearer
    )
    heard = await running.client.get("/api/chat/messages", params={"after": sent.json()["seq"]}, headers=bearer)

    assert sent.status_code == 202
    assert "12356" in heard.json()["messages"][0]["text"]
    assert heard.json()["state"]["holder"] == "queue"


async def test_the_bot_answers_by_itself_while_the_line_runs(running: Running) -> None:
    token = (await running.client.post("/api/chat", json={"language": "zh-Hans"})).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    sent = await running.client.post(
        "/api/chat/messages", json={"client_id": str(uuid4()), "text": "考试考砸了"}, headers=bearer
    )

    heard = await running.client.get(
        "/api/chat/messages", params={"after": sent.json()["seq"], "wait": 10}, headers=bearer
    )

    assert [message["author"] for message in heard.json()["messages"]][:1] == ["bot"]


async def test_readiness_says_what_is_there_and_what_is_not(running: Running) -> None:
    ready = await running.client.get("/readyz")

    assert (ready.status_code, ready.json()) == (
        200,
        {"store": "ok", "rasa": "not running", "channels": "ok"},
    )


async def test_whoever_starts_it_is_told_where_everything_is(running: Running) -> None:
    told = running.told
    address = running.settings.address
    for line in (
        f"Student chat     {address}/\n",
        f"Console          {address}/console\n",
        f"Review           {address}/review\n",
    ):
        assert line in told
    assert "One-time sign-in links (demo mode, this machine only):" in told
    assert [role for role in ("volunteer", "supervisor", "coordinator", "administrator") if f"  {role}" in told] == [
        "volunteer", "supervisor", "coordinator", "administrator",
    ]  # fmt: skip
    assert "\033[31mNo pager is set up" in told


async def test_it_ends_within_a_moment_with_a_student_waiting_for_news(running: Running) -> None:
    token = (await running.client.post("/api/chat", json={})).json()["token"]
    waiting = asyncio.create_task(
        running.client.get(
            "/api/chat/messages", params={"after": 9, "wait": 25}, headers={"Authorization": f"Bearer {token}"}
        )
    )
    await asyncio.sleep(0.2)

    await running.end()

    assert (await waiting).status_code == 200


async def test_what_a_killed_line_left_is_answered_at_the_next_start(settings: Settings, start: Start) -> None:
    database = Database(settings.database, load_or_create_vault(settings.key_path), Events())
    async with database.begin() as session:
        session.add(LineProcess(id="killed", started_at=EVENING))
        conversation = await make_conversation(session, await make_student(session, chat="a-token"))
        message = await make_message(session, conversation, "考试考砸了")
        message.awaits_turn = True
        conversation.turn_due_at = EVENING.replace(year=2000)
        conversation.turn_owner, conversation.turn_until = "killed", EVENING.replace(year=2999)
    await database.close()

    running = await start()
    heard = await running.client.get(
        "/api/chat/messages", params={"after": 1, "wait": 5}, headers={"Authorization": "Bearer a-token"}
    )

    assert heard.json()["messages"][0]["author"] == "bot"


@pytest.mark.postgres
async def test_on_postgresql_it_is_the_same_line(start: Start, postgres_address: str) -> None:
    running = await start(database_url=postgres_address)
    token = (await running.client.post("/api/chat", json={})).json()["token"]

    sent = await running.client.post(
        "/api/chat/messages",
        json={"client_id": str(uuid4()), "text": DANGER},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert sent.status_code == 202


async def test_a_real_line_with_a_pager_prints_no_links_and_no_warning(start: Start) -> None:
    running = await start(demo=False, pager_webhook="http://127.0.0.1:1/page")

    assert "sign-in links" not in running.told
    assert "No pager" not in running.told


class TestRefusals:
    def test_a_taken_port_is_named(self, settings: Settings) -> None:
        with closing(socket.create_server(("127.0.0.1", settings.port))), pytest.raises(RefusedToStart) as refused:
            _listening_socket(settings)

        assert str(refused.value).startswith(f"Port {settings.port} on 127.0.0.1 is taken")
        assert "set TINGJIAN_PORT to another port" in str(refused.value)

    def test_a_second_line_on_the_same_database_is_refused(self, settings: Settings, quiet_logs: None) -> None:
        with (
            lock_sqlite(settings.local_folder / "tingjian.db"),
            pytest.raises(RefusedToStart, match="Another line is already running"),
        ):
            serve(settings)

    def test_a_broken_config_file_is_named(self, settings: Settings, tmp_path: Path, quiet_logs: None) -> None:
        with pytest.raises(RefusedToStart, match=r"en\.yml|zh-Hans\.yml"):
            serve(settings.model_copy(update={"config_folder": tmp_path}))

    def test_demo_mode_for_everybody_is_refused(self, settings: Settings, quiet_logs: None) -> None:
        with pytest.raises(RefusedToStart, match="Demo mode"):
            serve(settings.model_copy(update={"host": "0.0.0.0"}))

    def test_a_key_of_another_database_is_refused(self, settings: Settings, quiet_logs: None) -> None:
        async def prove() -> None:
            database = Database(settings.database, load_or_create_vault(settings.key_path), Events())
            await prove_key(database)
            await database.close()

        asyncio.run(prove())
        settings.key_path.unlink()

        with pytest.raises(RefusedToStart, match="does not belong to this database"):
            serve(settings)


@pytest.fixture
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """serve() sets the logs of its process up, which is pytest's here."""
    monkeypatch.setattr(main, "set_up_logs", lambda: None)


class TestLoops:
    async def test_a_loop_that_breaks_is_begun_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(main, "RESTART_AFTER", 0.0)
        begun = 0
        third_time = asyncio.Event()

        async def work() -> None:
            nonlocal begun
            begun += 1
            if begun < 3:
                raise ZeroDivisionError
            third_time.set()
            await asyncio.Event().wait()

        with structlog.testing.capture_logs() as logged:
            task = asyncio.create_task(_kept_running("turns", work))
            await asyncio.wait_for(third_time.wait(), 5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        assert [(line["event"], line["loop"], line["reason"]) for line in logged] == [
            ("loop_broke", "turns", "ZeroDivisionError"),
        ] * 2  # fmt: skip
