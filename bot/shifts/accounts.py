"""The people who may sign in: adding, ending, and the links that let them in once.

There is no default account and no default password: whoever is added gets a link that works once, and chooses a
password behind it. Ending an account ends its sign-ins in the same transaction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from bot.errors import LineError
from bot.kit.ids import new_id, new_token
from bot.store.events import SIGN_INS
from bot.store.session import LineSession
from bot.store.tables import Account, AuditEntry, Role, SignIn, SignInLink

LINK_PATH: Final = "/console/link/"
"""Where a one-time link leads, in front of its token."""
LANGUAGES: Final = ("zh-Hans", "en")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class LoginTaken(LineError):
    """Somebody has this login already, or had it: logins are never given twice."""


class UnusableLogin(LineError):
    """A login is 2 to 64 of a-z, 0-9, dot, dash, underscore and @."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is to be added."""

    login: str
    name: str
    role: Role
    desk: str
    language: str = LANGUAGES[0]


async def add_account(session: LineSession, new: NewAccount, *, at: datetime) -> Account:
    """An account without a password; raise LoginTaken or UnusableLogin."""
    login = as_login(new.login)
    if not _LOGIN.fullmatch(login):
        raise UnusableLogin(f"'{login}' cannot be a login: 2 to 64 of a-z, 0-9, dot, dash, underscore and @.")
    if await find_account(session, login) is not None:
        raise LoginTaken(f"The login '{login}' is taken.")
    account = Account(
        id=new_id(),
        login=login,
        name=new.name.strip() or login,
        role=new.role,
        desk=new.desk,
        language=new.language if new.language in LANGUAGES else LANGUAGES[0],
        created_at=at,
    )
    session.add(account)
    await session.flush()
    return account


async def make_link(session: LineSession, account: Account, *, at: datetime, valid_for: timedelta) -> str:
    """The token of a link that signs in once, at LINK_PATH; only its look-up hash is kept.

    Earlier unused links of the account stop working: the newest one is the only one.
    """
    await session.execute(delete(SignInLink).where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None)))
    token = new_token()
    session.add(SignInLink(token_lookup=link_lookup(session, token), account_id=account.id, expires_at=at + valid_for))
    return token


def link_lookup(session: LineSession, token: str) -> str:
    return session.vault.lookup("sign_in_link", token)


async def find_account(session: LineSession, login: str) -> Account | None:
    """The account of this login, ended or not, or None."""
    if not _LOGIN.fullmatch(as_login(login)):
        return None  # PostgreSQL would refuse a NUL
    return await session.scalar(select(Account).where(Account.login == as_login(login)))


async def all_accounts(session: LineSession) -> Sequence[Account]:
    """Everybody, those still with us first."""
    rows = await session.scalars(select(Account).order_by(Account.ended_at.is_not(None), Account.role, Account.login))
    return rows.all()


async def names_on(session: LineSession, desk: str) -> dict[str, str]:
    """Account id -> name, for everybody of a desk; for colleagues' eyes, never for a student's."""
    rows = await session.execute(select(Account.id, Account.name).where(Account.desk == desk))
    return {row.id: row.name for row in rows}


async def end_account(session: LineSession, account: Account, *, by: str, at: datetime) -> None:
    """Nobody signs in with it again, and whoever is signed in is out at once; the row stays for the record."""
    account.ended_at = at
    account.password_hash = None
    await end_sign_ins(session, account.id, at=at)
    await session.execute(delete(SignInLink).where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None)))
    _audit(session, by=by, deed=f"end_account {account.id}", at=at)


async def change_role(session: LineSession, account: Account, role: Role, *, by: str, at: datetime) -> None:
    """Another role from now on; what the old one had open is closed, so it must sign in again."""
    account.role = role
    await end_sign_ins(session, account.id, at=at)
    _audit(session, by=by, deed=f"change_role {account.id} {role}", at=at)


async def end_sign_ins(session: LineSession, account_id: str, *, at: datetime) -> None:
    """Every browser of this account is signed out; sockets close when they hear of it."""
    await session.execute(
        update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None)).values(ended_at=at)
    )
    session.announce(SIGN_INS)


def as_login(typed: str) -> str:
    """A login as it is compared: without blanks around it, in small letters."""
    return typed.strip().lower()


def _audit(session: LineSession, *, by: str, deed: str, at: datetime) -> None:
    session.add(AuditEntry(id=new_id(), at=at, account_id=by, deed=deed, facts=""))
