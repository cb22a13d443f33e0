"""Asks Rasa "what would you say?"; it may be slow, wrong or dead, and the answer is used or refused as a whole."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import httpx

from bot.dialogue.breaker import Breaker
from bot.dialogue.neutral import neutral_text
from bot.dialogue.reply import DialogueReply, RasaUnavailable, read_reply
from bot.levels import RiskLevel

__all__ = ["DialogueReply", "Question", "Rasa", "RasaUnavailable", "rasa_client"]

PATIENCE = timedelta(seconds=4)
PATIENCE_WHEN_ASKED_IF_READY = timedelta(seconds=2)
LARGEST_ANSWER_BYTES = 256 * 1024


@dataclass(frozen=True)
class Question:
    """One turn as Rasa gets it; the text is Simplified Chinese or English, the session keeps Rasa's short memory."""

    session: str
    text: str
    language: Literal["zh", "en"]
    level: RiskLevel
    phase: Literal["bot", "waiting"]
    topic: str | None
    is_about_other: bool = False
    """Somebody else is the one in trouble."""
    is_far_from_danger: bool = False
    """Whether the screen's model is far from fearing anything in it."""
    before: Literal["none", "rasa", "line"] = "none"
    """Who gave the answer before this message: a talk that has begun is understood otherwise than a first message."""


def rasa_client() -> httpx.AsyncClient:
    """A client for `Rasa`: no proxy of the surroundings, nothing decompressed."""
    return httpx.AsyncClient(trust_env=False, headers={"Accept-Encoding": "identity"})


class Rasa:
    """The line's only way to Rasa."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        address: str,
        *,
        patience: timedelta = PATIENCE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._address = address
        self._patience = patience
        self._breaker = Breaker(monotonic)

    async def ask(self, question: Question) -> DialogueReply:
        """Rasa's reply, or RasaUnavailable within the patience, whatever Rasa does."""
        if not self._breaker.lets_through():
            raise RasaUnavailable("left alone for a while after failing")
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                reply = read_reply(await self._post(_as_message(question)))
        except (TimeoutError, httpx.HTTPError, RasaUnavailable) as failure:
            self._breaker.failed()
            raise _named(failure) from None
        self._breaker.succeeded()
        return reply

    async def is_ready(self) -> str:
        """`ok`, or why the Rasa server with its model cannot answer now."""
        return await self._look_at(f"{self._address}/webhooks/rest/ready")

    async def _post(self, message: dict[str, object]) -> bytes:
        url = f"{self._address}/webhooks/rest/webhook"
        async with self._client.stream("POST", url, json=message, timeout=self._patience.total_seconds()) as response:
            if response.status_code != httpx.codes.OK:
                raise RasaUnavailable(f"HTTP {response.status_code}")
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > LARGEST_ANSWER_BYTES:
                    raise RasaUnavailable("an answer too large")
            return bytes(body)

    async def _look_at(self, url: str) -> str:
        patience = PATIENCE_WHEN_ASKED_IF_READY.total_seconds()
        try:
            async with asyncio.timeout(patience), self._client.stream("GET", url, timeout=patience) as response:
                status = response.status_code
        except (TimeoutError, httpx.HTTPError) as failure:
            return _named(failure).reason
        if status == httpx.codes.SERVICE_UNAVAILABLE:
            return "no model is loaded"
        return "ok" if status == httpx.codes.OK else f"HTTP {status}"


def _as_message(question: Question) -> dict[str, object]:
    return {
        "sender": question.session,
        "message": neutral_text(question.text),
        "metadata": {
            "language": question.language,
            "level": int(question.level),
            "phase": question.phase,
            "topic": question.topic,
            "about": "other" if question.is_about_other else "self",
            "before": question.before,
            "screen": "far" if question.is_far_from_danger else "near",
        },
    }


def _named(failure: TimeoutError | httpx.HTTPError | RasaUnavailable) -> RasaUnavailable:
    if isinstance(failure, RasaUnavailable):
        return failure
    if isinstance(failure, TimeoutError | httpx.TimeoutException):
        return RasaUnavailable("no answer in time")
    if isinstance(failure, httpx.ConnectError):
        return RasaUnavailable("not running")
    return RasaUnavailable("the connection broke")
