"""A volunteer leaves, by the button or because their console fell silent: control never falls between two people.

The shift ends first; then every chat whose holder's shift has ended goes back to the top of its level, each in a
transaction of its own in which the student is told. What a crash leaves undone is found again at the next look.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, select

from bot.conversations.registry import NoSuchStudent, lock_conversation
from bot.errors import NotAllowed
from bot.handoffs import queue, talk
from bot.handoffs.escalation import Speech, say_nobody_is_left
from bot.kit.crypto import CannotOpen
from bot.outbox.outbox import Saying, put
from bot.shifts import presence
from bot.store.database import STORE_FAILURES, Database
from bot.store.session import LineSession
from bot.store.tables import Account, Author, Handoff, HandoffState, Shift
from bot.wording import Wording

log = structlog.get_logger()
_JUMP: Final = timedelta(seconds=10)


class Attention:
    """Since when the line has been able to hear heartbeats: its start, or the moment after its clock jumped.

    A machine that slept, or a clock that was set, must not look like volunteers who went away.
    """

    def __init__(self, started_at: datetime, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._since = started_at
        self._looked_at = started_at
        self._monotonic = monotonic
        self._ticks = monotonic()

    def listening_since(self, now: datetime) -> datetime:
        """The moment before which nobody's silence counts against them; asked at every look."""
        ticks = self._monotonic()
        expected = self._looked_at + timedelta(seconds=ticks - self._ticks)
        if abs(now - expected) > _JUMP:
            self._since = now
        self._looked_at, self._ticks = now, ticks
        return self._since

    def begin_again(self, at: datetime) -> None:
        """Nothing could be heard until now: the store was away."""
        self._since = at


async def leave(session: LineSession, account: Account, *, wording: Wording, at: datetime) -> bool:
    """End the shift of `account` and give back what they hold, telling each student; False if no shift was open."""
    has_ended = await presence.end_shift(session, account, at=at)
    for handoff in await talk.held_by(session, account.id):
        await talk.leave(session, handoff.id, holder=account, wording=wording, at=at)
    return has_ended


async def end_silent_shifts(database: Database, attention: Attention, *, wording: Wording, at: datetime) -> int:
    """End shifts of which two heartbeats were missed, and give back their chats; how many chats those were."""
    silent_since = at - presence.LONGEST_SILENCE
    has_listened = attention.listening_since(at) <= silent_since
    try:
        if has_listened:
            await _end_silent(database, heard_before=silent_since, at=at)
        return await _give_back_all(database, wording=wording, at=at)
    except STORE_FAILURES:
        attention.begin_again(at)
        raise


async def tell_nobody_is_left(database: Database, *, speech: Speech, at: datetime) -> int:
    """Tell each student who waits, once, that the last volunteer of the desk has gone; how many were told."""
    async with database.read() as session:
        waiting = list(await session.scalars(select(Handoff.id).where(_believes_somebody_is_there())))
    count = 0
    for handoff_id in waiting:
        try:
            async with database.begin() as session:
                count += await _tell_nobody_is_left(session, handoff_id, speech=speech, at=at)
        except (CannotOpen, NoSuchStudent):
            log.warning("not_told_that_nobody_is_left", handoff=handoff_id)
    return count


def _believes_somebody_is_there() -> ColumnElement[bool]:
    """Waits, was not told that nobody is on duty, and nobody is: shifts that fell silent were ended before."""
    has_anybody = select(Shift.id).where(Shift.desk == Handoff.desk, Shift.ended_at.is_(None))
    return (Handoff.state == HandoffState.WAITING) & Handoff.told_nobody_at.is_(None) & ~has_anybody.exists()


async def _tell_nobody_is_left(session: LineSession, handoff_id: str, *, speech: Speech, at: datetime) -> bool:
    conversation_id = await session.scalar(select(Handoff.conversation_id).where(Handoff.id == handoff_id))
    chat = await lock_conversation(session, conversation_id or "")
    # Looked at again with the student locked: somebody may have come, or claimed it.
    handoff = await session.scalar(
        select(Handoff)
        .where(Handoff.id == handoff_id, _believes_somebody_is_there())
        .execution_options(populate_existing=True)
    )
    if handoff is None:
        return False
    await say_nobody_is_left(session, chat, handoff, at=at, speech=speech)
    return True


async def _give_back_all(database: Database, *, wording: Wording, at: datetime) -> int:
    async with database.read() as session:
        orphaned = await _held_by_nobody_on_shift(session)
    count = 0
    for handoff_id, holder_id in orphaned:
        try:
            async with database.begin() as session:
                await _give_back(session, handoff_id, holder_id=holder_id, wording=wording, at=at)
        except CannotOpen:  # nothing can be said to this one, and somebody must see them all the same
            log.error("given_back_untold", handoff=handoff_id)  # noqa: TRY400  # the traceback tells nothing more
            async with database.begin() as session:
                await queue.release(session, handoff_id, holder_id=holder_id, at=at)
        except (queue.AlreadyClaimed, NotAllowed, NoSuchStudent):
            continue  # somebody took it over, closed it or it was erased since we looked
        count += 1
    return count


async def _end_silent(database: Database, *, heard_before: datetime, at: datetime) -> None:
    # A look without the writer first: nearly always everybody has been heard.
    async with database.read() as session:
        is_anybody_silent = await session.scalar(
            select(Shift.id).where(presence.is_silent(heard_before=heard_before, at=at)).limit(1)
        )
    if is_anybody_silent is not None:
        async with database.begin() as session:
            await presence.end_silent(session, heard_before=heard_before, at=at)


async def _held_by_nobody_on_shift(session: LineSession) -> list[tuple[str, str]]:
    """Claimed Handoffs whose holder's shift has ended and who has not begun another.

    Not compared with the time of the claim: a clock that was set back would leave a student with nobody for ever.
    """
    has_open_shift = select(Shift.id).where(Shift.account_id == Handoff.volunteer_id, Shift.ended_at.is_(None))
    has_left = select(Shift.id).where(Shift.account_id == Handoff.volunteer_id, Shift.ended_at.is_not(None))
    rows = await session.execute(
        select(Handoff.id, Handoff.volunteer_id)
        .where(Handoff.state == HandoffState.CLAIMED, ~has_open_shift.exists(), has_left.exists())
        .order_by(Handoff.id)
    )
    return [(handoff_id, holder_id) for handoff_id, holder_id in rows if holder_id is not None]


async def _give_back(session: LineSession, handoff_id: str, *, holder_id: str, wording: Wording, at: datetime) -> None:
    handoff = await queue.release(session, handoff_id, holder_id=holder_id, at=at)
    student, conversation = await lock_conversation(session, handoff.conversation_id)
    sentence = wording.say("handoff.volunteer_gone", student.language)
    put(session, student, conversation, Saying(Author.LINE, sentence), at=at)
