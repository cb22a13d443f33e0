"""A student at the public API, as any page could be one."""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys.processes import NO_TLS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chat as the student sees it."""

    seq: int
    author: str
    text: str


class StudentChat:
    """Opens a chat, writes, and reads what comes."""

    def __init__(self, address: str, *, language: str | None = None) -> None:
        self._client = httpx.Client(base_url=address, trust_env=False, timeout=30, verify=NO_TLS)
        answer = self._client.post("/api/chat", json={} if language is None else {"language": language})
        answer.raise_for_status()
        opened = answer.json()
        self.conversation = str(opened["conversation"])
        self.token = str(opened["token"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, text: str, *, client_id: str = "") -> httpx.Response:
        """The line's raw answer to one message."""
        body = {"client_id": client_id or str(uuid.uuid4()), "text": text}
        # In ASCII, because half an emoji has no other form.
        headers = {**self.headers, "Content-Type": "application/json"}
        return self._client.post("/api/chat/messages", content=json.dumps(body).encode("ascii"), headers=headers)

    def say(self, text: str, *, client_id: str = "") -> int:
        """Write something and return its place once it is durable."""
        answer = self.post(text, client_id=client_id)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return int(answer.json()["seq"])

    def say_until_kept(self, text: str, *, client_id: str, within: float = 30) -> int:
        """As a page does: send it again with the same id until the line has said that it is kept."""
        give_up_at = time.monotonic() + within
        while True:
            try:
                return self.say(text, client_id=client_id)
            except httpx.TransportError:
                assert time.monotonic() < give_up_at, "the line did not come back"
                time.sleep(0.1)

    def look(self, *, after: int = 0, wait: float = 0) -> dict[str, Any]:
        asked = {"after": str(after), "wait": str(wait)}
        answer = self._client.get("/api/chat/messages", params=asked, headers=self.headers)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def history(self, *, after: int = 0) -> list[Line]:
        """Everything said after a place, page by page."""
        lines: list[Line] = []
        while batch := self.look(after=lines[-1].seq if lines else after)["messages"]:
            lines += [Line(said["seq"], said["author"], said["text"]) for said in batch]
        return lines

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.look(after=2**62)["state"]
        return state

    def wait_for(self, is_it: Callable[[Line], bool], *, after: int = 0, within: float = 10) -> Line:
        """The first line after a place that is what is waited for."""
        give_up_at = time.monotonic() + within
        seen = after
        while (remaining := give_up_at - time.monotonic()) > 0:
            for said in self.look(after=seen, wait=max(0.1, min(remaining, 5)))["messages"]:
                seen = max(seen, said["seq"])
                line = Line(said["seq"], said["author"], said["text"])
                if is_it(line):
                    return line
        raise AssertionError(f"it did not come within {within:g} s; the chat is {self.history()}")

    def answer_to(self, seq: int, *, within: float = 10) -> Line:
        """The bot's next line after a place."""
        return self.wait_for(lambda line: line.author == "bot", after=seq, within=within)
