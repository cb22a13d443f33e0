"""The whole console as one router: every address of it is listed by the pages it imports."""

from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send
from typing_extensions import override

from bot.conversations.registry import NoSuchStudent
from bot.errors import NotAllowed
from bot.handoffs.queue import AlreadyClaimed
from bot.shifts.sign_in import NotSignedIn, PasswordDoor
from console.door import Door, ForgedForm, Handler
from console.hub import Hub
from console.pages import SECURE_HEADERS, STATIC, Pages, go_to
from console.parts import Parts
from console.routes.admin import AdminPages
from console.routes.conversation import ConversationPages
from console.routes.desk import DeskPages
from console.routes.review import ReviewPages
from console.routes.sign_in import SignInPages
from console.routes.socket import Socket
from console.setup import Setup

_SEE_OTHER: Final = 303
SIGN_IN: Final = "/console/sign-in"
Route = tuple[str, str, Handler]


def make_router(parts: Parts) -> APIRouter:
    """All pages and the socket. Nothing runs until the first console is open."""
    pages, door = Pages(parts), Door(parts)
    setup = Setup(parts, pages, door, PasswordDoor(parts.database))
    router = APIRouter(include_in_schema=False)
    groups = (SignInPages(setup), DeskPages(setup), ConversationPages(setup), ReviewPages(setup), AdminPages(setup))
    for method, path, handler in (route for group in groups for route in group.routes()):
        router.add_route(path, _guarded(handler, setup), methods=[method])
    router.add_websocket_route("/console/ws", Socket(parts, pages, door, Hub(parts, pages)).serve)
    return router


def add_console(app: FastAPI, parts: Parts) -> None:
    """The pages, and the files they need, on `app`."""
    app.include_router(make_router(parts))
    app.mount("/console/static", _Files(directory=STATIC), name="console_static")


def _guarded(handler: Handler, setup: Setup) -> Handler:
    """`handler` with the headers of every page, and with refusals told as pages."""

    async def answer(request: Request) -> Response:
        if "\0" in request.url.path:  # no id of ours, and PostgreSQL takes none
            response: Response = await _problem(request, setup, "missing", status=404)
        else:
            response = await _told_as_page(handler, request, setup)
        for name, value in SECURE_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.method == "POST" and response.status_code != _SEE_OTHER:
            # A form that was refused leaves the address of its page, so that loading again works.
            response.headers.setdefault("HX-Push-Url", "false")
        return response

    return answer


async def _told_as_page(handler: Handler, request: Request, setup: Setup) -> Response:
    try:
        return await handler(request)
    except NotSignedIn:
        if "hx-request" in request.headers:
            return Response(headers={"HX-Redirect": SIGN_IN})
        return go_to(SIGN_IN)
    except (NotAllowed, NoSuchStudent):  # the second: erased while somebody was pressing a button
        return await _problem(request, setup, "missing", status=404)
    except AlreadyClaimed:
        return await _problem(request, setup, "claimed", status=409)
    except ForgedForm:
        return await _problem(request, setup, "forged", status=403)


async def _problem(request: Request, setup: Setup, what: str, *, status: int) -> Response:
    """The same page for everybody: a conversation that is refused looks exactly like one that never was."""
    signed_in = await setup.door.find(request)
    return setup.pages.page(request, "problem.html", signed_in=signed_in, status=status, what=what)


class _Files(StaticFiles):
    """Our own files, with the headers of our pages; an address carries its version, so browsers may keep them."""

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower().encode(): value.encode() for name, value in SECURE_HEADERS.items()}
                own[b"cache-control"] = b"public, max-age=31536000, immutable"
                message["headers"] = [*message["headers"], *own.items()]
            await send(message)

        await super().__call__(scope, receive, send_with_headers)
