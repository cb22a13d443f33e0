"""The public API of the student's chat; the line's own page uses nothing else, so a school's page can do the same."""

from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from starlette.responses import Response

from bot.channels.port import Inbound
from bot.choices import Choices
from bot.conversations.registry import WEB, NoSuchStudent
from bot.store.tables import Holder
from bot.web import answers
from bot.web.answers import answer, refuse
from bot.web.bodies import read_language, read_opening, read_post
from bot.web.history import LONGEST_WAIT, Asked, Histories, Look, Standing
from bot.web.openings import Openings
from bot.web.parts import Parts
from bot.web.refusals import ChatRoute, documented

_bearer = HTTPBearer(auto_error=False, description="The token that POST /api/chat gave.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def make_router(parts: Parts) -> APIRouter:
    """The routes under /api/chat."""
    router = APIRouter(prefix="/api/chat", tags=["chat"], route_class=ChatRoute)
    histories = Histories(parts.database, parts.clock)
    _add_opening(router, parts)
    _add_posting(router, parts)
    _add_reading(router, histories, parts.choices)
    _add_choosing_language(router, histories)
    return router


def _add_opening(router: APIRouter, parts: Parts) -> None:
    openings = Openings(parts.settings.openings_per_hour, parts.clock)

    @router.post(
        "",
        status_code=201,
        response_model=answers.Opened,
        responses=documented(413, 422, 429, 503),
        openapi_extra=_takes(answers.Opening, is_required=False),
    )
    async def open_chat(request: Request) -> Response:
        """Begin a chat. The token in the answer is all that ever leads back to it."""
        wanted = read_opening(await request.body())
        # The address of the connection itself: X-Forwarded-For is whatever the sender likes.
        wait = await openings.wait_for(request.client.host if request.client else "")
        if wait is not None:
            return refuse(429, "Too many chats were opened from this address.", retry_after=wait)
        opened = await parts.intake.open_chat(language=wanted.language, desk=wanted.desk)
        return answer(201, {"conversation": opened.conversation_id, "token": opened.token})


def _add_posting(router: APIRouter, parts: Parts) -> None:
    @router.post(
        "/messages",
        status_code=202,
        response_model=answers.Kept,
        responses=documented(401, 413, 422, 429, 503),
        openapi_extra=_takes(answers.Post) | {"security": [{_bearer.scheme_name: []}]},
    )
    async def post_message(request: Request) -> Response:
        """Say something. 202 means it is durable; until then send it again with the same client_id."""
        # By hand, without a dependency to solve: this is the path of every message, in the line's worst minute too.
        token = _token(await _bearer(request))
        posted = read_post(await request.body())
        inbound = Inbound(channel=WEB, chat=token, platform_id=posted.client_id, text=posted.text)
        receipt = await parts.intake.receive(inbound, is_limited=True)
        return answer(202, {"seq": receipt.seq})


def _add_reading(router: APIRouter, histories: Histories, choices: Choices) -> None:
    @router.get("/messages", response_model=answers.History, responses=documented(401, 422, 503))
    async def read_messages(
        credentials: Credentials, after: After = 0, wait: Wait = 0, holder: ShownHolder = None, place: ShownPlace = None
    ) -> Response:
        """What was said after `after`, at once or as soon as there is anything, at the latest after `wait` seconds."""
        shown = None if holder is None else Standing(holder, place)
        asked = Asked(after=after, wait=timedelta(seconds=wait), shown=shown)
        return answer(200, _history(await histories.read(_token(credentials), asked), choices))


def _add_choosing_language(router: APIRouter, histories: Histories) -> None:
    @router.put(
        "/language",
        status_code=204,
        response_class=Response,
        responses=documented(401, 413, 422, 503),
        openapi_extra=_takes(answers.Language),
    )
    async def choose_language(request: Request, credentials: Credentials) -> Response:
        """Choose what the line's own sentences are written in."""
        token = _token(credentials)
        await histories.choose_language(token, read_language(await request.body()))
        return Response(status_code=204)


LARGEST_SEQ = 2**63 - 1
LONGEST_TOKEN: Final = 100
After = Annotated[int, Query(ge=0, le=LARGEST_SEQ, description="The largest `seq` you have.")]
Wait = Annotated[float, Query(ge=0, le=LONGEST_WAIT.total_seconds(), description="Seconds to wait for more.")]
ShownHolder = Annotated[
    Holder | None, Query(description="The holder you show; the answer comes at once when it is another by now.")
]
ShownPlace = Annotated[int | None, Query(ge=1, le=LARGEST_SEQ, description="The place you show, with `holder`.")]


def _token(credentials: HTTPAuthorizationCredentials | None) -> str:
    # None of ours is longer, and what is counted by token must not fill the memory.
    if credentials is None or len(credentials.credentials) > LONGEST_TOKEN:
        raise NoSuchStudent(WEB)
    return credentials.credentials


def _history(look: Look, choices: Choices) -> dict[str, Any]:
    return {
        "messages": [
            {
                "seq": said.seq,
                "author": said.author,
                "text": said.text,
                "at": said.at.isoformat(),
                "choices": choices.labels(said.choices, look.language),
            }
            for said in look.said
        ],
        "state": {"holder": look.standing.holder, "place": look.standing.place},
    }


def _takes(body: type[BaseModel], *, is_required: bool = True) -> dict[str, Any]:
    """The body for OpenAPI; it is read by hand (bodies.py)."""
    schema = body.model_json_schema()
    return {"requestBody": {"required": is_required, "content": {"application/json": {"schema": schema}}}}
