"""Accounts, for administrators: who may sign in, on which desk, as what. Never the text of a chat."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import NotAllowed
from bot.handoffs.leaving import leave
from bot.shifts.accounts import (
    LANGUAGES,
    LINK_PATH,
    LoginTaken,
    NewAccount,
    UnusableLogin,
    add_account,
    all_accounts,
    change_role,
    end_account,
    make_link,
)
from bot.shifts.sign_in import SignedIn
from bot.store.session import LineSession
from bot.store.tables import Account, Role
from console.door import Handler, text_of
from console.pages import go_to
from console.setup import Setup

LINK_HOLDS: Final = timedelta(hours=24)


class AdminPages:
    """Pages for administrators alone."""

    def __init__(self, setup: Setup) -> None:
        self._parts = setup.parts
        self._pages = setup.pages
        self._door = setup.door

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        return (
            ("GET", "/admin", self.show),
            ("POST", "/admin/accounts", self.add),
            ("POST", "/admin/accounts/{account}/link", self.make_link),
            ("POST", "/admin/accounts/{account}/role", self.change_role),
            ("POST", "/admin/accounts/{account}/end", self.end),
        )

    async def show(self, request: Request) -> Response:
        signed_in = await self._door.require(request, Role.ADMINISTRATOR)
        return await self._show(request, signed_in)

    async def add(self, request: Request) -> Response:
        """The link is shown once, to be handed over; only its hash is kept."""
        signed_in, form = await self._door.deed(request, Role.ADMINISTRATOR)
        now = self._parts.clock.now()
        try:
            async with self._parts.database.begin() as session:
                account = await add_account(session, self._new_account(form), at=now)
                token = await make_link(session, account, at=now, valid_for=LINK_HOLDS)
        except LoginTaken:
            return await self._show(request, signed_in, problem="admin.login_taken")
        except (UnusableLogin, NotAllowed):
            return await self._show(request, signed_in, problem="admin.login_unusable")
        return await self._show(request, signed_in, link=self._address(token), link_for=account.name)

    async def make_link(self, request: Request) -> Response:
        signed_in, _ = await self._door.deed(request, Role.ADMINISTRATOR)
        async with self._parts.database.begin() as session:
            account = await _get(session, request)
            token = await make_link(session, account, at=self._parts.clock.now(), valid_for=LINK_HOLDS)
        return await self._show(request, signed_in, link=self._address(token), link_for=account.name)

    async def change_role(self, request: Request) -> Response:
        signed_in, form = await self._door.deed(request, Role.ADMINISTRATOR)
        role = text_of(form, "role")
        if role in set(Role):
            now = self._parts.clock.now()
            async with self._parts.database.begin() as session:
                account = await self._send_home(session, request, signed_in)
                await change_role(session, account, Role(role), by=signed_in.account.id, at=now)
        return go_to("/admin")

    async def end(self, request: Request) -> Response:
        """Out at once, also out of every open chat, whose students go back to the queue."""
        signed_in, _ = await self._door.deed(request, Role.ADMINISTRATOR)
        async with self._parts.database.begin() as session:
            account = await self._send_home(session, request, signed_in)
            await end_account(session, account, by=signed_in.account.id, at=self._parts.clock.now())
        return go_to("/admin")

    async def _send_home(self, session: LineSession, request: Request, signed_in: SignedIn) -> Account:
        """The account of this address, off duty now; nobody does this to themselves, so one administrator stays."""
        account = await _get(session, request)
        if account.id == signed_in.account.id:
            raise NotAllowed(account.id)
        await leave(session, account, wording=self._parts.wording, at=self._parts.clock.now())
        return account

    def _new_account(self, form: FormData) -> NewAccount:
        role, desk = text_of(form, "role"), text_of(form, "desk")
        if role not in set(Role) or desk not in self._parts.desks:
            raise NotAllowed("no such role or desk")
        language = text_of(form, "language") or LANGUAGES[0]
        return NewAccount(text_of(form, "login"), text_of(form, "name"), Role(role), desk, language)

    def _address(self, token: str) -> str:
        return f"{self._parts.settings.address}{LINK_PATH}{token}"

    async def _show(
        self, request: Request, signed_in: SignedIn, *, problem: str = "", link: str = "", link_for: str = ""
    ) -> Response:
        async with self._parts.database.read() as session:
            accounts = await all_accounts(session)
        return self._pages.page(
            request,
            "admin.html",
            signed_in=signed_in,
            status=422 if problem else 200,
            accounts=accounts,
            roles=tuple(Role),
            desks=self._parts.desks,
            problem=problem,
            link=link,
            link_for=link_for,
        )


async def _get(session: LineSession, request: Request) -> Account:
    account = await session.get(Account, request.path_params["account"])
    if account is None or account.ended_at is not None:
        raise NotAllowed(request.url.path)
    return account
