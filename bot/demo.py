"""Demo mode: on this machine only, accounts to try every role, entered by one-time links. There are no passwords."""

from datetime import datetime, timedelta
from typing import Final

from bot.errors import RefusedToStart
from bot.settings import Settings
from bot.shifts.accounts import LINK_PATH, NewAccount, add_account, find_account, make_link
from bot.store.database import Database
from bot.store.tables import Role

_VALID_FOR: Final = timedelta(hours=12)


def require_loopback(settings: Settings) -> None:
    """Raise RefusedToStart if demo mode, or the moved clock of tests, could be reached from outside."""
    if settings.demo and not settings.is_loopback:
        raise RefusedToStart(
            "Demo mode prints sign-in links, so it listens on 127.0.0.1 only; set TINGJIAN_DEMO=false."
        )
    if settings.clock_file is not None and not settings.demo:
        raise RefusedToStart("TINGJIAN_CLOCK_FILE is for tests and needs TINGJIAN_DEMO=true.")


async def sign_in_links(database: Database, settings: Settings, *, desk: str, at: datetime) -> dict[Role, str]:
    """A fresh one-time link for one account of each role, made where they are missing."""
    links: dict[Role, str] = {}
    for role in Role:
        async with database.begin() as session:
            login = f"demo-{role}"
            account = await find_account(session, login)
            if account is None:
                account = await add_account(session, NewAccount(login, login, role, desk), at=at)
            token = await make_link(session, account, at=at, valid_for=_VALID_FOR)
        links[role] = f"{settings.address}{LINK_PATH}{token}"
    return links
