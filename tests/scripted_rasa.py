"""A Rasa on loopback that says what a test tells it to; the line sees nothing but HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Meanwhile = Callable[[], Awaitable[object]]


def saying(*texts: str) -> list[dict[str, Any]]:
    return [{"recipient_id": "x", "text": text} for text in texts]


def naming(command: str, **facts: object) -> list[dict[str, Any]]:
    return [{"recipient_id": "x", "custom": {"command": command, **facts}}]


@dataclass
class ScriptedRasa:
    """Gives `answers` in turn, then `else_says`; does `meanwhile` once before it answers, as if thinking took that long."""

    address: str = ""
    answers: list[list[dict[str, Any]]] = field(default_factory=list)
    else_says: list[dict[str, Any]] = field(default_factory=lambda: saying("我在听。"))
    meanwhile: Meanwhile | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)
    is_down: bool = False

    @property
    def texts(self) -> list[str]:
        """What the line asked, in order."""
        return [str(message["message"]) for message in self.heard]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")
            )
            self.heard.append(json.loads(await reader.readexactly(length)))
            if self.is_down:
                break
            meanwhile, self.meanwhile = self.meanwhile, None
            if meanwhile is not None:
                await meanwhile()
            body = json.dumps(self.answers.pop(0) if self.answers else self.else_says).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).lower()
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


@asynccontextmanager
async def scripted_rasa() -> AsyncIterator[ScriptedRasa]:
    rasa = ScriptedRasa()
    talks: set[asyncio.Task[None]] = set()

    def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.create_task(rasa.answer(reader, writer)))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    rasa.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield rasa
    server.close()
    for talk in talks:
        talk.cancel()
    await asyncio.gather(*talks, return_exceptions=True)
    await server.wait_closed()
