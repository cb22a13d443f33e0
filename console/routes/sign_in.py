"""Coming in and going out: the one-time link, the password, the language, the way out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.handoffs.leaving import leave
from bot.shifts.accounts import LANGUAGES, LINK_PATH
from bot.shifts.sign_in import (
    NotSignedIn,
    SignedIn,
    TooManyTries,
    WeakPassword,
    came_by_link,
    end_others,
    find_link,
    password_hash,
    sign_in_with_link,
    sign_out,
)
from bot.store.tables import Account, Role
from console.door import ANYBODY, Handler, require_our_origin, text_of
from console.pages import LANGUAGE_COOKIE, go_to, language_of
from console.setup import Setup

HOME: Final = {
    Role.VOLUNTEER: "/console",
    Role.SUPERVISOR: "/console",
    Role.COORDINATOR: "/review",
    Role.ADMINISTRATOR: "/admin",
}
_LINK_IS_FRESH: Final = timedelta(minutes=15)


class SignInPages:
    """Pages anybody may ask for."""

    def __init__(self, setup: Setup) -> None:
        self._parts = setup.parts
        self._pages = setup.pages
        self._door = setup.door
        self._passwords = setup.passwords

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        return (
            ("GET", "/console/sign-in", self.ask),
            ("POST", "/console/sign-in", self.sign_in),
            ("GET", LINK_PATH + "{token}", self.ask_at_link),
            ("POST", LINK_PATH + "{token}", self.sign_in_with_link),
            ("GET", "/console/password", self.ask_password),
            ("POST", "/console/password", self.set_password),
            ("POST", "/console/language", self.set_language),
            ("POST", "/console/sign-out", self.sign_out),
        )

    async def ask(self, request: Request) -> Response:
        signed_in = await self._door.find(request)
        if signed_in is not None:
            return go_to(HOME[signed_in.account.role])
        return self._sign_in_page(request)

    async def sign_in(self, request: Request) -> Response:
        require_our_origin(request)
        form = await request.form()
        place = request.client.host if request.client else ""
        try:
            signed_in = await self._passwords.sign_in(
                text_of(form, "login"), text_of(form, "password"), place=place, at=self._parts.clock.now()
            )
        except NotSignedIn:
            return self._sign_in_page(request, problem="sign_in.wrong", status=401)
        except TooManyTries:
            return self._sign_in_page(request, problem="sign_in.too_many", status=429)
        return self._door.let_in(go_to(HOME[signed_in.account.role]), signed_in)

    async def ask_at_link(self, request: Request) -> Response:
        """A page with a button: a preview of the link, which only looks, must not use it up."""
        async with self._parts.database.read() as session:
            account = await find_link(session, request.path_params["token"], at=self._parts.clock.now())
        if account is None:
            return self._sign_in_page(request, problem="sign_in.link_gone", status=410)
        return self._pages.page(request, "link.html", wish=account.language, account=account)

    async def sign_in_with_link(self, request: Request) -> Response:
        require_our_origin(request)
        try:
            async with self._parts.database.begin() as session:
                signed_in = await sign_in_with_link(session, request.path_params["token"], at=self._parts.clock.now())
        except NotSignedIn:
            return self._sign_in_page(request, problem="sign_in.link_gone", status=410)
        first_page = HOME[signed_in.account.role] if signed_in.account.password_hash else "/console/password"
        return self._door.let_in(go_to(first_page), signed_in)

    async def ask_password(self, request: Request) -> Response:
        signed_in = await self._door.require(request, *ANYBODY)
        return await self._password_page(request, signed_in)

    async def set_password(self, request: Request) -> Response:
        signed_in, form = await self._door.deed(request, *ANYBODY)
        account = signed_in.account
        try:
            if await self._needs_old_password(signed_in):
                await self._passwords.check(account.login, text_of(form, "old"), place=account.id)
            hashed = await password_hash(account.login, text_of(form, "password"))
        except (NotSignedIn, TooManyTries):
            return await self._password_page(request, signed_in, problem="password.old_wrong", status=401)
        except WeakPassword:
            return await self._password_page(request, signed_in, problem="password.weak", status=422)
        async with self._parts.database.begin() as session:
            (await session.get_one(Account, account.id)).password_hash = hashed
            await end_others(session, signed_in, at=self._parts.clock.now())
        return go_to(HOME[account.role])

    async def set_language(self, request: Request) -> Response:
        signed_in, form = await self._door.deed(request, *ANYBODY)
        language = text_of(form, "language")
        if language in LANGUAGES:
            async with self._parts.database.begin() as session:
                (await session.get_one(Account, signed_in.account.id)).language = language
        return go_to(_own_path(text_of(form, "path"), signed_in))

    async def sign_out(self, request: Request) -> Response:
        """Out, and off duty: whoever is gone holds nobody."""
        signed_in, _ = await self._door.deed(request, *ANYBODY)
        now = self._parts.clock.now()
        async with self._parts.database.begin() as session:
            await leave(session, signed_in.account, wording=self._parts.wording, at=now)
            await sign_out(session, signed_in.token, at=now)
        return self._door.let_out(go_to("/console/sign-in"))

    def _sign_in_page(self, request: Request, *, problem: str = "", status: int = 200) -> Response:
        page = self._pages.page(request, "sign_in.html", status=status, problem=problem)
        page.set_cookie(LANGUAGE_COOKIE, language_of(request), httponly=True, samesite="strict")
        return page

    async def _password_page(
        self, request: Request, signed_in: SignedIn, *, problem: str = "", status: int = 200
    ) -> Response:
        return self._pages.page(
            request,
            "password.html",
            signed_in=signed_in,
            status=status,
            problem=problem,
            asks_old=await self._needs_old_password(signed_in),
            may_skip=self._parts.settings.demo,
            home=HOME[signed_in.account.role],
        )

    async def _needs_old_password(self, signed_in: SignedIn) -> bool:
        """Not the first time, and not right after a link, which is how a forgotten password is replaced."""
        if signed_in.account.password_hash is None:
            return False
        since = self._parts.clock.now() - _LINK_IS_FRESH
        async with self._parts.database.read() as session:
            return not await came_by_link(session, signed_in.account, since=since)


def _own_path(path: str, signed_in: SignedIn) -> str:
    """Back to where somebody was, if that is a page of ours."""
    is_ours = path.startswith(("/console", "/review", "/admin")) and "//" not in path and "\\" not in path
    return path if is_ours else HOME[signed_in.account.role]
