"""A chat in the terminal with the line that runs, over the same public API as the web page."""

import threading
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpx

from bot.errors import LineError

NAMES: Final = {"bot": "听见", "line": "听见", "volunteer": "志愿者"}
LONG_POLL_SECONDS: Final = 20
LAST_WORDS_SECONDS: Final = 8
TRIES: Final = 4
SAID_BY_STUDENT: Final = "student"


class NobodyAnswers(LineError):
    def __init__(self, address: str) -> None:
        super().__init__(
            f"Nobody answers at {address}. Start the line first (make run), or say where it is: --address."
        )


class TerminalChat:
    """One student's chat. What the line says is told by a thread of its own, so that it comes while one types."""

    def __init__(self, client: httpx.Client, *, say: Callable[[str], None]) -> None:
        self._client = client
        self._say = say
        self._last_sent = 0
        self._last_heard = 0
        self._holder = "bot"
        self._has_ended = threading.Event()

    def talk(self, lines: Iterable[str]) -> None:
        """Open a chat, send each line, and stay until the last one is answered."""
        token = self._ask("POST", "/api/chat", json={}).json()["token"]
        self._client.headers["Authorization"] = f"Bearer {token}"
        listening = threading.Thread(target=self._listen, daemon=True)
        listening.start()
        for line in lines:
            if line.strip():
                self._send(line.strip())
        self._wait_for_last_words()
        self._has_ended.set()
        listening.join(timeout=1)  # it may be in the middle of a long poll, which nobody needs to wait for

    def _send(self, text: str) -> None:
        # The same client_id again is the same message: a lost answer never doubles what was said.
        answer = self._ask("POST", "/api/chat/messages", json={"client_id": str(uuid.uuid4()), "text": text})
        if answer.status_code == httpx.codes.ACCEPTED:
            self._last_sent = int(answer.json()["seq"])
        else:
            self._say(_refusal(answer))

    def _ask(self, method: str, path: str, *, json: dict[str, str]) -> httpx.Response:
        for attempt in range(TRIES):
            try:
                return self._client.request(method, path, json=json)
            except httpx.TransportError:
                time.sleep(0.2 * attempt)
        raise NobodyAnswers(str(self._client.base_url))

    def _listen(self) -> None:
        after = 0
        # A client of its own: closing the other one must not break a poll that is under way.
        with httpx.Client(
            base_url=self._client.base_url, headers=self._client.headers, timeout=self._client.timeout
        ) as client:
            while not self._has_ended.is_set():
                after = self._listen_once(client, after)

    def _listen_once(self, client: httpx.Client, after: int) -> int:
        """Tell what is new after this number; give the number reached."""
        try:
            answer = client.get("/api/chat/messages", params={"after": after, "wait": LONG_POLL_SECONDS})
            answer.raise_for_status()
        except httpx.HTTPError:
            self._has_ended.wait(1)
            return after
        heard = answer.json()
        for message in heard["messages"]:
            after = max(after, int(message["seq"]))
            self._tell(message)
        self._tell_state(heard["state"])
        return after

    def _tell(self, message: dict[str, Any]) -> None:
        if message["author"] == SAID_BY_STUDENT:
            return
        self._last_heard = int(message["seq"])
        self._say(f"{NAMES.get(message['author'], message['author'])}: {message['text']}")

    def _tell_state(self, state: dict[str, Any]) -> None:
        if state["holder"] != self._holder:
            self._holder = state["holder"]
            place = f", place {state['place']}" if state.get("place") else ""
            self._say(f"    (now with: {self._holder}{place})")

    def _wait_for_last_words(self) -> None:
        latest = time.monotonic() + LAST_WORDS_SECONDS
        while self._last_heard <= self._last_sent and time.monotonic() < latest:
            time.sleep(0.1)


def _refusal(answer: httpx.Response) -> str:
    try:
        safety_text = answer.json().get("safety_text")
    except ValueError:
        safety_text = None
    return f"{safety_text or ''}\n    (not taken: {answer.status_code} {answer.reason_phrase})".lstrip()
