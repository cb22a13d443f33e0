"""Every way the public API says no, in one place."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from typing_extensions import override

from bot.channels.port import NotKept, TooFast
from bot.conversations.registry import NoSuchStudent
from bot.intake import NoSuchDesk
from bot.web.answers import Refusal, UnsafeRefusal, refuse
from bot.web.bodies import BadBody

TRY_AGAIN_AFTER: Final = timedelta(seconds=3)
_NOT_KEPT: Final = "The line cannot keep anything right now. Send it again soon, with the same client_id."

_WHY: Final = {
    401: "No token, or one that leads to no chat.",
    413: "The request is larger than 64 KiB.",
    422: "The request is not what it should be; `detail` says in which way.",
    429: "Too fast; `Retry-After` says in how many seconds to try again.",
    503: "Nothing could be kept; `Retry-After` says in how many seconds to try again.",
}
Responses = dict[int | str, dict[str, Any]]


def documented(*statuses: int) -> Responses:
    """These refusals for OpenAPI."""
    return {
        status: {"model": UnsafeRefusal if status in {429, 503} else Refusal, "description": _WHY[status]}
        for status in statuses
    }


class ChatRoute(APIRoute):
    """A route whose refusals all have the one shape."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as failure:
                refusal = refusal_for(failure)
                if refusal is None:
                    raise
                return refusal

        return handle


def refusal_for(failure: Exception) -> Response | None:
    """What to answer, or None for what nobody expected."""
    match failure:
        case NoSuchStudent():
            refusal = refuse(401, "There is no chat with this token.")
            refusal.headers["WWW-Authenticate"] = "Bearer"
            return refusal
        case TooFast():
            return refuse(429, "Too many messages at once.", retry_after=failure.retry_after)
        case NotKept():
            return refuse(503, _NOT_KEPT, retry_after=TRY_AGAIN_AFTER, safety_text=failure.safety_text)
        case SQLAlchemyError() | OSError():
            return refuse(503, _NOT_KEPT, retry_after=TRY_AGAIN_AFTER)
        case _:
            return _refusal_of_request(failure)


def _refusal_of_request(failure: Exception) -> Response | None:
    match failure:
        case BadBody():
            return refuse(422, str(failure))
        case NoSuchDesk():
            return refuse(422, "There is no such desk.")
        case RequestValidationError():
            return refuse(422, "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in failure.errors()) + ".")
        case ClientDisconnect():
            return refuse(422, "The request ended before its body did.")
        case _:
            return None
