"""A Bot API server on loopback that behaves as core.telegram.org/bots/api says, as far as the line uses it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"
"""Invented, in the shape Telegram gives."""


@dataclass
class Refusal:
    """What the next sendMessage to any chat is answered with."""

    status: int
    description: str
    retry_after: int | None = None


@dataclass
class _Waiting:
    update: dict[str, Any]
    deliveries_left: int


@dataclass
class FakeTelegram:
    """Updates wait here until they are confirmed; what the bot sends is kept in `sent`."""

    address: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    webhook: dict[str, Any] | None = None
    is_garbled: bool = False
    polls: int = 0
    _waiting: dict[int, _Waiting] = field(default_factory=dict)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, update: dict[str, Any], *, times: int = 1) -> None:
        """An update for the bot; with `times` it comes again although it was confirmed, as it may after an outage."""
        self._waiting[int(update["update_id"])] = _Waiting(update, times)
        self._came.set()

    @property
    def unconfirmed(self) -> list[int]:
        return sorted(self._waiting)

    def texts_to(self, chat: int) -> list[str]:
        """What the bot said in a chat, in order."""
        return [str(message["text"]) for message in self.sent if int(message["chat_id"]) == chat]

    async def get_updates(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        self.polls += 1
        self._confirm(int(asked.get("offset") or 0))
        if not self._waiting:
            self._came.clear()
            try:
                async with asyncio.timeout(min(float(asked.get("timeout") or 0), 1)):
                    await self._came.wait()
            except TimeoutError:
                return []
        batch = [self._waiting[number] for number in self.unconfirmed[:100]]
        for waiting in batch:
            waiting.deliveries_left -= 1
        return [waiting.update for waiting in batch]

    def _confirm(self, offset: int) -> None:
        for number in [number for number in self._waiting if number < offset]:
            if self._waiting[number].deliveries_left <= 0:
                del self._waiting[number]

    async def answer(self, request: web.Request) -> web.Response:
        asked = dict(await request.post())
        if request.match_info["token"] != TOKEN:
            return _refused(Refusal(401, "Unauthorized"))
        if self.is_garbled:
            return web.Response(text="<html>502 Bad Gateway</html>", status=502)
        method = request.match_info["method"]
        if method == "sendMessage":
            return self._send(asked)
        if method == "getUpdates":
            return _ok(await self.get_updates(asked))
        return self._manage(method, asked)

    def _manage(self, method: str, asked: dict[str, Any]) -> web.Response:
        if method == "getMe":
            return _ok({"id": 4839574812, "is_bot": True, "first_name": "Tingjian", "username": "tingjian_bot"})
        if method in {"setWebhook", "deleteWebhook"}:
            self.webhook = asked if method == "setWebhook" else None
            return _ok(result=True)
        return _refused(Refusal(404, "Not Found"))

    def _send(self, asked: dict[str, Any]) -> web.Response:
        if self.refusals:
            return _refused(self.refusals.pop(0))
        text = str(asked["text"])
        if not text or len(text.encode("utf-16-le")) // 2 > 4096:
            return _refused(Refusal(400, "Bad Request: message is too long" if text else "Bad Request: text is empty"))
        self.sent.append(asked)
        chat = {"id": int(asked["chat_id"]), "type": "private", "first_name": "Invented"}
        return _ok({"message_id": len(self.sent), "date": 1795262400, "chat": chat, "text": text})


@asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """The server, listening on a free port of loopback."""
    fake = FakeTelegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", fake.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        await runner.cleanup()


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return web.json_response(body, status=refusal.status)
