"""What `tingjian user` does: accounts are made here, by whoever has the machine; nobody makes one over the web."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from bot.errors import LineError
from bot.kit.clock import Clock
from bot.kit.crypto import load_or_create_vault
from bot.settings import Settings
from bot.shifts.accounts import LINK_PATH, NewAccount, add_account, all_accounts, end_account, find_account, make_link
from bot.shifts.presence import end_shift
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import prove_key, upgrade_async
from bot.store.session import LineSession
from bot.store.tables import Account

VALID_FOR: Final = timedelta(hours=24)
BY: Final = "command line"


class NoSuchAccount(LineError):
    def __init__(self, login: str) -> None:
        super().__init__(f"Nobody here has the login '{login}'. `tingjian user list` shows everybody.")


async def add(settings: Settings, new: NewAccount, *, clock: Clock) -> str:
    """Make an account; give the link that signs in once."""
    async with _open(settings) as database, database.begin() as session:
        account = await add_account(session, new, at=clock.now())
        return await _link(session, account, settings=settings, clock=clock)


async def link(settings: Settings, login: str, *, clock: Clock) -> str:
    """A fresh link for somebody whose link ran out or who forgot the password; earlier links stop working."""
    async with _open(settings) as database, database.begin() as session:
        return await _link(session, await _get(session, login), settings=settings, clock=clock)


async def end(settings: Settings, login: str, *, clock: Clock) -> None:
    """Nobody signs in with this account again; whoever is signed in is out at once, and off duty.

    The line finds the chats they held, gives them back to the queue and tells the students (handoffs/leaving.py).
    """
    async with _open(settings) as database, database.begin() as session:
        account = await _get(session, login)
        await end_account(session, account, by=BY, at=clock.now())
        await end_shift(session, account, at=clock.now())


async def everybody(settings: Settings) -> list[str]:
    """One line for each account: login, name, role, desk, and whether it has ended."""
    async with _open(settings) as database, database.read() as session:
        return [
            f"{account.login}  {account.name}  {account.role}  {account.desk}{'  (ended)' if account.ended_at else ''}"
            for account in await all_accounts(session)
        ]


async def _link(session: LineSession, account: Account, *, settings: Settings, clock: Clock) -> str:
    if account.ended_at is not None:
        raise NoSuchAccount(account.login)
    token = await make_link(session, account, at=clock.now(), valid_for=VALID_FOR)
    return f"{settings.address}{LINK_PATH}{token}"


async def _get(session: LineSession, login: str) -> Account:
    account = await find_account(session, login)
    if account is None:
        raise NoSuchAccount(login)
    return account


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Database]:
    """The database in its newest shape; the first account may be made before the line has ever run."""
    await upgrade_async(settings.database)
    database = Database(settings.database, load_or_create_vault(settings.key_path), Events())
    try:
        await prove_key(database)
        yield database
    finally:
        await database.close()
