"""A student of the public API, on two connections as the web page has them: one to write on, one that waits."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tools.bench.http import Connection

ACCEPTED = 202


class Student:
    """One web chat."""

    def __init__(self, writing: Connection, reading: Connection, token: str) -> None:
        self._writing = writing
        self._reading = reading
        self._token = f"Bearer {token}"

    @classmethod
    @asynccontextmanager
    async def at(cls, address: str) -> "AsyncIterator[Student]":
        async with Connection.to(address) as writing, Connection.to(address) as reading:
            opened = await writing.request("POST", "/api/chat", body={})
            yield cls(writing, reading, opened.json()["token"])

    async def say(self, text: str) -> int:
        """The message's place in the history, once it is durable."""
        body = {"client_id": str(uuid.uuid4()), "text": text}
        answer = await self._writing.request("POST", "/api/chat/messages", body=body, Authorization=self._token)
        if answer.status != ACCEPTED:
            raise SystemExit(f"the line answered {answer.status}: {answer.body!r}")
        seq: int = answer.json()["seq"]
        return seq

    async def wait_for(self, author: str, *, after: int) -> dict[str, Any]:
        """What this author says next after a place, waited for as the page waits."""
        while True:
            path = f"/api/chat/messages?after={after}&wait=25"
            messages = (await self._reading.request("GET", path, Authorization=self._token)).json()["messages"]
            for message in messages:
                after = message["seq"]
                if message["author"] == author:
                    found: dict[str, Any] = message
                    return found
