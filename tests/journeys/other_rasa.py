"""A Rasa server on loopback that fails in every way it can; the line sees nothing but HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from typing_extensions import override

WISHES_FOR_A_PERSON: Final = "能请一位老师来听我说吗"
WISHES_TO_BE_ASKED_AGAIN: Final = "明天这个时候再问问我吧"
_COMMANDS: Final = {
    WISHES_FOR_A_PERSON: {"command": "request_handoff", "topic": "unsaid"},
    WISHES_TO_BE_ASKED_AGAIN: {"command": "book_check_in", "after_hours": 24},
}
_THINKS_FOR: Final = 0.1
_LONGEST_ECHO: Final = 900


@dataclass
class OtherRasa:
    """Says what it heard; `instead` is a raw answer (status, body) in its place, `pause` comes before any answer."""

    address: str = ""
    instead: tuple[int, bytes] | None = None
    pause: float = _THINKS_FOR
    heard: list[str] = field(default_factory=list)

    def answer(self, body: bytes) -> tuple[int, bytes]:
        text = str(json.loads(body)["message"])
        self.heard.append(text)
        time.sleep(self.pause)
        if self.instead is not None:
            return self.instead
        return 200, json.dumps(self._parts(text)).encode()

    def behave(self) -> None:
        self.instead, self.pause = None, _THINKS_FOR

    def _parts(self, text: str) -> list[dict[str, Any]]:
        if text in _COMMANDS:
            return [{"recipient_id": "x", "custom": _COMMANDS[text]}]
        return [{"recipient_id": "x", "text": f"听到了：{text[:_LONGEST_ECHO]}"}]


@contextmanager
def other_rasa() -> Iterator[OtherRasa]:
    rasa = OtherRasa()

    class Rest(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, b"{}")

        def do_POST(self) -> None:
            self._send(*rasa.answer(self.rfile.read(int(self.headers["Content-Length"]))))

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test's output is not the place."""

        def _send(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the line was killed, or has lost its patience

    server = ThreadingHTTPServer(("127.0.0.1", 0), Rest)
    server.daemon_threads = True
    rasa.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield rasa
    finally:
        server.shutdown()
        server.server_close()
