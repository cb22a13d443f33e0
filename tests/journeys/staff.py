"""Somebody at the console without a browser: the same pages, forms and socket that a browser would use."""

import html
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.journeys.processes import NO_TLS


class Staff:
    """Signed in by a one-time link."""

    def __init__(self, link: str) -> None:
        there = urlsplit(link)
        self.address = f"{there.scheme}://{there.netloc}"
        self._client = httpx.Client(base_url=self.address, trust_env=False, timeout=30, verify=NO_TLS)
        answer = self._client.post(there.path)
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
        self._form_token = self._read_form_token(answer.headers["location"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def see(self, path: str) -> httpx.Response:
        return self._client.get(path)

    def do(self, path: str, **form: str | list[str]) -> httpx.Response:
        """Send a form as one of the console's own pages would."""
        return self._client.post(path, data=form, headers={"X-Form-Token": self._form_token})

    def choose_password(self, password: str) -> None:
        answer = self.do("/console/password", password=password)
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text

    def start_shift(self) -> None:
        assert self.do("/console/shift/start").status_code == httpx.codes.SEE_OTHER

    def waiting(self) -> list[str]:
        """The Handoffs that wait, as the queue shows them."""
        return re.findall(r'data-handoff="([^"]+)"', self.see("/console").text)

    def claim(self, handoff: str) -> httpx.Response:
        return self.do(f"/console/handoffs/{handoff}/claim")

    @contextmanager
    def at_the_console(self) -> Iterator["OpenConsole"]:
        """The console's socket, as the open page holds it."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())
        address = self.address.replace("http", "ws", 1) + "/console/ws"
        with connect(address, additional_headers={"Cookie": cookie}, proxy=None) as socket:
            yield OpenConsole(socket)

    def _read_form_token(self, path: str) -> str:
        page = html.unescape(self.see(path).text)
        found = re.search(r'"X-Form-Token": "([^"]+)"', page)
        assert found is not None, page
        return found[1]


class OpenConsole:
    """What the page and the line say to each other."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def tell(self, what: str, **facts: Any) -> None:
        self._socket.send(json.dumps({"do": what, **facts}))

    def say(self, conversation: str, text: str, *, client_id: str = "") -> None:
        self.tell("say", conversation=conversation, client_id=client_id or str(uuid.uuid4()), text=text)

    def wait_for(self, event: str, *, within: float = 10) -> dict[str, Any]:
        """The next event of this name; heartbeats are answered on the way."""
        while True:
            heard: dict[str, Any] = json.loads(self._socket.recv(timeout=within))
            if heard["event"] == "beat":
                self.tell("beat")
            if heard["event"] == event:
                return heard
