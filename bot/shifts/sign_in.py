"""Who is at the browser: by a one-time link or a password, until they sign out, fall silent or are ended."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pwdlib import PasswordHash
from sqlalchemy import select, update

from bot.errors import LineError
from bot.kit.ids import new_token
from bot.shifts.accounts import find_account, link_lookup
from bot.store.database import Database
from bot.store.events import SIGN_INS
from bot.store.session import LineSession
from bot.store.tables import Account, SignIn, SignInLink

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 256
IDLE: Final = timedelta(hours=12)
"""A browser that has not been heard of for so long is signed out."""
_TRIES_A_LOGIN: Final = RateLimitItemPerMinute(10, 10)
_TRIES_A_PLACE: Final = RateLimitItemPerMinute(60, 10)
_SEEN_EVERY: Final = timedelta(minutes=1)

_hasher = PasswordHash.recommended()


class NotSignedIn(LineError):
    """Link, login or password do not open the door; which of them it was is not told."""


class TooManyTries(LineError):
    """The door is shut for a while for this login or this place."""


class WeakPassword(LineError):
    """A password has at least ten characters and is not the login."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody at a browser. `token` is the cookie, known only here and there; `form_token` guards every form."""

    account: Account
    token: str
    form_token: str


class PasswordDoor:
    """Passwords, with a limit on tries; one for a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        # Somebody unknown costs the same time as somebody known, so the clock tells nothing either.
        self._nobody = _hasher.hash(new_token())

    async def check(self, login: str, password: str, *, place: str) -> str:
        """The id of the account that `login` and `password` open; raise NotSignedIn or TooManyTries."""
        tries = self._limiter.hit(_TRIES_A_PLACE, "place", place)
        if not (self._limiter.hit(_TRIES_A_LOGIN, "login", login.strip().lower()[:64]) and tries):
            raise TooManyTries("Too many tries; wait ten minutes.")
        async with self._database.read() as session:
            account = await find_account(session, login)
        known = account.password_hash if account is not None and account.ended_at is None else None
        fits = await asyncio.to_thread(_hasher.verify, password[:LONGEST_PASSWORD], known or self._nobody)
        if account is None or known is None or not fits:
            raise NotSignedIn("Login or password are not right.")
        return account.id

    async def sign_in(self, login: str, password: str, *, place: str, at: datetime) -> SignedIn:
        """As `check`, and a new sign-in."""
        account_id = await self.check(login, password, place=place)
        async with self._database.begin() as session:
            return _new_sign_in(session, await session.get_one(Account, account_id), at=at)


async def find_link(session: LineSession, token: str, *, at: datetime) -> Account | None:
    """Whom a link would sign in, without using it up: previews of links only look."""
    row = await session.get(SignInLink, link_lookup(session, token))
    if row is None or row.used_at is not None or row.expires_at <= at:
        return None
    account = await session.get_one(Account, row.account_id)
    return account if account.ended_at is None else None


async def sign_in_with_link(session: LineSession, token: str, *, at: datetime) -> SignedIn:
    """A new sign-in, the link being used up; raise NotSignedIn if it is unknown, used, too old or of nobody."""
    # One conditional UPDATE: of two who press at once, one gets in.
    account_id = await session.scalar(
        update(SignInLink)
        .where(
            SignInLink.token_lookup == link_lookup(session, token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(SignInLink.account_id)
    )
    account = await session.get(Account, account_id) if account_id else None
    if account is None or account.ended_at is not None:
        raise NotSignedIn("This link does not work any more.")
    return _new_sign_in(session, account, at=at)


async def came_by_link(session: LineSession, account: Account, *, since: datetime) -> bool:
    """Whether a link of this account was used lately, so that a forgotten password can be replaced."""
    used = await session.scalar(
        select(SignInLink.token_lookup).where(SignInLink.account_id == account.id, SignInLink.used_at >= since).limit(1)
    )
    return used is not None


async def find_signed_in(session: LineSession, token: str, *, at: datetime) -> SignedIn | None:
    """Who holds this cookie, or None once they are out, silent for too long or ended."""
    row = await session.get(SignIn, _lookup(session, token))
    if row is None or row.ended_at is not None or row.seen_at + IDLE <= at:
        return None
    account = await session.get_one(Account, row.account_id)
    return SignedIn(account, token, row.form_token) if account.ended_at is None else None


async def still_signed_in(session: LineSession, tokens: Sequence[str], *, at: datetime) -> set[str]:
    """Those of `tokens` that still hold, for the sockets of one process in one question."""
    by_lookup = {_lookup(session, token): token for token in tokens}
    rows = await session.scalars(
        select(SignIn.token_lookup)
        .join(Account, Account.id == SignIn.account_id)
        .where(
            SignIn.token_lookup.in_(by_lookup),
            SignIn.ended_at.is_(None),
            SignIn.seen_at > at - IDLE,
            Account.ended_at.is_(None),
        )
    )
    return {by_lookup[row] for row in rows}


async def note_seen(session: LineSession, token: str, *, at: datetime) -> None:
    """Somebody is still there; written at most once a minute."""
    await session.execute(
        update(SignIn)
        .where(
            SignIn.token_lookup == _lookup(session, token), SignIn.ended_at.is_(None), SignIn.seen_at < at - _SEEN_EVERY
        )
        .values(seen_at=at)
    )


async def sign_out(session: LineSession, token: str, *, at: datetime) -> None:
    """The browser of this token is out; its sockets close."""
    await session.execute(
        update(SignIn)
        .where(SignIn.token_lookup == _lookup(session, token), SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )
    session.announce(SIGN_INS)


async def end_others(session: LineSession, signed_in: SignedIn, *, at: datetime) -> None:
    """Every other browser of this account is out: a new password is chosen when somebody else may know the old one."""
    await session.execute(
        update(SignIn)
        .where(
            SignIn.account_id == signed_in.account.id,
            SignIn.token_lookup != _lookup(session, signed_in.token),
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    session.announce(SIGN_INS)


async def password_hash(login: str, password: str) -> str:
    """What is kept of a new password; raise WeakPassword. Slow on purpose, so not inside a transaction."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or password.lower() == login:
        raise WeakPassword(f"A password has {SHORTEST_PASSWORD} characters or more and is not the login.")
    return await asyncio.to_thread(_hasher.hash, password)


def _new_sign_in(session: LineSession, account: Account, *, at: datetime) -> SignedIn:
    token, form_token = new_token(), new_token()
    session.add(
        SignIn(
            token_lookup=_lookup(session, token),
            account_id=account.id,
            form_token=form_token,
            created_at=at,
            seen_at=at,
        )
    )
    return SignedIn(account, token, form_token)


def _lookup(session: LineSession, token: str) -> str:
    return session.vault.lookup("sign_in", token)
