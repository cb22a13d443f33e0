"""What the public API takes and answers, as documented in OpenAPI."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

LanguageCode: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Opening(_Model):
    """How a chat begins; both may be left out."""

    language: LanguageCode | None = Field(default=None, description="What the line's own sentences are written in.")
    desk: str | None = Field(default=None, description="Which desk answers; without it the line's main desk.")


class Opened(_Model):
    """A chat that has begun."""

    conversation: str
    token: str = Field(description="The student's only key to this chat. The line keeps nothing but its hash.")


class Post(_Model):
    """One message of the student."""

    client_id: UUID = Field(description="Made by the page. The same one again is the same message, kept once.")
    text: str = Field(description="What the student wrote, as it is; empty is fine too.")


class Language(_Model):
    """What the student wants to be spoken to in."""

    language: LanguageCode


class Kept(_Model):
    """The message is durable."""

    seq: int = Field(description="Its place in the student's whole history.")


class Line(_Model):
    """One thing said, by anyone."""

    seq: int
    author: Literal["student", "bot", "volunteer", "line"]
    text: str
    at: datetime
    choices: list[str] = Field(
        description="Answers to offer as buttons under it, while nothing has been said since; a tap posts the words."
    )


class State(_Model):
    """Who answers the student now, and the place in the queue while waiting (1 is next)."""

    holder: Literal["bot", "queue", "volunteer", "nobody"]
    place: int | None = None


class History(_Model):
    """What was said after a place, and how things stand."""

    messages: list[Line]
    state: State


class Refusal(_Model):
    """Why not, in one sentence."""

    detail: str


class UnsafeRefusal(Refusal):
    """Not taken; if what was written showed danger, what the student must read now."""

    safety_text: str | None = Field(default=None, description="To be shown to the student at once.")


class Readings(_Model):
    """How each part is: the word ok, or why not."""

    store: str
    rasa: str
    channels: str


class Alive(_Model):
    """The process answers."""

    status: Literal["ok"]


def answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer in plain ASCII: half of an emoji (a lone surrogate) that a student sent must come back too."""
    return Response(
        json.dumps(body).encode("ascii"),
        status_code=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type="application/json",
    )


def refuse(
    status: int, detail: str, *, retry_after: timedelta | None = None, safety_text: str | None = None
) -> Response:
    """A refusal, with the seconds to wait and the safety text where there are any."""
    body = {"detail": detail} if safety_text is None else {"detail": detail, "safety_text": safety_text}
    headers = {} if retry_after is None else {"Retry-After": str(max(1, ceil(retry_after.total_seconds())))}
    return answer(status, body, headers)
