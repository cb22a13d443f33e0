"""A line of the test's own answers over HTTP; what a person at the terminal reads is what counts."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from typing_extensions import override

from bot.terminal_chat import NobodyAnswers, TerminalChat


class SmallLine(ThreadingHTTPServer):
    """Keeps what students say and answers each word with "heard: ..."; the word "danger" is too much for it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.messages: list[dict[str, Any]] = []
        self.holder = "bot"
        self.failures_left = 0

    def keep(self, author: str, text: str) -> int:
        self.messages.append({"seq": len(self.messages) + 1, "author": author, "text": text, "at": ""})
        return len(self.messages)


class Answers(BaseHTTPRequestHandler):
    server: SmallLine

    def do_POST(self) -> None:  # the name http.server asks for
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/chat":
            return self._answer(201, {"conversation": "c", "token": "plainly-invented"})
        if "danger" in given["text"]:
            return self._answer(503, {"safety_text": "Call 110."})
        if "broken" in given["text"]:
            return self._answer(429, None)
        seq = self.server.keep("student", given["text"])
        self.server.keep("bot", f"heard: {given['text']}")
        return self._answer(202, {"seq": seq})

    def do_GET(self) -> None:  # as above
        if self.server.failures_left:
            self.server.failures_left -= 1
            return self._answer(503, {})
        after = int(self.path.split("after=")[1].split("&")[0])
        state = {"holder": self.server.holder, "place": 2 if self.server.holder == "queue" else None}
        messages = [message for message in self.server.messages if message["seq"] > after]
        return self._answer(200, {"messages": messages, "state": state})

    def _answer(self, code: int, body: object) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(b"oops" if body is None else json.dumps(body).encode())

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal belongs to the test."""


@pytest.fixture
def line() -> Iterator[SmallLine]:
    with SmallLine() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def talk_with(line: SmallLine, *lines: str) -> list[str]:
    said: list[str] = []
    host, port = line.server_address[:2]
    with httpx.Client(base_url=f"http://{host!s}:{port}", timeout=5) as client:
        TerminalChat(client, say=said.append).talk(lines)
    return said


class TestTalk:
    def test_answer_is_shown_and_what_one_typed_is_not_repeated(self, line: SmallLine) -> None:
        assert talk_with(line, "hello\n", "\n") == ["听见: heard: hello"]

    def test_waiting_for_a_person_shows_the_place(self, line: SmallLine) -> None:
        line.holder = "queue"

        assert "    (now with: queue, place 2)" in talk_with(line, "a person please")

    def test_volunteer_is_named_as_one(self, line: SmallLine) -> None:
        line.keep("volunteer", "I am here")

        assert "志愿者: I am here" in talk_with(line, "hello")

    def test_refusal_shows_its_safety_text(self, line: SmallLine) -> None:
        assert "Call 110.\n    (not taken: 503 Service Unavailable)" in talk_with(line, "danger", "hello")

    def test_refusal_without_words_is_shown_too(self, line: SmallLine) -> None:
        assert "(not taken: 429 Too Many Requests)" in talk_with(line, "broken", "hello")

    def test_line_that_hiccups_is_asked_again(self, line: SmallLine) -> None:
        line.failures_left = 1

        assert talk_with(line, "hello") == ["听见: heard: hello"]

    def test_line_that_is_not_there_is_said(self) -> None:
        with (
            httpx.Client(base_url="http://127.0.0.1:1") as client,
            pytest.raises(NobodyAnswers, match=r"Start the line first \(make run\)"),
        ):
            TerminalChat(client, say=print).talk([])
