"""However Rasa fails, the line knows within its patience; played by a small server on loopback that can be rude."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from actions.commands import SetTopic
from bot.dialogue.rasa import Question, Rasa, RasaUnavailable, rasa_client
from bot.levels import RiskLevel

PATIENCE = timedelta(milliseconds=300)
QUESTION = Question(
    session="c1", text="　/考试考砸了", language="zh", level=RiskLevel.CONCERN, phase="bot", topic="study"
)
GOOD = [{"recipient_id": "c1", "text": "我在听。"}, {"custom": {"command": "set_topic", "topic": "study"}}]

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


class RudeServer:
    """Reads one request and answers it with whatever the test says."""

    def __init__(self) -> None:
        self.answer: Answer = saying(GOOD)
        self.asked: list[bytes] = []
        self.address = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        body = await reader.readexactly(int(length[0].split(b":")[1])) if length else b""
        self.asked.append(head + body)
        try:
            await self.answer(writer)
        except ConnectionError:
            return
        finally:
            writer.close()


def with_body(body: bytes, *, status: str = "200 OK", length: int | None = None) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


def saying(parts: object) -> Answer:
    return with_body(json.dumps(parts).encode())


async def silence(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Each piece comes in time, the whole never does."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"[")
        await writer.drain()
        await asyncio.sleep(0.02)


async def flood(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n")
    for _ in range(800):
        writer.write(b" " * 65536)
        await writer.drain()


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def no_http(writer: asyncio.StreamWriter) -> None:
    writer.write(b"good evening\r\n\r\n")
    await writer.drain()


@pytest.fixture
async def server() -> AsyncIterator[RudeServer]:
    rude = RudeServer()
    tasks: set[asyncio.Task[None]] = set()

    def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(rude.serve(reader, writer)))

    listening = await asyncio.start_server(meet, "127.0.0.1", 0)
    rude.address = "http://{}:{}".format(*listening.sockets[0].getsockname())
    yield rude
    listening.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await listening.wait_closed()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with rasa_client() as client:
        yield client


@pytest.fixture
def rasa(server: RudeServer, client: httpx.AsyncClient) -> Rasa:
    return Rasa(client, server.address, patience=PATIENCE)


async def test_a_good_answer_becomes_texts_and_commands(rasa: Rasa) -> None:
    reply = await rasa.ask(QUESTION)

    assert reply.texts == ("我在听。",)
    assert reply.commands == (SetTopic("study"),)


async def test_rasa_hears_neutral_words_and_the_context(rasa: Rasa, server: RudeServer) -> None:
    await rasa.ask(QUESTION)

    _, body = server.asked[0].split(b"\r\n\r\n")
    assert json.loads(body) == {
        "sender": "c1",
        "message": "考试考砸了",
        "metadata": {
            "language": "zh",
            "level": 1,
            "phase": "bot",
            "topic": "study",
            "about": "self",
            "before": "none",
            "screen": "near",
        },
    }


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (silence, "no answer in time"),
        (drip, "no answer in time"),
        (flood, "an answer too large"),
        (hang_up, "the connection broke"),
        (no_http, "the connection broke"),
        (with_body(b'[{"text"', length=500), "the connection broke"),
        (with_body(b"[]"), "an empty answer"),
        (with_body(b"oh dear"), "no JSON"),
        (with_body(b"oh dear", status="500 Internal Server Error"), "HTTP 500"),
        (with_body(b"", status="307 Temporary Redirect"), "HTTP 307"),
    ],
)
async def test_every_kind_of_failure_is_told_in_time(
    rasa: Rasa, server: RudeServer, answer: Answer, reason: str
) -> None:
    server.answer = answer

    async with asyncio.timeout(PATIENCE.total_seconds() * 5):
        with pytest.raises(RasaUnavailable) as refused:
            await rasa.ask(QUESTION)

    assert refused.value.reason == reason


async def test_nobody_listening_is_told_at_once(client: httpx.AsyncClient, unused_tcp_port: int) -> None:
    rasa = Rasa(client, f"http://127.0.0.1:{unused_tcp_port}", patience=PATIENCE)

    with pytest.raises(RasaUnavailable) as refused:
        await rasa.ask(QUESTION)

    assert refused.value.reason == "not running"


async def test_after_three_failures_rasa_is_left_alone(rasa: Rasa, server: RudeServer) -> None:
    server.answer = with_body(b"[]")
    for _ in range(3):
        with pytest.raises(RasaUnavailable):
            await rasa.ask(QUESTION)

    with pytest.raises(RasaUnavailable) as refused:
        await rasa.ask(QUESTION)

    assert refused.value.reason == "left alone for a while after failing"
    assert len(server.asked) == 3


async def test_a_rasa_that_is_back_is_asked_again_after_a_rest(client: httpx.AsyncClient, server: RudeServer) -> None:
    seconds = [0.0]
    rasa = Rasa(client, server.address, patience=PATIENCE, monotonic=lambda: seconds[0])
    server.answer = with_body(b"[]")
    for _ in range(3):
        with pytest.raises(RasaUnavailable):
            await rasa.ask(QUESTION)
    server.answer = saying(GOOD)
    seconds[0] += 60

    assert [(await rasa.ask(QUESTION)).texts for _ in range(2)] == [("我在听。",), ("我在听。",)]


class TestReadiness:
    async def test_a_server_with_its_model_is_ok(self, rasa: Rasa, server: RudeServer) -> None:
        server.answer = with_body(b"{}")

        assert await rasa.is_ready() == "ok"
        assert server.asked[0].startswith(b"GET /webhooks/rest/ready ")

    async def test_a_server_without_a_model_says_so(self, rasa: Rasa, server: RudeServer) -> None:
        server.answer = with_body(b"{}", status="503 Service Unavailable")

        assert await rasa.is_ready() == "no model is loaded"

    async def test_anything_else_is_told_by_its_status(self, rasa: Rasa, server: RudeServer) -> None:
        server.answer = with_body(b"", status="404 Not Found")

        assert await rasa.is_ready() == "HTTP 404"

    async def test_a_dead_server_is_not_running(self, client: httpx.AsyncClient, unused_tcp_port: int) -> None:
        rasa = Rasa(client, f"http://127.0.0.1:{unused_tcp_port}", patience=PATIENCE)

        assert await rasa.is_ready() == "not running"
