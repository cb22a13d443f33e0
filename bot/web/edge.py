"""What stands before every request: how large it may be, and which other pages may ask."""

from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings
from bot.web.answers import refuse

LARGEST_BODY: Final = 64 * 1024
# A platform's update may quote another message in full; refused for its size it would come again and again.
LARGEST_UPDATE: Final = 1024 * 1024


def guard(app: FastAPI, settings: Settings) -> None:
    """Put the limits of the edge before `app`."""
    app.add_middleware(BodyLimit)
    if settings.chat_origins:
        app.add_middleware(ChatFromElsewhere, origins=settings.chat_origins)


class BodyLimit:
    """Refuses a body over 64 KiB with 413 while it is still coming in, before anybody parses it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = LARGEST_UPDATE if scope["path"].startswith("/webhooks/") else LARGEST_BODY
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > most:
            refusal = refuse(413, _too_large(most))
            refusal.headers["Connection"] = "close"
            await refusal(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most), send)


def _too_large(most: int) -> str:
    return f"A request may have at most {most // 1024} KiB."


def _counted(receive: Receive, most: int) -> Receive:
    so_far = 0

    async def receive_counted() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > most:
            # An HTTPException passes through FastAPI's own reading of bodies and forms unchanged.
            raise HTTPException(413, _too_large(most), headers={"Connection": "close"})
        return message

    return receive_counted


class ChatFromElsewhere:
    """Lets the pages of `origins` use the public chat API, and nothing else of the line."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST", "PUT"),
            allow_headers=("Authorization", "Content-Type"),
            expose_headers=("Retry-After",),
            max_age=3600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_chat = scope["type"] == "http" and scope["path"].startswith("/api/chat")
        await (self._open if is_chat else self._app)(scope, receive, send)
