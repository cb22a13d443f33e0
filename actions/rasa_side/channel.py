"""The line's door into Rasa: Rasa's REST channel without its log of texts, its commands and its 200 for failures."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json

from actions.rasa_side.quiet import log

LARGEST_MESSAGE_BYTES = 64 * 1024


class LineInput(RestInput):
    """`POST webhook` answers with texts and commands; `GET ready` says whether a model is loaded and warm."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("line")

        @door.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            is_ready = getattr(request.app.ctx, "is_warm", False)
            return as_json({"model": "ok" if is_ready else "none"}, status=200 if is_ready else 503)

        @door.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            message = _message_in(request.body)
            if message is None:
                return as_json({"error": "not a message"}, status=400)
            try:
                await on_new_message(message)
            except Exception:  # noqa: BLE001  # the outermost edge: whatever it was, the line gets a plain 500
                log.exception("A turn failed")
                return as_json({"error": "failed"}, status=500)
            return as_json(message.output_channel.messages)

        return door


def _message_in(body: bytes) -> "UserMessage | None":
    try:
        said = json.loads(body) if len(body) <= LARGEST_MESSAGE_BYTES else None
    except ValueError:
        return None
    if (
        not isinstance(said, dict)
        or not isinstance(said.get("message"), str)
        or not isinstance(said.get("sender"), str)
    ):
        return None
    return UserMessage(
        without_command(said["message"]),
        CollectingOutputChannel(),
        said["sender"],
        input_channel=LineInput.name(),
        metadata=said.get("metadata") if isinstance(said.get("metadata"), dict) else {},
    )


def without_command(text: str) -> str:
    """The text without the slash that would make it a command; the line has done the same, more thoroughly."""
    return text.lstrip("/ \t\r\n\u3000\u00a0").strip().lstrip("/") or "…"
