"""Who is on duty: from "start shift" to "end shift", or until two heartbeats in a row are missed.

Ending a silent shift also gives back what its volunteer held; that joins shifts and Handoffs, so it is in
handoffs/leaving.py.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select, update

from bot.kit.ids import new_id
from bot.store.events import PRESENCE
from bot.store.session import LineSession
from bot.store.tables import Account, Shift

HEARTBEAT_EVERY: Final = timedelta(seconds=10)
MISSED_HEARTBEATS: Final = 2
LONGEST_SILENCE: Final = HEARTBEAT_EVERY * MISSED_HEARTBEATS


async def start_shift(session: LineSession, account: Account, *, at: datetime) -> Shift:
    """The account's open shift, begun now unless it was open already (a second tab, a reload)."""
    shift = await find_shift(session, account.id)
    if shift is None:
        shift = Shift(id=new_id(), account_id=account.id, desk=account.desk, started_at=at, heartbeat_at=at)
        session.add(shift)
        await session.flush()
        session.announce(PRESENCE)
    shift.heartbeat_at = at
    return shift


async def heartbeat(session: LineSession, account: Account, *, at: datetime) -> bool:
    """The console of `account` is still there; False if no shift is open, so that the page can say so."""
    heard = await session.scalar(
        update(Shift)
        .where(Shift.account_id == account.id, Shift.ended_at.is_(None))
        .values(heartbeat_at=at)
        .returning(Shift.id)
    )
    return heard is not None


async def end_shift(session: LineSession, account: Account, *, at: datetime) -> bool:
    """End the open shift, False if there is none. Pages call handoffs.leaving.leave, which also gives back chats."""
    ended = await session.scalar(
        update(Shift)
        .where(Shift.account_id == account.id, Shift.ended_at.is_(None))
        .values(ended_at=at, ended_because="ended")
        .returning(Shift.id)
    )
    session.announce(PRESENCE)
    return ended is not None


def is_silent(*, heard_before: datetime, at: datetime) -> ColumnElement[bool]:
    """An open shift that was not heard since, or was last heard in a future that a clock set back has undone."""
    return Shift.ended_at.is_(None) & (
        (Shift.heartbeat_at < heard_before) | (Shift.heartbeat_at > at + LONGEST_SILENCE)
    )


async def end_silent(session: LineSession, *, heard_before: datetime, at: datetime) -> int:
    """End the shifts that were last heard before a moment; how many those were."""
    ended = await session.scalars(
        update(Shift)
        .where(is_silent(heard_before=heard_before, at=at))
        .values(ended_at=at, ended_because="silent")
        .returning(Shift.id)
    )
    count = len(ended.all())
    if count:
        session.announce(PRESENCE)
    return count


async def find_shift(session: LineSession, account_id: str) -> Shift | None:
    """The open shift of an account, or None."""
    return await session.scalar(
        select(Shift)
        .where(Shift.account_id == account_id, Shift.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )


async def on_duty(session: LineSession, *, desk: str, at: datetime) -> list[Account]:
    """Everybody whose console was heard in the last twenty seconds, by name."""
    rows = await session.scalars(
        select(Account)
        .join(Shift, Shift.account_id == Account.id)
        .where(Shift.desk == desk, Shift.ended_at.is_(None), Shift.heartbeat_at >= at - LONGEST_SILENCE)
        .order_by(Account.name, Account.id)
    )
    return list(rows)


async def count_on_duty(session: LineSession, *, desk: str, at: datetime) -> int:
    """How many of a desk are on duty now."""
    count = await session.scalar(
        select(func.count())
        .select_from(Shift)
        .where(Shift.desk == desk, Shift.ended_at.is_(None), Shift.heartbeat_at >= at - LONGEST_SILENCE)
    )
    return count or 0
