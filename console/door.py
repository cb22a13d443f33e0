"""Who is asking, and whether this request was meant: the cookie, the role, the origin and the form token."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from bot.errors import LineError, NotAllowed
from bot.shifts.sign_in import IDLE, NotSignedIn, SignedIn, find_signed_in
from bot.store.tables import Role
from console.parts import Parts

Handler = Callable[[Request], Awaitable[Response]]
ANYBODY: Final = tuple(Role)
TALKERS: Final = (Role.VOLUNTEER, Role.SUPERVISOR)


class ForgedForm(LineError):
    """A request that did not come from one of our own pages."""


class Door:
    """Every page and every socket comes through here first."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        settings = parts.settings
        # Without https a browser drops a Secure cookie; only a line on loopback or in demo may do without.
        self._is_secure = settings.address.startswith("https:") or not (settings.demo or settings.is_loopback)
        # The prefix makes browsers refuse such a cookie from any other host or path.
        self.cookie = "__Host-tingjian" if self._is_secure else "tingjian"

    async def find(self, connection: HTTPConnection) -> SignedIn | None:
        """Who this is, or None."""
        token = connection.cookies.get(self.cookie, "")
        if not token:
            return None
        async with self._parts.database.read() as session:
            return await find_signed_in(session, token, at=self._parts.clock.now())

    async def require(self, request: Request, *roles: Role) -> SignedIn:
        """Somebody of one of `roles`; raise NotSignedIn, or NotAllowed as if the page did not exist."""
        signed_in = await self.find(request)
        if signed_in is None:
            raise NotSignedIn(request.url.path)
        if signed_in.account.role not in roles:
            raise NotAllowed(request.url.path)
        return signed_in

    async def deed(self, request: Request, *roles: Role) -> tuple[SignedIn, FormData]:
        """As `require`, for a request that changes something; raise ForgedForm if no page of ours asked for it."""
        require_our_origin(request)
        signed_in = await self.require(request, *roles)
        form = await request.form()
        given = request.headers.get("x-form-token") or str(form.get("form_token", ""))
        if not secrets.compare_digest(given.encode(), signed_in.form_token.encode()):
            raise ForgedForm(request.url.path)
        return signed_in, form

    def let_in(self, response: Response, signed_in: SignedIn) -> Response:
        """`response` with the cookie of a new sign-in."""
        response.set_cookie(
            self.cookie,
            signed_in.token,
            max_age=int(IDLE.total_seconds()),
            secure=self._is_secure,
            httponly=True,
            samesite="strict",
        )
        return response

    def let_out(self, response: Response) -> Response:
        """`response` that makes the browser forget everything of ours."""
        response.delete_cookie(self.cookie, secure=self._is_secure, httponly=True, samesite="strict")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def require_our_origin(connection: HTTPConnection) -> None:
    """Raise ForgedForm if a browser says that another site asked; whoever is no browser has no cookie to abuse."""
    origin = connection.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != connection.headers.get("host", ""):
        raise ForgedForm(connection.url.path)


def text_of(form: FormData, name: str) -> str:
    """What was typed into a field; a missing field or a file is the same as nothing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
