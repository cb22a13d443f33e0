"""The duty phone's webhook: a loopback server that keeps what it was called with."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

from tests.journeys.processes import wait_until


@dataclass
class DutyPhone:
    """Every call so far, the oldest first."""

    address: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def steps(self) -> list[int]:
        return [int(call["step"]) for call in self.calls]

    def wait_for(self, steps: list[int]) -> None:
        """Until exactly these steps have been called."""
        wait_until(lambda: self.steps == steps, within=10, what=f"calls {steps}, not {self.steps}")


@contextmanager
def duty_phone() -> Iterator[DutyPhone]:
    phone = DutyPhone()

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            phone.calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test's output is not the place."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    phone.address = f"http://127.0.0.1:{server.server_port}/page"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield phone
    finally:
        server.shutdown()
        server.server_close()
